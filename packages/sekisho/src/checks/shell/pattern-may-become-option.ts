import type { CommandCall } from "../../semantics/commands/calls.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const patternMayBecomeOption = defineShellCheck({
  id: "shell/pattern-may-become-option",
  aliases: ["shellcheck:SC2035"],
  title: {
    en: "Pattern that may match names of options",
    ja: "オプションと解釈される名前に一致し得るパターン",
  },
  severity: "info",
  why: {
    en: "`rm *` takes every name in the directory as an argument. A file called `-rf`, which a source tree or an archive can contain, then acts as an option.",
    ja: "`rm *` では、ディレクトリ内のすべての名前が引数になります。ソースツリーやアーカイブに `-rf` という名前のファイルが含まれていると、オプションとして解釈されます。",
  },
  remediation: {
    en: "Write `./*`, or put `--` before the pattern.",
    ja: "`./*` と記述するか、パターンの前に `--` を付けてください。",
  },
  sources: ["POSIX, 12.2 Utility Syntax Guidelines, guideline 10", "ShellCheck wiki, SC2035"],
  examples: {
    fail: [
      "FROM debian:12\nRUN rm *",
      "FROM debian:12\nRUN chmod 644 *.conf",
      "FROM debian:12\nRUN tar cf a.tar ?.txt",
    ],
    pass: [
      "FROM debian:12\nRUN rm ./*",
      "FROM debian:12\nRUN rm -- *",
      "FROM debian:12\nRUN rm /tmp/*",
      "FROM debian:12\nRUN echo *",
      "FROM debian:12\nRUN find . -name '*.c'",
    ],
  },
  marks: ["*", "?", "["],
  evaluate({ script, calls }) {
    return calls
      .filter(({ name }) => name !== undefined && !showing.has(name))
      .flatMap(argumentsBeforeEnd)
      .filter(({ word: { parts } }) => parts[0]?.kind === "glob" && /^[*?]/.test(parts[0].text))
      .map((argument) => ({
        message: {
          en: `${namedBy(script.text, argument)} also matches names that begin with a hyphen.`,
          ja: `${namedBy(script.text, argument)} は、ハイフンで始まる名前にも一致します。`,
        },
        range: argument,
        subject: `pattern:${namedBy(script.text, argument)}`,
        fix: { safety: "proposal", edits: [{ start: argument.start, end: argument.start, text: "./" }] } as const,
      }));
  },
});

/** Commands whose options come first and are no names, or that compare. */
const showing: ReadonlySet<string> = new Set(["[", "echo", "printf", "test"]);

function argumentsBeforeEnd({ args }: CommandCall): CommandCall["args"] {
  const end = args.findIndex(({ text }) => text === "--");
  return end < 0 ? args : args.slice(0, end);
}
