import { placedWordsOf } from "../../semantics/shell-words/word-roles.ts";
import { defineBashOnlyCheck } from "./define-bash-only.ts";

export const braceExpansionUnderSh = defineBashOnlyCheck({
  id: "shell/brace-expansion-under-sh",
  aliases: ["shellcheck:SC3009"],
  title: { en: "Brace expansion in a script for sh", ja: "sh のスクリプト内のブレース展開" },
  effect: {
    en: "dash and BusyBox do not expand `{a,b}`: mkdir makes one directory with braces in its name.",
    ja: "dash と BusyBox は `{a,b}` をそのままの文字列として扱います。mkdir は、名前に波括弧を含むディレクトリを 1 つ作成します。",
  },
  instead: {
    en: "Write each word, for example `mkdir a b`, or use a for loop.",
    ja: "`mkdir a b` のように各単語を列挙するか、for ループを使用してください。",
  },
  support: { busybox: false },
  sources: ["bash(1), Brace Expansion", "ShellCheck wiki, SC3009"],
  examples: {
    fail: ["FROM debian:12\nRUN mkdir -p /opt/{bin,lib}", "FROM debian:12\nRUN touch file{1..3}"],
    pass: [
      "FROM debian:12\nRUN mkdir -p /opt/bin /opt/lib",
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN mkdir -p /opt/{bin,lib}',
      "FROM debian:12\nRUN find . -exec rm {} +",
      "FROM debian:12\nRUN echo '{a,b}'",
    ],
  },
  marks: ["{"],
  find({ script }) {
    return placedWordsOf(script)
      .filter(({ role }) => role !== "condition" && role !== "assignment")
      .flatMap(({ word }) => word.parts.flatMap((part) => (part.kind === "brace-expansion" ? [{ range: part }] : [])));
  },
});
