import type { OffsetRange } from "../../model/source-text.ts";
import { findSecrets } from "./find-secrets.ts";
import type { SecretKind } from "./kinds/define.ts";

/** Characters of an excerpt. */
const maxExcerptLength = 200;
/** Characters that are shown before a secret. */
const lead = 80;
const hidden = "****";
/** Characters behind a vendor's prefix that are shown, so that people can tell which of their tokens it is. */
const shownCharacters = 4;
/** From this length on four characters tell nothing. */
const minimumHidden = 20;

/** Something secret in a line, with what may be shown instead. */
interface MaskedRange extends OffsetRange {
  readonly shown: string;
}

/**
 * Gives the line around a secret, cut to 200 characters, with every secret in it replaced: by the vendor's prefix and
 * four characters where it has one, else by asterisks. Long runs that look like keys are masked, too.
 */
export function maskExcerpt(text: string, secret: OffsetRange, kind: SecretKind): string {
  const lineStart = text.lastIndexOf("\n", secret.start - 1) + 1;
  const nextLine = text.indexOf("\n", secret.start);
  const lineEnd = nextLine === -1 ? text.length : nextLine;
  const own = { start: secret.start, end: Math.min(secret.end, lineEnd), shown: shownPart(text, secret, kind) };
  const line = text.slice(lineStart, Math.max(lineEnd, lineStart));
  const others = [...findSecrets(line), ...longRuns(line, own.start - lineStart, own.end - lineStart)].map(
    ({ start, end }) => ({
      start: start + lineStart,
      end: end + lineStart,
      shown: hidden,
    }),
  );
  return cut(replaceAll({ text, start: lineStart, end: lineEnd }, own, others), own.shown);
}

function replaceAll(
  { text, start, end }: OffsetRange & { readonly text: string },
  own: MaskedRange,
  others: readonly MaskedRange[],
): { readonly before: string; readonly after: string } {
  const outside = (range: OffsetRange): readonly MaskedRange[] =>
    others
      .map((other) => ({ ...other, start: Math.max(other.start, range.start), end: Math.min(other.end, range.end) }))
      .filter((other) => other.end > other.start)
      .toSorted((left, right) => left.start - right.start);
  const write = (range: OffsetRange): string => {
    const pieces: string[] = [];
    let at = range.start;
    for (const other of outside(range)) {
      if (other.end <= at) continue;
      pieces.push(text.slice(at, Math.max(at, other.start)), other.shown);
      at = other.end;
    }
    return [...pieces, text.slice(at, range.end)].join("");
  };
  return { before: write({ start, end: own.start }), after: write({ start: own.end, end: Math.max(end, own.end) }) };
}

function cut({ before, after }: { readonly before: string; readonly after: string }, shown: string): string {
  const head = before.length > lead ? `…${before.slice(1 - lead)}` : before;
  const room = Math.max(0, maxExcerptLength - head.length - shown.length);
  const tail = after.length > room ? `${after.slice(0, Math.max(0, room - 1))}…` : after;
  return `${head}${shown}${tail}`.replaceAll(/[\r\n\t]/g, " ").trim();
}

function shownPart(text: string, { start, end }: OffsetRange, kind: SecretKind): string {
  const value = text.slice(start, end);
  const header = /^-----BEGIN [A-Z0-9 ]{3,40}-----/.exec(value)?.[0];
  if (header !== undefined) return `${header}${hidden}`;
  const prefix = kind.keywords.filter((keyword) => value.startsWith(keyword)).toSorted(byLength)[0];
  if (prefix === undefined || kind.provider === undefined) return hidden;
  const shown = value.length - prefix.length >= minimumHidden ? prefix.length + shownCharacters : prefix.length;
  return `${value.slice(0, shown)}${hidden}`;
}

function byLength(left: string, right: string): number {
  return right.length - left.length;
}

/** Runs of letters, digits and signs of base 64 as long as keys are: another credential may be cut or glued to something. */
function longRuns(line: string, ownStart: number, ownEnd: number): readonly OffsetRange[] {
  const parts = [
    { from: 0, text: line.slice(0, ownStart) },
    { from: ownEnd, text: line.slice(ownEnd) },
  ];
  return parts.flatMap(({ from, text }) =>
    [...text.matchAll(/[A-Za-z0-9+/_=-]{24,}|[A-Za-z0-9]{12,}/g)]
      .filter(([run]) => /\d/.test(run) && /[A-Za-z]/.test(run))
      .map((match) => ({ start: from + match.index, end: from + match.index + match[0].length })),
  );
}
