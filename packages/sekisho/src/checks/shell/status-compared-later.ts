import type { ShellWord } from "../../formats/shell/syntax.ts";
import { commandsOf } from "../../formats/shell/visit.ts";
import { literalOf } from "../../formats/shell/word-text.ts";
import { comparisonsOf, testOf } from "../../semantics/shell-words/test-expressions.ts";
import { defineShellCheck } from "./define.ts";

export const statusComparedLater = defineShellCheck({
  id: "shell/status-compared-later",
  aliases: ["shellcheck:SC2181"],
  title: { en: "Result of a command tested with $?", ja: "$? によるコマンドの結果の確認" },
  severity: "info",
  why: {
    en: "Any command added in between, such as echo, changes `$?`, and the test then checks the wrong command. With `set -e`, a failure ends the script before the test runs.",
    ja: "間に echo などのコマンドを 1 つ追加するだけで `$?` が変わり、別のコマンドの結果を確認することになります。`set -e` が有効な場合は、失敗した時点でスクリプトが終了し、この行に到達しません。",
  },
  remediation: { en: "Write `if command; then …; fi`.", ja: "`if command; then …; fi` と記述してください。" },
  sources: ["POSIX Shell Command Language, 2.5.2 Special Parameters", "ShellCheck wiki, SC2181"],
  examples: {
    fail: [
      "FROM debian:12\nRUN make; if [ $? -ne 0 ]; then exit 1; fi",
      "FROM debian:12\nRUN make; [ $? = 0 ] || exit 1",
    ],
    pass: [
      "FROM debian:12\nRUN if ! make; then exit 1; fi",
      "FROM debian:12\nRUN make; status=$?; exit $status",
      "FROM debian:12\nRUN make; [ $? -eq 2 ] && exit 1",
    ],
  },
  marks: ["$?"],
  evaluate({ script }) {
    return commandsOf(script).flatMap((command) => {
      const expression = testOf(command);
      if (expression === undefined || expression.words.length !== 3) return [];
      return comparisonsOf(expression)
        .filter(({ left, right }) => (isStatus(left) && isZero(right)) || (isZero(left) && isStatus(right)))
        .map(({ left, right }) => ({
          message: {
            en: "This tests `$?` instead of the command itself.",
            ja: "コマンド自体ではなく、`$?` の値を条件にしています。",
          },
          range: isStatus(left) ? left : right,
          subject: "status",
        }));
    });
  },
});

function isZero(word: ShellWord): boolean {
  return literalOf(word) === "0";
}

function isStatus({ parts }: Pick<ShellWord, "parts">): boolean {
  const [only] = parts;
  if (parts.length !== 1) return false;
  return only?.kind === "double-quoted" ? isStatus(only) : only?.kind === "parameter" && only.name === "?";
}
