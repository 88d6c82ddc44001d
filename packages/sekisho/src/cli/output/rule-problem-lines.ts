import { showControls } from "../../exporters/escape/visible.ts";
import { layOutSourceLine } from "../../exporters/table/source-line.ts";
import { locate } from "../../formats/falco-rules/place.ts";
import type { RuleProblem } from "../../formats/falco-rules/rule-problem.ts";
import { lineAt } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import type { Terminal } from "../terminal.ts";

/** What problems are shown with. */
type Look = Pick<Terminal, "language" | "columns" | "hasColour" | "hasUnicode">;

const labels = {
  error: { en: "error", ja: "エラー" },
  warning: { en: "warning", ja: "警告" },
} as const satisfies Readonly<Record<string, Text>>;

const colours = { error: "31", warning: "33" } as const;

/** Gives a problem as a compiler does: place, message, the line with the place underlined, what was meant. */
export function ruleProblemLines(problem: RuleProblem, look: Look): string {
  const { level, message, hint, place } = problem;
  const { path, startLine, startColumn, endLine, endColumn } = locate(place);
  const paint = (codes: string, text: string) => (look.hasColour ? `\u001b[${codes}m${text}\u001b[0m` : text);
  const label = paint(`1;${colours[level]}`, labels[level][look.language]);
  const lines = [
    `${paint("1", `${showControls(path)}:${startLine}:${startColumn}:`)} ${label}: ${showControls(message[look.language])} ${paint("2", `[${problem.code}]`)}`,
  ];
  const text = lineAt(place.source, startLine);
  if (text !== undefined) {
    const number = String(startLine);
    const room = Math.max(20, look.columns - number.length - 5);
    const to = endLine === startLine ? Math.max(endColumn, startColumn + 1) - 1 : text.length;
    const source = layOutSourceLine(
      { line: startLine, text, from: startColumn - 1, to },
      { columns: room, ellipsis: look.hasUnicode ? "…" : "..." },
    );
    const gutter = look.hasUnicode ? "│" : "|";
    const marks = paint(colours[level], "^".repeat(Math.max(1, source.markColumns)));
    lines.push(`  ${number} ${gutter} ${source.text}`);
    lines.push(`  ${" ".repeat(number.length)} ${gutter} ${" ".repeat(source.markStart)}${marks}`);
  }
  if (hint !== undefined) lines.push(`  ${paint("36", showControls(hint[look.language]))}`);
  return `${lines.join("\n")}\n`;
}

/** Gives a problem as JSON. */
export function ruleProblemJson({ code, level, message, hint, place }: RuleProblem, language: "en" | "ja"): object {
  return {
    code,
    level,
    message: message[language],
    ...(hint === undefined ? {} : { hint: hint[language] }),
    location: locate(place),
  };
}
