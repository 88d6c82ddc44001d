import type { Diagnostic } from "../../model/diagnostic.ts";
import { quote } from "../../model/quote.ts";

/** One file of a package. */
export interface ApkFile {
  /** From the root, without a leading slash. */
  readonly path: string;
  /** `Q1…` or `Q2…` as written: base64 of SHA-1 or SHA-256; left out where the database has none. */
  readonly checksum?: string;
}

/** One record of the installed database. */
export interface ApkRecord {
  /** Line of its first field, from 1. */
  readonly line: number;
  /** Values by their letter (`P` name, `V` version, `A` architecture, `o` origin, `L` licence, `D` needs, `p` provides). */
  readonly fields: ReadonlyMap<string, string>;
  readonly files: readonly ApkFile[];
}

/** The records of a database, with what could not be read. */
export interface ApkDatabase {
  readonly records: readonly ApkRecord[];
  readonly diagnostics: readonly Diagnostic[];
}

/** How many lines of one file are complained about. */
const maxDiagnostics = 20;

/** Longer paths cannot be opened (PATH_MAX of Linux). */
const maxPathLength = 4096;

/** What is left for paths, in UTF-16 units, and how many had no room. */
interface PathBudget {
  units: number;
  dropped: number;
}

interface OpenRecord {
  line: number;
  fields: Map<string, string>;
  files: { path: string; checksum?: string }[];
  directory: string;
}

/**
 * Reads `lib/apk/db/installed`: a letter, a colon and a value a line, records parted by empty lines; `F:` opens a
 * directory, `R:` names a file in it, `Z:` gives the file's checksum. Source: apk-package(5) and the format notes of
 * the Alpine wiki ("Apk spec").
 */
export function parseInstalled(path: string, text: string): ApkDatabase {
  const records: ApkRecord[] = [];
  const diagnostics: Diagnostic[] = [];
  let record = emptyRecord();
  let line = 0;
  // One long directory in front of millions of short names would be more text than any memory holds.
  const budget: PathBudget = { units: maxPathLength + 16 * text.length, dropped: 0 };
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    line++;
    const last = text.charCodeAt(end - 1) === 0x0d ? end - 1 : end;
    if (last <= start) {
      if (record.line !== 0) records.push(closed(record));
      if (record.line !== 0) record = emptyRecord();
    } else if (text.charCodeAt(start + 1) === 0x3a && last > start + 1) {
      record.line ||= line;
      readField(record, text.charAt(start), text.slice(start + 2, last), budget);
    } else if (diagnostics.length < maxDiagnostics) {
      diagnostics.push(badLine(path, line, text.slice(start, Math.min(last, start + 80))));
    }
    start = end + 1;
  }
  if (record.line !== 0) records.push(closed(record));
  if (budget.dropped > 0) diagnostics.push(longPaths(path, budget.dropped));
  return { records, diagnostics };
}

function emptyRecord(): OpenRecord {
  return { line: 0, fields: new Map(), files: [], directory: "" };
}

function closed({ line, fields, files }: OpenRecord): ApkRecord {
  return { line, fields, files };
}

function readField(record: OpenRecord, letter: string, value: string, budget: PathBudget): void {
  const { files, fields } = record;
  if (letter === "F") record.directory = value === "" ? "" : `${value}/`;
  else if (letter === "R") {
    const length = record.directory.length + value.length;
    budget.units -= length;
    if (length <= maxPathLength && budget.units >= 0) files.push({ path: record.directory + value });
    else budget.dropped++;
  } else if (letter === "Z") {
    const file = files.at(-1);
    if (file !== undefined) file.checksum = value;
  } else fields.set(letter, value);
}

function badLine(path: string, line: number, text: string): Diagnostic {
  return {
    code: "apk/not-a-field",
    level: "error",
    message: {
      en: `Expected a letter, a colon and a value, got "${quote(text)}". The line is left out.`,
      ja: `「英字 1 文字:値」の形式を想定しましたが、「${quote(text)}」でした。この行は読み飛ばしました。`,
    },
    location: { path, startLine: line },
  };
}

function longPaths(path: string, count: number): Diagnostic {
  return {
    code: "apk/paths-too-long",
    level: "error",
    message: {
      en: `${count} paths of files are longer than ${maxPathLength} characters, or all of them together too long for the size of the database. They are left out.`,
      ja: `${count} 件のファイルパスが ${maxPathLength} 文字を超えているか、パスの総量がデータベースの大きさに対して過大です。これらは読み飛ばしました。`,
    },
    location: { path },
  };
}
