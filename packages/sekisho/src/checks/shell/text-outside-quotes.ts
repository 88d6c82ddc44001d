import type { WordPart } from "../../formats/shell/syntax.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { placedWordsOf } from "../../semantics/shell-words/word-roles.ts";
import { defineShellCheck } from "./define.ts";

export const textOutsideQuotes = defineShellCheck({
  id: "shell/text-outside-quotes",
  aliases: ["shellcheck:SC2026", "shellcheck:SC2027", "shellcheck:SC2140"],
  title: { en: "Text outside the quotes around it", ja: "引用符の対応がずれて外に出た文字列" },
  severity: "info",
  why: {
    en: "The inner quotes end the outer ones. The text between them is outside of quotes, where the shell splits and expands it, and the inner quotes disappear.",
    ja: "内側の引用符が外側の引用符を閉じています。引用符に囲んだつもりの部分が外に出て分割や展開の対象となり、内側の引用符は失われます。",
  },
  remediation: {
    en: 'Escape the inner quotes as `\\"`, or use the other kind of quotes outside.',
    ja: '二重引用符の中では内側の引用符を `\\"` とエスケープするか、外側に別の種類の引用符を使用してください。',
  },
  sources: ["POSIX Shell Command Language, 2.2 Quoting", "ShellCheck wiki, SC2026, SC2027 and SC2140"],
  examples: {
    fail: [
      "FROM debian:12\nRUN echo 'alias ll='ls -l''",
      'FROM debian:12\nRUN echo "name="value" done"',
      'FROM debian:12\nRUN echo "dir="$HOME" end"',
    ],
    pass: [
      'FROM debian:12\nRUN echo "name=\\"value\\""',
      'FROM debian:12\nRUN echo "$a"/bin/"$b"',
      'FROM debian:12\nRUN echo "$a"_and_"$b"',
      "FROM debian:12\nRUN sed 's/a/'\"$b\"'/'",
      "FROM debian:12\nRUN echo 'a' b",
    ],
  },
  marks: ['"', "'"],
  evaluate({ script }) {
    return placedWordsOf(script)
      .filter(({ role }) => role !== "condition" && role !== "arithmetic" && role !== "heredoc")
      .flatMap(({ word: { parts } }) =>
        parts.filter((_, index) => isTrapped(parts.slice(Math.max(index - 1, 0), index + 2), index)),
      )
      .map((part) => ({
        message: {
          en: `${namedBy(script.text, part)} is outside the quotes around it.`,
          ja: `${namedBy(script.text, part)} は、前後の引用符の外側にあります。`,
        },
        range: part,
        subject: `text:${namedBy(script.text, part)}`,
      }));
  },
});

/** Parts that are joined on purpose: `"$a"=…`, `"$a":"$b"`, `"$a"/"$b"`. */
const joints: ReadonlySet<string> = new Set(["=", ":", "/"]);

function isTrapped([before, part, behind]: readonly WordPart[], index: number): boolean {
  if (index === 0 || before === undefined || part === undefined) return false;
  if (before.kind === "single-quoted" && !before.isAnsiC && part.kind === "literal")
    return /^[A-Za-z0-9]+$/.test(part.text);
  if (before.kind !== "double-quoted" || behind?.kind !== "double-quoted") return false;
  if (part.kind === "parameter") return true;
  if (part.kind === "command-substitution") return !part.isBackquoted;
  if (part.kind !== "literal" || joints.has(part.text)) return false;
  return !(quotesOneThing(before.parts) && quotesOneThing(behind.parts));
}

/** `"$foo"_and_"$bar"` is quoted with care. */
function quotesOneThing(parts: readonly WordPart[]): boolean {
  const [only] = parts;
  return parts.length === 1 && (only?.kind === "parameter" || only?.kind === "command-substitution");
}
