import { placedWordsOf } from "../../semantics/shell-words/word-roles.ts";
import { defineBashOnlyCheck } from "./define-bash-only.ts";

export const processSubstitutionUnderSh = defineBashOnlyCheck({
  id: "shell/process-substitution-under-sh",
  aliases: ["shellcheck:SC3001"],
  title: { en: "Process substitution in a script for sh", ja: "sh のスクリプト内のプロセス置換" },
  effect: {
    en: "dash does not know `<(…)` and stops with a syntax error at the parenthesis.",
    ja: "dash は `<(…)` に対応しておらず、括弧の箇所で構文エラーになります。",
  },
  instead: { en: "Use a pipe or a temporary file.", ja: "パイプまたは一時ファイルを使用してください。" },
  support: { busybox: true },
  sources: ["bash(1), Process Substitution", "ShellCheck wiki, SC3001"],
  examples: {
    fail: [
      "FROM debian:12\nRUN diff <(sort a) <(sort b)",
      'FROM debian:12\nRUN while read -r a; do echo "$a"; done < <(ls)',
    ],
    pass: [
      "FROM debian:12\nRUN sort a | diff - b",
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN diff <(sort a) <(sort b)',
    ],
  },
  marks: ["<(", ">("],
  find({ script }) {
    return placedWordsOf(script).flatMap(({ word }) =>
      word.parts.flatMap((part) => (part.kind === "process-substitution" ? [{ range: part }] : [])),
    );
  },
});
