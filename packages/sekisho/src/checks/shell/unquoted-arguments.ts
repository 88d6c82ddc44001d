import type { ParameterExpansion } from "../../formats/shell/syntax.ts";
import { expansionsOf, type PlacedExpansion } from "../../semantics/shell-words/expansions.ts";
import { quoteEdits } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const unquotedArguments = defineShellCheck({
  id: "shell/unquoted-arguments",
  aliases: ["shellcheck:SC2048", "shellcheck:SC2068"],
  title: { en: "List of arguments without quotes", ja: "引用符のない引数リスト" },
  severity: "low",
  why: {
    en: "The shell splits every argument again at whitespace. One argument with a space becomes two, and the command works on the wrong names.",
    ja: "各引数が空白で再び分割されるため、空白を含む 1 つの引数が 2 つになり、コマンドが意図しない名前を処理します。",
  },
  remediation: {
    en: 'Write `"$@"`, or `"${list[@]}"` for an array.',
    ja: '`"$@"` と記述してください。配列の場合は `"${list[@]}"` と記述します。',
  },
  sources: ["POSIX Shell Command Language, 2.5.2 Special Parameters", "ShellCheck wiki, SC2048 and SC2068"],
  examples: {
    fail: [
      "FROM debian:12\nRUN run() { make $@; } && run all",
      'FROM debian:12\nRUN run() { for a in $*; do make "$a"; done; } && run all',
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN list=(a b) && touch ${list[@]}',
    ],
    pass: [
      'FROM debian:12\nRUN run() { make "$@"; } && run all',
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN list=(a b) && touch "${list[@]}" && echo ${#list[@]}',
      'FROM debian:12\nRUN run() { a=$*; echo "$a"; } && run all',
    ],
  },
  marks: ["$"],
  evaluate({ script }) {
    return expansionsOf(script)
      .parameters.filter(isSplitList)
      .map(({ part, word }) => {
        const isStar = part.name === "*" || part.index === "*";
        const canFix = !isStar && word.parts.length === 1;
        const name = script.text.slice(part.start, part.end);
        return {
          message: {
            en: `Each argument of ${name} is split at whitespace.`,
            ja: `${name} の各引数は、空白で分割されます。`,
          },
          range: part,
          subject: `expansion:${name}`,
          ...(canFix ? { fix: { safety: "proposal", edits: quoteEdits(part) } as const } : {}),
        };
      });
  },
});

function isSplitList(placed: PlacedExpansion<ParameterExpansion>): boolean {
  const { part, word, role, isQuoted, isOperand } = placed;
  if (isQuoted || isOperand || part.isLength || part.operator === "+" || part.operator === ":+") return false;
  if (!placed.isSplit && role !== "list") return false;
  if (part.name === "@" || part.index === "@") return true;
  return (part.name === "*" || part.index === "*") && word.parts.length === 1;
}
