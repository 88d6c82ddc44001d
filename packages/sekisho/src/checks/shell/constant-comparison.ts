import { commandsOf } from "../../formats/shell/visit.ts";
import { literalOf } from "../../formats/shell/word-text.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { comparisonsOf, testOf } from "../../semantics/shell-words/test-expressions.ts";
import { defineShellCheck } from "./define.ts";

export const constantComparison = defineShellCheck({
  id: "shell/constant-comparison",
  aliases: ["shellcheck:SC2050"],
  title: { en: "Comparison that always has the same result", ja: "結果が常に同じになる比較" },
  severity: "medium",
  why: {
    en: "Both sides are fixed texts, so one of the branches never runs. Usually the `$` of a variable is missing.",
    ja: "両辺が固定の文字列のため、一方の分岐がまったく実行されません。多くは変数の `$` の記述漏れです。",
  },
  remediation: {
    en: 'Write `"$name"` for the variable, or delete the test.',
    ja: '変数を `"$name"` の形で記述するか、不要なテストを削除してください。',
  },
  sources: ["POSIX, test: OPERANDS", "ShellCheck wiki, SC2050"],
  examples: {
    fail: [
      'FROM debian:12\nRUN if [ "TARGETARCH" = "arm64" ]; then echo arm; fi',
      "FROM debian:12\nRUN [ debug = true ] && make debug || exit 0",
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN if [[ a == b ]]; then echo same; fi',
    ],
    pass: [
      'FROM debian:12\nARG TARGETARCH\nRUN if [ "$TARGETARCH" = "arm64" ]; then echo arm; fi',
      'FROM debian:12\nRUN [ "$(uname -m)" = x86_64 ]',
      "FROM debian:12\nRUN [ -f a ] && [ a -nt b ]",
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN [[ a == b* ]]',
    ],
  },
  marks: ["[", "test"],
  evaluate({ script }) {
    return commandsOf(script).flatMap((command) => {
      const expression = testOf(command);
      if (expression === undefined || expression.form === "test") return [];
      return comparisonsOf(expression)
        .filter(({ name, left, right }) => {
          const isByValue = /^[=!<>]/.test(name) || (expression.form === "[" && /^-(?:eq|ne|lt|le|gt|ge)$/.test(name));
          return isByValue && literalOf(left) !== undefined && literalOf(right) !== undefined;
        })
        .map(({ left, right }) => {
          const range = { start: left.start, end: right.end };
          const text = namedBy(script.text, range);
          return {
            message: { en: `${text} compares two fixed texts.`, ja: `${text} は、固定の文字列どうしの比較です。` },
            range,
            subject: `comparison:${text}`,
          };
        });
    });
  },
});
