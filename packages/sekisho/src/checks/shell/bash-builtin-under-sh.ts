import { defineBashOnlyCheck } from "./define-bash-only.ts";

/** Builtins that neither dash nor BusyBox has. Source: bash(1), "Shell Builtin Commands". */
const builtins: ReadonlySet<string> = new Set(
  "bind caller compgen complete compopt declare dirs disown enable mapfile popd pushd readarray shopt suspend typeset".split(
    " ",
  ),
);

export const bashBuiltinUnderSh = defineBashOnlyCheck({
  id: "shell/bash-builtin-under-sh",
  aliases: ["shellcheck:SC3044"],
  title: {
    en: "bash builtin in a script for sh",
    ja: "sh のスクリプト内の bash の組み込みコマンド",
  },
  effect: {
    en: "dash does not have this command: it is not found, and without `set -e` the build goes on.",
    ja: "dash にはこのコマンドがないためエラーになりますが、`set -e` がなければビルドはそのまま続行されます。",
  },
  instead: {
    en: "Write the POSIX form: `cd` for `pushd`, `readonly` or a plain assignment for `declare`.",
    ja: "`pushd` の代わりに `cd`、`declare` の代わりに `readonly` や通常の代入など、POSIX の書き方を使用してください。",
  },
  support: { busybox: false },
  sources: ["POSIX Shell Command Language, 2.14 Special Built-In Utilities", "ShellCheck wiki, SC3044"],
  examples: {
    fail: [
      "FROM debian:12\nRUN pushd /opt && make && popd",
      'FROM debian:12\nRUN declare -r a=1 && echo "$a"',
      "FROM debian:12\nRUN shopt -s nullglob; ls",
    ],
    pass: [
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN pushd /opt && make && popd',
      "FROM debian:12\nRUN cd /opt && make",
    ],
  },
  programs: builtins,
  find({ calls }) {
    return calls
      .filter(({ name, wrappers }) => wrappers.length === 0 && name !== undefined && builtins.has(name))
      .map(({ word: { start, end } }) => ({ range: { start, end } }));
  },
});
