import type { ShellSyntaxError } from "../../formats/shell/syntax.ts";
import type { Text } from "../../model/text.ts";
import type { CommandCall } from "../../semantics/commands/calls.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import type { Step } from "../../semantics/stages/build.ts";
import { defineShellCheck } from "./define.ts";

export const syntaxError = defineShellCheck({
  id: "shell/syntax-error",
  aliases: [
    "shellcheck:SC1009",
    "shellcheck:SC1036",
    "shellcheck:SC1046",
    "shellcheck:SC1047",
    "shellcheck:SC1056",
    "shellcheck:SC1061",
    "shellcheck:SC1062",
    "shellcheck:SC1070",
    "shellcheck:SC1072",
    "shellcheck:SC1073",
    "shellcheck:SC1088",
    "shellcheck:SC1089",
  ],
  title: { en: "Syntax error in a shell script", ja: "シェルスクリプトの構文エラー" },
  severity: "medium",
  why: {
    en: "The shell stops at the error and the build fails, or it takes everything after the error for quoted text and silently skips it.",
    ja: "シェルはエラーの箇所で停止します。ビルドが失敗するか、以降のすべてが引用符内の文字列として扱われ、実行されません。",
  },
  remediation: {
    en: "Close what is open at the place shown: quotes, parentheses, `if … fi`, `for … done`. A line break in RUN needs a backslash at the end of the line.",
    ja: "示された箇所で開いている引用符、括弧、`if … fi`、`for … done` などを閉じてください。RUN の途中で改行する場合は、行末にバックスラッシュが必要です。",
  },
  sources: ["POSIX Shell Command Language, 2.10 Shell Grammar", "ShellCheck wiki, SC1072 and SC1073"],
  examples: {
    fail: [
      "FROM debian:12\nRUN echo 'not closed",
      "FROM debian:12\nRUN if true; then echo a",
      'FROM debian:12\nRUN for a in b c; do echo "$a"',
      "FROM debian:12\nRUN echo a )",
      'FROM debian:12\nRUN echo "$(date"',
    ],
    pass: [
      "FROM debian:12\nRUN echo 'closed'",
      "FROM debian:12\nRUN if true; then echo a; fi",
      'FROM debian:12\nRUN [ -f a ] && echo "it\'s" || exit 0',
      "FROM debian:12\nRUN echo }",
    ],
  },
  evaluate({ script, calls, step }) {
    const first = script.errors[0] ?? findOpenTest(calls);
    if (first === undefined || first.code === "too-deep" || mayRunOnWindows(step, script.text)) return [];
    return [
      {
        message: messageOf(first, namedBy(script.text, first)),
        range: first,
        subject: `error:${first.code}`,
      },
    ];
  },
});

/** A base image that nobody knows may be one whose shell is cmd; drive letters tell. */
function mayRunOnWindows({ stage }: Step, text: string): boolean {
  const isKnown = stage.root.kind === "image" && stage.root.reference !== undefined;
  return !isKnown && /\b[A-Za-z]:\\/.test(text);
}

/** `[` looks for its `]` when it runs, and fails then. */
function isOpenTest({ name, node, args }: CommandCall): boolean {
  return name === "[" && node.words.length === args.length + 1 && args.at(-1)?.text !== "]";
}

function findOpenTest(calls: readonly CommandCall[]): ShellSyntaxError | undefined {
  const word = calls.find(isOpenTest)?.word;
  if (word === undefined) return undefined;
  const { start, end } = word;
  return { code: "unclosed-condition", expected: "] to close [", start, end };
}

/** Later errors of a script mostly follow from its first one. */
function messageOf({ code }: ShellSyntaxError, written: string): Text {
  switch (code) {
    case "unclosed-quote":
      return { en: `The quote ${written} is never closed.`, ja: `引用符 ${written} が閉じられていません。` };
    case "unclosed-substitution":
    case "unclosed-expansion":
    case "unclosed-subshell":
    case "unclosed-condition":
    case "unclosed-array":
      return { en: `${written} is never closed.`, ja: `${written} が閉じられていません。` };
    case "unclosed-heredoc":
      return {
        en: `The here-document ${written} has no closing line.`,
        ja: `ヒアドキュメント ${written} に終了行がありません。`,
      };
    case "missing-keyword":
      return {
        en: "A compound command is not complete here: fi, done, esac, then, do or } is missing.",
        ja: "複合コマンドがここで完結していません。fi、done、esac、then、do、} のいずれかが不足しています。",
      };
    case "missing-command":
      return { en: "A command is missing here.", ja: "ここにコマンドがありません。" };
    case "missing-word":
      return { en: `A word is missing after ${written}.`, ja: `${written} の後に語がありません。` };
    case "bad-substitution":
      return {
        en: `${written} is not a valid parameter expansion.`,
        ja: `${written} は、変数の展開として正しくありません。`,
      };
    default:
      return { en: `${written} is not allowed here.`, ja: `${written} は、この位置には記述できません。` };
  }
}
