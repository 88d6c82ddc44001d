import { commandsOf } from "../../formats/shell/visit.ts";
import { defineBashOnlyCheck } from "./define-bash-only.ts";

export const doubleBracketUnderSh = defineBashOnlyCheck({
  id: "shell/double-bracket-under-sh",
  aliases: ["shellcheck:SC3010"],
  title: { en: "[[ in a script for sh", ja: "sh のスクリプト内の [[" },
  effect: {
    en: "dash takes `[[` for the name of a program that does not exist. The condition is always false, and the build takes the other branch.",
    ja: "dash は `[[` を存在しないプログラムの名前とみなすため、条件は常に偽となり、ビルドはもう一方の分岐に進みます。",
  },
  instead: {
    en: 'Write `[ "$name" = value ]` with quotes around variables, and `case` for patterns.',
    ja: '`[ "$name" = value ]` のように変数を引用符で囲み、パターンの照合には `case` を使用してください。',
  },
  support: { busybox: true },
  sources: ["POSIX Shell Command Language, 2.4 Reserved Words", "ShellCheck wiki, SC3010"],
  examples: {
    fail: ['FROM debian:12\nRUN if [[ "$a" = b ]]; then make; fi', "FROM alpine:3.20\nRUN [[ -f a ]] && make"],
    pass: [
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN [[ -f a ]] && make',
      "FROM debian:12\nRUN [ -f a ] && make",
      "FROM debian:12\nRUN bash -c '[[ -f a ]]'",
    ],
  },
  marks: ["[["],
  find({ script }) {
    return commandsOf(script).flatMap((command) => (command.kind === "double-bracket" ? [{ range: command }] : []));
  },
});
