import { commandsOf } from "../../formats/shell/visit.ts";
import { literalOf } from "../../formats/shell/word-text.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { testOf } from "../../semantics/shell-words/test-expressions.ts";
import { defineShellCheck } from "./define.ts";

export const combinedTest = defineShellCheck({
  id: "shell/combined-test",
  aliases: ["shellcheck:SC2166"],
  title: { en: "Conditions joined with -a or -o in one test", ja: "-a や -o で条件を結合したテスト" },
  severity: "info",
  why: {
    en: "POSIX does not define a test with more than four arguments. A value such as `(` or `!` changes the meaning of the expression, and shells give different results.",
    ja: "POSIX では、引数が 4 つを超えるテストの動作は規定されていません。値が `(` や `!` の場合に式の意味が変わり、シェルごとに結果が異なります。",
  },
  remediation: {
    en: "Write `[ p ] && [ q ]` or `[ p ] || [ q ]`.",
    ja: "`[ p ] && [ q ]` または `[ p ] || [ q ]` と記述してください。",
  },
  sources: ["POSIX, test: APPLICATION USAGE", "ShellCheck wiki, SC2166"],
  examples: {
    fail: [
      "FROM debian:12\nRUN [ -f a -a -f b ] && make",
      'FROM debian:12\nRUN if [ "$1" = a -o "$1" = b ]; then make; fi',
    ],
    pass: [
      "FROM debian:12\nRUN [ -f a ] && [ -f b ] && make",
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN [[ -f a && -f b ]] && make',
      'FROM debian:12\nRUN [ "$1" = -a ] && make',
      'FROM debian:12\nRUN [ -n "$1" ]',
    ],
  },
  marks: ["-a", "-o"],
  evaluate({ script }) {
    return commandsOf(script).flatMap((command) => {
      const expression = testOf(command);
      if (expression === undefined || expression.form === "[[") return [];
      return expression.words
        .filter((word, index, words) => {
          const isJoint = /^-[ao]$/.test(literalOf(word) ?? "") && index > 0 && index < words.length - 1;
          const before = words[index - 1];
          return isJoint && before !== undefined && !/^(?:!?=|==|!|\(|-[ao])$/.test(literalOf(before) ?? "");
        })
        .map((word) => ({
          message: {
            en: `${namedBy(script.text, word)} joins two conditions in one test.`,
            ja: `${namedBy(script.text, word)} が、1 つのテストの中で条件を結合しています。`,
          },
          range: word,
          subject: `test:${namedBy(script.text, command)}`,
        }));
    });
  },
});
