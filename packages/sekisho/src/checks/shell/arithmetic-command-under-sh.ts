import { commandsOf } from "../../formats/shell/visit.ts";
import { placedWordsOf } from "../../semantics/shell-words/word-roles.ts";
import { defineBashOnlyCheck } from "./define-bash-only.ts";

export const arithmeticCommandUnderSh = defineBashOnlyCheck({
  id: "shell/arithmetic-command-under-sh",
  aliases: ["shellcheck:SC3005", "shellcheck:SC3006", "shellcheck:SC3007", "shellcheck:SC3039"],
  title: { en: "bash arithmetic in a script for sh", ja: "sh のスクリプト内の bash の算術構文" },
  effect: {
    en: "dash takes `((…))` for two subshells and `let` for a program that does not exist.",
    ja: "dash は `((…))` を二重のサブシェルとみなし、`let` を存在しないプログラムの名前とみなします。",
  },
  instead: {
    en: "Write `[ $((…)) -gt 0 ]` for a condition, or `count=$((count + 1))` for an assignment.",
    ja: "条件には `[ $((…)) -gt 0 ]`、代入には `count=$((count + 1))` と記述してください。",
  },
  support: { busybox: false },
  sources: ["POSIX Shell Command Language, 2.6.4 Arithmetic Expansion", "ShellCheck wiki, SC3005, SC3006 and SC3039"],
  examples: {
    fail: [
      "FROM debian:12\nRUN a=1; ((a > 0)) && make",
      "FROM debian:12\nRUN for ((i = 0; i < 3; i++)); do make; done",
      "FROM debian:12\nRUN let n=1+1",
      "FROM debian:12\nRUN echo $[1 + 1]",
    ],
    pass: [
      'FROM debian:12\nRUN n=$((1 + 1)); echo "$n"',
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN let n=1+1; echo "$n"',
    ],
  },
  marks: ["((", "$[", "let"],
  find({ script, calls }) {
    const commands = commandsOf(script).filter(({ kind }) => kind === "arithmetic" || kind === "arithmetic-for");
    const lets = calls.filter(({ name }) => name === "let").map(({ node }) => node);
    const brackets = placedWordsOf(script).flatMap(({ word }) =>
      word.parts.filter(({ kind, start }) => kind === "arithmetic-expansion" && script.text.startsWith("$[", start)),
    );
    return [
      ...[...commands, ...brackets].map((range) => ({ range })),
      ...lets.map((range) => ({ range, support: { busybox: true } })),
    ];
  },
});
