/** A value of a cell. */
export type CsvValue = string | number | null;

/** What a spreadsheet takes for a formula: the first character decides, full-width signs as well. */
const beginsFormula = /^[\s\0]*[=+\-@\t\r\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}]/u;

/**
 * Writes a table as CSV: RFC 4180, UTF-8 with the mark that spreadsheets want to know Japanese by. Texts that a
 * spreadsheet would compute stand behind an apostrophe. Source: OWASP, "CSV Injection".
 */
export function writeCsv(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return `${writeCsvHead(header)}${writeCsvRows(rows)}`;
}

/** Writes the beginning of a table that is written in parts. */
export function writeCsvHead(header: readonly string[]): string {
  return `\u{feff}${writeCsvRows([header])}`;
}

/** Writes further rows of a table. */
export function writeCsvRows(rows: readonly (readonly CsvValue[])[]): string {
  return rows.map((row) => `${row.map(writeCell).join(",")}\r\n`).join("");
}

function writeCell(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = beginsFormula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
