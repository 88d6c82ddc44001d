import type { Finding } from "../model/finding.ts";
import type { Evidence, Location } from "../model/location.ts";
import type { ReportDocument } from "../model/report.ts";
import { lineAt, type SourceText } from "../model/source-text.ts";
import { findingsOf } from "./summary.ts";

/** A source line with the part that a finding is about. */
export interface ExcerptLine {
  /** Counted from 1; `undefined` when the place has no line. */
  readonly line: number | undefined;
  readonly text: string;
  /** UTF-16 offset in `text` of the first marked unit. */
  readonly from: number;
  /** UTF-16 offset in `text` after the last marked unit. */
  readonly to: number;
}

/** The lines of one place. */
export interface Excerpt {
  readonly lines: readonly ExcerptLine[];
  /** Lines of the range that are left out at the end. */
  readonly leftOut: number;
}

/** Gives the source lines of one piece of evidence of a finding. */
export type ExcerptReader = (finding: Finding, evidence: Evidence) => Excerpt;

/** Places of secrets by path. */
export type SecretPlaces = ReadonlyMap<string, readonly Location[]>;

/** Range of one line's units. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const maxLines = 3;

/** Gives the places of all secrets by file: those of the findings of kind `secret`. */
export function findSecrets(document: ReportDocument): SecretPlaces {
  const secrets = findingsOf(document).filter(({ kind }) => kind === "secret");
  const places = secrets.flatMap(({ evidence }) => evidence.map(({ location }) => location));
  return Map.groupBy(places, ({ path }) => path);
}

/** Tells whether a line holds a part of a secret, so that nobody quotes it as it is. */
export function holdsSecret(secrets: SecretPlaces, path: string, line: number): boolean {
  return (secrets.get(path) ?? []).some((location) => isOnLine(location, line));
}

/**
 * Makes the reader of source lines for a document.
 *
 * A secret is never copied: lines are shown with every range of a secret masked. In the secret's own finding the
 * excerpt, which its check has masked, stands in that range when it has the same length.
 */
export function createExcerptReader(
  secrets: SecretPlaces,
  sourceOf: (path: string) => SourceText | undefined,
): ExcerptReader {
  return (finding, evidence) => {
    const source = sourceOf(evidence.location.path);
    if (source === undefined) return quoteExcerpt(evidence, finding.kind === "secret");
    const quoted = maskAsStored(
      quoteSource(source, evidence.location, secrets.get(evidence.location.path) ?? []),
      evidence.excerpt,
    );
    return finding.kind === "secret" ? putExcerpt(quoted, evidence.excerpt) : quoted;
  };
}

/** Cuts a long line to at most so many units around its marked part; cut ends show `…`. */
export function cropLine(line: ExcerptLine, maxUnits: number): ExcerptLine {
  if (line.text.length <= maxUnits) return line;
  const start = Math.max(0, Math.min(line.from - (maxUnits >> 2), line.text.length - maxUnits));
  const before = start > 0 ? "…" : "";
  const after = start + maxUnits < line.text.length ? "…" : "";
  const text = line.text.slice(start, start + maxUnits);
  const shift = start - before.length;
  const from = Math.max(line.from - shift, before.length);
  const to = Math.min(line.to - shift, before.length + text.length);
  return { line: line.line, text: before + text + after, from, to };
}

/**
 * Gives the stored excerpt, all of it marked: it is the text of the range. Of a secret it may be the whole line, masked:
 * what is masked is marked. Without a line it is no part of a text, and nothing is marked.
 */
function quoteExcerpt({ location, excerpt }: Evidence, isSecret: boolean): Excerpt {
  if (excerpt === undefined || excerpt === "") return { lines: [], leftOut: 0 };
  const { startLine } = location;
  const texts = excerpt.split(/\r?\n/);
  const lines = texts.slice(0, maxLines).map((text, index) => {
    if (startLine === undefined) return { line: undefined, text, from: 0, to: 0 };
    const span = isSecret ? findMasked(text, index === 0 ? location.startColumn : undefined) : undefined;
    return { line: startLine + index, text, ...(span ?? { from: 0, to: text.length }) };
  });
  return { lines, leftOut: texts.length - lines.length };
}

/** Finds what is masked in a line, with the part of the secret that is shown before it. */
function findMasked(text: string, startColumn: number | undefined): Span | undefined {
  const mask = /\*{2,}/.exec(text);
  if (mask === null) return undefined;
  const start = startColumn === undefined ? mask.index : startColumn - 1;
  return { from: Math.min(start, mask.index), to: mask.index + mask[0].length };
}

/** Masks what the scan has masked: a secret may stand at a place that no finding is about. */
function maskAsStored(quoted: Excerpt, excerpt: string | undefined): Excerpt {
  if (excerpt === undefined || !excerpt.includes("**")) return quoted;
  const stored = excerpt.split(/\r?\n/);
  const lines = quoted.lines.map((line, index) => ({ ...line, text: maskedLine(line.text, stored[index] ?? "") }));
  return { ...quoted, lines };
}

/** Gives the stored line where it differs from the source in nothing but what is masked. */
function maskedLine(text: string, stored: string): string {
  if (stored.length !== text.length) return text;
  for (let at = 0; at < text.length; at++) if (stored[at] !== text[at] && stored[at] !== "*") return text;
  return stored;
}

function putExcerpt(quoted: Excerpt, excerpt: string | undefined): Excerpt {
  const [line, ...others] = quoted.lines;
  if (line === undefined || others.length > 0 || excerpt?.length !== line.to - line.from) return quoted;
  return { ...quoted, lines: [{ ...line, text: line.text.slice(0, line.from) + excerpt + line.text.slice(line.to) }] };
}

function quoteSource(source: SourceText, location: Location, secrets: readonly Location[]): Excerpt {
  const { startLine } = location;
  if (startLine === undefined) return { lines: [], leftOut: 0 };
  const endLine = Math.min(lastLineOf(location, startLine), source.lineStarts.length);
  const lines: ExcerptLine[] = [];
  for (let line = startLine; line <= endLine && lines.length < maxLines; line++) {
    const text = lineAt(source, line);
    if (text === undefined) break;
    lines.push({ line, text: maskSecrets(text, line, secrets), ...spanOn(location, line, text) });
  }
  return { lines, leftOut: Math.max(0, endLine - startLine + 1 - lines.length) };
}

/** Gives the last line of a range. A range that ends before the first unit of a line does not touch that line. */
function lastLineOf(location: Location, startLine: number): number {
  const endLine = Math.max(location.endLine ?? startLine, startLine);
  return endLine > startLine && location.endColumn === 1 ? endLine - 1 : endLine;
}

/** Gives the units of one line that a range covers; on continued lines the indentation is left out. */
function spanOn(location: Location, line: number, text: string): Span {
  const indentation = text.length - text.trimStart().length;
  const startLine = location.startLine ?? 1;
  const endLine = location.endLine ?? startLine;
  const from = line === startLine ? (location.startColumn ?? indentation + 1) - 1 : indentation;
  const to = line === endLine && location.endColumn !== undefined ? location.endColumn - 1 : text.length;
  const start = Math.min(Math.max(from, 0), text.length);
  return { from: start, to: Math.min(Math.max(to, start), text.length) };
}

function maskSecrets(text: string, line: number, secrets: readonly Location[]): string {
  let masked = text;
  for (const secret of secrets) {
    if (!isOnLine(secret, line)) continue;
    const startLine = secret.startLine ?? 1;
    const { from, to } = spanOn({ ...secret, startLine, endLine: lastSecretLine(secret) }, line, text);
    masked = masked.slice(0, from) + "*".repeat(to - from) + masked.slice(to);
  }
  return masked;
}

function isOnLine(location: Location, line: number): boolean {
  return line >= (location.startLine ?? 1) && line <= lastSecretLine(location);
}

/** A secret without a line may be anywhere in its file. */
function lastSecretLine({ startLine, endLine }: Location): number {
  return endLine ?? startLine ?? Number.MAX_SAFE_INTEGER;
}
