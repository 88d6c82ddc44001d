import type { Diagnostic } from "../model/diagnostic.ts";
import type { ReportedEdit } from "../model/finding.ts";
import type { TextEdit } from "../model/fix.ts";
import { locationOf, type RangeLocation } from "../model/location.ts";
import { ownText } from "../model/own-text.ts";
import type { ReportedDiagnostic } from "../model/report.ts";
import { settledText } from "../model/settled-text.ts";
import { lineAt, type SourceText } from "../model/source-text.ts";
import type { Language } from "../model/text.ts";

/** Lines of an excerpt; a longer range shows its first ones. */
const maxExcerptLines = 3;
/** Units of an excerpt's line; longer ones are cut. */
const maxExcerptColumns = 400;

/** Gives the whole lines that a range with this location touches, at most three. */
export function excerptOf(source: SourceText, { startLine, endLine, endColumn }: RangeLocation): string {
  const touched = endColumn === 1 && endLine > startLine ? endLine - 1 : endLine;
  const lines: string[] = [];
  for (let line = startLine; line <= touched && lines.length < maxExcerptLines; line++) {
    const text = lineAt(source, line) ?? "";
    lines.push(text.length > maxExcerptColumns ? `${text.slice(0, maxExcerptColumns)}…` : text);
  }
  // A report is kept longer than the files that it is about.
  return lines.length === 1 ? ownText(lines[0] ?? "") : lines.join("\n");
}

/** Gives an edit as reports carry it. */
export function reportEdit(source: SourceText, edit: TextEdit): ReportedEdit {
  return { ...locationOf(source, edit), text: settledText(edit.text) };
}

/** Gives a diagnostic in one language. */
export function reportDiagnostic(diagnostic: Diagnostic, language: Language): ReportedDiagnostic {
  return {
    code: diagnostic.code,
    level: diagnostic.level,
    message: diagnostic.message[language],
    ...(diagnostic.location === undefined ? {} : { location: diagnostic.location }),
  };
}
