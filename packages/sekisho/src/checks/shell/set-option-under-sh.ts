import type { CallArgument } from "../../semantics/commands/arguments.ts";
import type { BashOnlyUse } from "./define-bash-only.ts";
import { defineBashOnlyCheck } from "./define-bash-only.ts";

export const setOptionUnderSh = defineBashOnlyCheck({
  id: "shell/set-option-under-sh",
  aliases: ["shellcheck:SC3040", "shellcheck:SC3041"],
  title: { en: "Shell option that sh may not have", ja: "sh が対応するとは限らないシェルオプション" },
  effect: {
    en: "dash before 0.5.13 ends the script at `set -o pipefail`.",
    ja: "0.5.13 より前の dash では、`set -o pipefail` の行でスクリプトが終了します。",
  },
  instead: {
    en: "Delete the option, or rewrite the command without a pipe.",
    ja: "オプションを削除するか、パイプを使用しない書き方に変更してください。",
  },
  support: { busybox: true },
  sources: ["POSIX, set: OPTIONS", "ShellCheck wiki, SC3040"],
  examples: {
    fail: [
      "FROM debian:12\nRUN set -o pipefail && ls | wc -l",
      "FROM debian:12\nRUN set -euo pipefail; ls | wc -l",
      "FROM debian:12\nRUN set -E; make",
    ],
    pass: [
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN set -o pipefail && ls | wc -l',
      "FROM debian:12\nRUN set -eux; make",
      "FROM debian:12\nRUN set -o errexit && make",
      "FROM debian:12\nRUN set -- -o foo",
    ],
  },
  programs: ["set"],
  find({ calls }) {
    return calls.flatMap(({ name, args }) => (name === "set" ? unknownOptions(args) : []));
  },
});

/** Source: POSIX.1-2017, set. */
const knownNames: ReadonlySet<string> = new Set(
  "allexport errexit ignoreeof monitor noclobber noexec noglob nolog notify nounset verbose vi xtrace".split(" "),
);

function unknownOptions(args: readonly CallArgument[]): readonly BashOnlyUse[] {
  const uses: BashOnlyUse[] = [];
  for (const [index, { text, literal, start, end }] of args.entries()) {
    if (text === "--" || !/^[-+]/.test(text) || literal === undefined) {
      if (index > 0 && /^[-+][a-zA-Z]*o$/.test(args[index - 1]?.text ?? "")) continue;
      break;
    }
    if (/[^abCefmnuvxoh]/.test(text.slice(1))) uses.push({ range: { start, end }, support: { busybox: false } });
    const value = text.endsWith("o") ? args[index + 1] : undefined;
    if (value?.literal !== undefined && !knownNames.has(value.literal)) {
      uses.push({ range: { start: value.start, end: value.end } });
    }
  }
  return uses;
}
