import { commandsOf } from "../../formats/shell/visit.ts";
import { comparisonsOf, testOf } from "../../semantics/shell-words/test-expressions.ts";
import { defineBashOnlyCheck } from "./define-bash-only.ts";

export const doubleEqualsUnderSh = defineBashOnlyCheck({
  id: "shell/double-equals-under-sh",
  aliases: ["shellcheck:SC3014"],
  title: { en: "== in a test for sh", ja: "sh のテスト内の ==" },
  effect: {
    en: "dash knows only `=`: `[ a == b ]` gives an error, and the condition is false whatever the values are.",
    ja: "dash のテストは `=` しか解釈できません。`[ a == b ]` はエラーになり、値にかかわらず条件は偽になります。",
  },
  instead: { en: "Write `[ a = b ]`.", ja: "`[ a = b ]` のように `=` を使用してください。" },
  support: { busybox: true },
  sources: ["POSIX, test: OPERANDS", "ShellCheck wiki, SC3014"],
  examples: {
    fail: [
      'FROM debian:12\nRUN [ "$a" == b ] && make',
      'FROM debian:12\nRUN if test "$a" == b; then make; fi',
      'FROM debian:12\nRUN ["sh", "-c", "[ \\"$a\\" == b ] && make"]',
    ],
    pass: [
      'FROM debian:12\nRUN [ "$a" = b ] && make',
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN [ "$a" == b ] && make',
      'FROM debian:12\nRUN [[ "$a" == b ]] && make',
    ],
  },
  marks: ["=="],
  find({ script }) {
    return commandsOf(script).flatMap((command) => {
      const expression = testOf(command);
      if (expression === undefined || expression.form === "[[") return [];
      return comparisonsOf(expression)
        .filter(({ name }) => name === "==")
        .map(({ operator: { start, end } }) => ({
          range: { start, end },
          edits: [{ start, end, text: "=" }] as const,
        }));
    });
  },
});
