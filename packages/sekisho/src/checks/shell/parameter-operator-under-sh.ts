import { expansionsOf } from "../../semantics/shell-words/expansions.ts";
import { defineBashOnlyCheck } from "./define-bash-only.ts";

export const parameterOperatorUnderSh = defineBashOnlyCheck({
  id: "shell/parameter-operator-under-sh",
  aliases: ["shellcheck:SC3057", "shellcheck:SC3059", "shellcheck:SC3060"],
  title: {
    en: "bash expansion in a script for sh",
    ja: "sh のスクリプト内の bash の変数展開",
  },
  effect: { en: 'dash stops with "Bad substitution".', ja: "dash では「Bad substitution」のエラーで終了します。" },
  instead: {
    en: "Write `${name#prefix}` or `${name%suffix}`, or use sed, cut or tr.",
    ja: "`${name#prefix}` や `${name%suffix}`、または sed、cut、tr を使用してください。",
  },
  support: { busybox: true },
  sources: ["POSIX Shell Command Language, 2.6.2 Parameter Expansion", "ShellCheck wiki, SC3057, SC3059 and SC3060"],
  examples: {
    fail: [
      'FROM debian:12\nRUN echo "${VERSION:0:3}"',
      'FROM debian:12\nRUN echo "${VERSION//./-}"',
      'FROM debian:12\nRUN echo "${NAME^^}"',
    ],
    pass: [
      'FROM debian:12\nRUN echo "${VERSION%.*}" "${VERSION:-1}"',
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN echo "${VERSION//./-}"',
    ],
  },
  marks: ["${"],
  find({ script }) {
    return expansionsOf(script).parameters.flatMap(({ part }) => {
      const { operator = "" } = part;
      if (operator === ":" || operator.startsWith("/")) return [{ range: part }];
      return /^[\^,@]/.test(operator) ? [{ range: part, support: { busybox: false } }] : [];
    });
  },
});
