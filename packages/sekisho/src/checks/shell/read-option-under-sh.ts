import type { CommandCall } from "../../semantics/commands/calls.ts";
import { defineBashOnlyCheck } from "./define-bash-only.ts";

/** Options by builtin. Source: POSIX.1-2017. */
const knownLetters: ReadonlyMap<string, string> = new Map([
  ["cd", "LP"],
  ["export", "p"],
  ["jobs", "lp"],
  ["printf", ""],
  ["read", "r"],
  ["readonly", "p"],
  ["type", ""],
  ["umask", "S"],
  ["unset", "fv"],
  ["wait", ""],
]);

export const readOptionUnderSh = defineBashOnlyCheck({
  id: "shell/read-option-under-sh",
  aliases: ["shellcheck:SC3045"],
  title: { en: "Option of a builtin that sh does not know", ja: "sh が対応しない組み込みコマンドのオプション" },
  effect: {
    en: 'dash stops with "Illegal option", and the variable stays empty.',
    ja: "dash では「Illegal option」のエラーで終了し、変数は空のままになります。",
  },
  instead: {
    en: "Delete the option, or use a program that does the same (`stty -echo`, `printf`).",
    ja: "オプションを削除するか、`stty -echo` や `printf` など、同じことができるプログラムを使用してください。",
  },
  support: { busybox: true },
  sources: ["POSIX, read, export and printf: OPTIONS", "ShellCheck wiki, SC3045"],
  examples: {
    fail: [
      "FROM debian:12\nRUN read -s -r secret < list",
      "FROM debian:12\nRUN export -f build",
      "FROM debian:12\nRUN read -rp 'name: ' name",
    ],
    pass: [
      "FROM debian:12\nRUN read -r name < list",
      "FROM debian:12\nRUN export -p",
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN export -f build',
    ],
  },
  programs: knownLetters.keys(),
  find({ calls }) {
    return calls.flatMap((call) => {
      const known = call.wrappers.length > 0 ? undefined : knownLetters.get(call.name ?? "");
      return known === undefined ? [] : optionsOf(call, known).map(({ start, end }) => ({ range: { start, end } }));
    });
  },
});

function optionsOf({ args }: CommandCall, known: string): CommandCall["args"] {
  const end = args.findIndex(({ text }) => !/^-[a-zA-Z]/.test(text));
  const options = end < 0 ? args : args.slice(0, end);
  return options.filter(({ text }) =>
    text
      .slice(1)
      .split("")
      .some((letter) => !known.includes(letter)),
  );
}
