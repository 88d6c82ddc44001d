import type { Redirect } from "../../formats/shell/syntax.ts";
import { visitScript } from "../../formats/shell/visit.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import type { ShellViolation } from "./define.ts";
import { defineShellCheck } from "./define.ts";

export const errorsRedirectedFirst = defineShellCheck({
  id: "shell/errors-redirected-first",
  aliases: ["shellcheck:SC2069"],
  title: {
    en: "Errors redirected before the output",
    ja: "標準出力より先にリダイレクトされた標準エラー出力",
  },
  severity: "low",
  why: {
    en: "Redirects work from left to right: `2>&1 > file` sends only the output to the file. Errors go where the output went before, usually to the terminal, and are missing in the file.",
    ja: "リダイレクトは左から順に処理されます。`2>&1 > file` では、標準出力だけがファイルに書き込まれ、エラーはそれまでの出力先（通常は端末）に出力されます。",
  },
  remediation: { en: "Write `> file 2>&1`.", ja: "`> file 2>&1` の順で記述してください。" },
  sources: ["POSIX Shell Command Language, 2.7 Redirection", "ShellCheck wiki, SC2069"],
  examples: {
    fail: ["FROM debian:12\nRUN make 2>&1 > /dev/null", "FROM debian:12\nRUN make 2>&1 >> log && ls"],
    pass: [
      "FROM debian:12\nRUN make > /dev/null 2>&1",
      "FROM debian:12\nRUN make 2>&1 > /dev/null | grep error",
      'FROM debian:12\nRUN errors="$(make 2>&1 > /dev/null)" && echo "$errors"',
    ],
  },
  marks: ["2>"],
  evaluate({ script }) {
    const violations: ShellViolation[] = [];
    visitScript(script, {
      command(command, { pipeline, isInSubstitution }) {
        if (!("redirects" in command) || isInSubstitution) return;
        if (pipeline !== undefined && pipeline.index < pipeline.length - 1) return;
        const [errors, output, ...others] = command.redirects;
        if (errors === undefined || output === undefined || others.length > 0 || !isSwapped(errors, output)) return;
        const range = { start: errors.start, end: output.end };
        const written = (redirect: Redirect): string => script.text.slice(redirect.start, redirect.end);
        violations.push({
          message: {
            en: `${namedBy(script.text, range)} does not write errors to ${namedBy(script.text, output.target)}.`,
            ja: `${namedBy(script.text, range)} では、エラーは ${namedBy(script.text, output.target)} に書き込まれません。`,
          },
          range,
          subject: `redirect:${namedBy(script.text, range)}`,
          fix: { safety: "proposal", edits: [{ ...range, text: `${written(output)} ${written(errors)}` }] },
        });
      },
    });
    return violations;
  },
});

function isSwapped(errors: Redirect, output: Redirect): boolean {
  const [target] = errors.target.parts;
  const isToOutput = target?.kind === "literal" && target.text === "1";
  if (errors.descriptor !== "2" || errors.operator !== ">&" || !isToOutput) return false;
  return (output.operator === ">" || output.operator === ">>") && (output.descriptor ?? "1") === "1";
}
