/** Where a finding shows itself. */
export interface ShownEvidence {
  readonly path: string | undefined;
  readonly startLine: number | undefined;
  readonly startColumn: number | undefined;
  readonly endLine: number | undefined;
  readonly endColumn: number | undefined;
  readonly pointer: string | undefined;
  readonly layer: string | undefined;
  readonly excerpt: string | undefined;
}

/** A change that repairs a finding. */
export interface ShownEdit {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly startColumn: number;
  readonly text: string;
}

/** What a report says of a finding, as far as a page shows it. */
export interface FindingDetails {
  readonly message: string | undefined;
  readonly remediation: string | undefined;
  readonly evidence: readonly ShownEvidence[];
  readonly fix: { readonly isSafe: boolean; readonly edits: readonly ShownEdit[] } | undefined;
}

/** Reads the details of a finding. Any report may have written them: what is not as expected is left out. */
export function readFindingDetails(details: Readonly<Record<string, unknown>>): FindingDetails {
  const evidence = listIn(details, "evidence").flatMap((entry) => (isRecord(entry) ? [readEvidence(entry)] : []));
  return {
    message: textIn(details, "message"),
    remediation: textIn(details, "remediation"),
    evidence,
    fix: readFix(details["fix"]),
  };
}

function readEvidence(entry: UnknownRecord): ShownEvidence {
  const location = isRecord(entry["location"]) ? entry["location"] : {};
  return {
    path: textIn(location, "path"),
    startLine: numberIn(location, "startLine"),
    startColumn: numberIn(location, "startColumn"),
    endLine: numberIn(location, "endLine"),
    endColumn: numberIn(location, "endColumn"),
    pointer: textIn(location, "pointer"),
    layer: textIn(location, "layer"),
    excerpt: textIn(entry, "excerpt"),
  };
}

function readFix(fix: unknown): FindingDetails["fix"] {
  if (!isRecord(fix)) return undefined;
  const edits = listIn(fix, "edits").flatMap((edit) => (isRecord(edit) ? readEdit(edit) : []));
  return edits.length === 0 ? undefined : { isSafe: fix["safety"] === "safe", edits };
}

function readEdit(edit: UnknownRecord): readonly ShownEdit[] {
  const path = textIn(edit, "path");
  const text = textIn(edit, "text");
  const [startLine, startColumn, endLine, endColumn] = ["startLine", "startColumn", "endLine", "endColumn"].map((key) =>
    numberIn(edit, key),
  );
  const isWhole = path !== undefined && text !== undefined && startLine !== undefined && endLine !== undefined;
  return isWhole ? [{ path, text, startLine, endLine, startColumn: startColumn ?? 1, endColumn: endColumn ?? 1 }] : [];
}

type UnknownRecord = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is UnknownRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textIn(record: UnknownRecord, key: string): string | undefined {
  const value = record[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function numberIn(record: UnknownRecord, key: string): number | undefined {
  const value = record[key];
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

function listIn(record: UnknownRecord, key: string): readonly unknown[] {
  const value = record[key];
  return Array.isArray(value) ? value : [];
}
