import type { Diagnostic } from "../../model/diagnostic.ts";

/** One line of a file of accounts or groups. */
export interface AccountLine {
  /** From 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** The lines of a file, with what could not be read. */
export interface AccountLines {
  readonly lines: readonly AccountLine[];
  readonly diagnostics: readonly Diagnostic[];
}

/** How many lines of one file are complained about. */
const maxDiagnostics = 10;
/** More fields than any of the formats has; keeps a hostile line from becoming millions of texts. */
const maxFields = 16;

/**
 * Reads lines of fields parted by colons: passwd(5), shadow(5), group(5), gshadow(5). Lines that pull in accounts of a
 * directory service (`+`, `-`) name no account. A line with too few fields becomes a diagnostic that does not quote it:
 * it may hold a password.
 */
export function readAccountLines(path: string, text: string, fieldCount: number): AccountLines {
  const lines: AccountLine[] = [];
  const diagnostics: Diagnostic[] = [];
  let line = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    line++;
    const content = text.slice(start, text[end - 1] === "\r" ? end - 1 : end);
    start = end + 1;
    if (content.trim() === "" || /^[#+-]/.test(content)) continue;
    const fields = content.split(":", maxFields);
    if (fields.length >= fieldCount && fields[0] !== "") lines.push({ line, fields });
    else if (diagnostics.length < maxDiagnostics) diagnostics.push(tooFewFields(path, line, fieldCount, fields.length));
  }
  return { lines, diagnostics };
}

function tooFewFields(path: string, line: number, expected: number, got: number): Diagnostic {
  return {
    code: "account/fields",
    level: "warning",
    message: {
      en: `Expected a name and ${expected} fields parted by colons, got ${got} fields. The line is left out.`,
      ja: `名前で始まり、コロンで区切られた ${expected} 個の項目を想定しましたが、${got} 個でした。この行は読み飛ばしました。`,
    },
    location: { path, startLine: line },
  };
}
