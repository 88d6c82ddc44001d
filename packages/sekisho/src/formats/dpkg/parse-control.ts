import type { Diagnostic } from "../../model/diagnostic.ts";
import { quote } from "../../model/quote.ts";

/** One field of a record. */
export interface ControlField {
  /** Text behind the colon, trimmed; continuation lines follow behind LF, without the blank that marks them. */
  readonly value: string;
  /** Line of the name, from 1. */
  readonly line: number;
}

/** One record: a package of a status file, a paragraph of a copyright or sources file. */
export interface ControlRecord {
  /** Line of its first field, from 1. */
  readonly line: number;
  /** By lower-case name. */
  readonly fields: ReadonlyMap<string, ControlField>;
}

/** The records of a file, with what could not be read. */
export interface ControlFile {
  readonly records: readonly ControlRecord[];
  readonly diagnostics: readonly Diagnostic[];
}

/** How many lines of one file are complained about. */
const maxDiagnostics = 20;

/** A field whose last line was not seen yet. */
interface OpenField {
  readonly name: string;
  readonly line: number;
  readonly start: number;
  end: number;
}

interface Reader {
  readonly path: string;
  readonly text: string;
  readonly wanted: ReadonlySet<string> | undefined;
  readonly records: ControlRecord[];
  readonly diagnostics: Diagnostic[];
  fields: Map<string, ControlField>;
  recordLine: number;
  open: OpenField | undefined;
}

/**
 * Reads records of deb822(5): `Name: value`, continuation lines that begin with a blank, records parted by empty lines,
 * comment lines that begin with `#`. A line that is none of these becomes a diagnostic; the others are still read.
 *
 * @param wanted lower-case names of the fields to keep; everything when left out.
 */
export function parseControl(path: string, text: string, wanted?: ReadonlySet<string>): ControlFile {
  const reader: Reader = {
    path,
    text,
    wanted,
    records: [],
    diagnostics: [],
    fields: new Map(),
    recordLine: 0,
    open: undefined,
  };
  let line = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    readLine(reader, { line: ++line, start, end });
    start = end + 1;
  }
  closeRecord(reader);
  return { records: reader.records, diagnostics: reader.diagnostics };
}

interface Line {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

function readLine(reader: Reader, line: Line): void {
  const first = reader.text.charCodeAt(line.start);
  if (first === 0x23) return;
  const isContinuation = first === 0x20 || first === 0x09;
  if (isBlank(reader.text, line)) {
    closeRecord(reader);
    return;
  }
  if (isContinuation && reader.open !== undefined) {
    reader.open.end = line.end;
    return;
  }
  closeField(reader);
  const field = isContinuation ? undefined : openField(reader.text, line);
  if (field === undefined) complain(reader, line);
  else {
    reader.open = field;
    reader.recordLine ||= line.line;
  }
}

function isBlank(text: string, { start, end }: Line): boolean {
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit !== 0x20 && unit !== 0x09 && unit !== 0x0d) return false;
  }
  return true;
}

/** Reads `Name:`; names hold printable ASCII without blank and colon, and do not begin with `-`. */
function openField(text: string, { line, start, end }: Line): OpenField | undefined {
  let colon = start;
  for (; colon < end; colon++) {
    const unit = text.charCodeAt(colon);
    if (unit === 0x3a) break;
    if (unit <= 0x20 || unit >= 0x7f) return undefined;
  }
  if (colon === end || colon === start || text.charCodeAt(start) === 0x2d) return undefined;
  return { name: text.slice(start, colon).toLowerCase(), line, start: colon + 1, end };
}

function closeField(reader: Reader): void {
  const { open, text } = reader;
  reader.open = undefined;
  if (open === undefined || (reader.wanted !== undefined && !reader.wanted.has(open.name))) return;
  const value = text
    .slice(open.start, open.end)
    .trim()
    .replaceAll(/\r?\n[ \t]/g, "\n");
  reader.fields.set(open.name, { value, line: open.line });
}

function closeRecord(reader: Reader): void {
  closeField(reader);
  if (reader.recordLine === 0) return;
  reader.records.push({ line: reader.recordLine, fields: reader.fields });
  reader.fields = new Map();
  reader.recordLine = 0;
}

function complain({ path, text, diagnostics }: Reader, { line, start, end }: Line): void {
  if (diagnostics.length >= maxDiagnostics) return;
  const got = quote(text.slice(start, Math.min(end, start + 80)));
  diagnostics.push({
    code: "dpkg/not-a-field",
    level: "error",
    message: {
      en: `Expected "Name: value" or a continuation line, got "${got}". The line is left out.`,
      ja: `「名前: 値」または継続行を想定しましたが、「${got}」でした。この行は読み飛ばしました。`,
    },
    location: { path, startLine: line },
  });
}
