import { createSourceText, type OffsetRange, type SourceText } from "../model/source-text.ts";

/** Shorter secrets are left in messages: they would be found in the words of any sentence. */
const minHiddenLength = 6;
const hidden = "***";

/**
 * Gives a text in which every unit of the ranges is an asterisk, so that a report spreads no secret in any excerpt.
 *
 * Line ends stay, and so does every line and column.
 */
export function maskSecrets(source: SourceText, ranges: readonly OffsetRange[]): SourceText {
  if (ranges.length === 0) return source;
  const pieces: string[] = [];
  let at = 0;
  for (const range of ranges.toSorted((left, right) => left.start - right.start)) {
    const start = Math.max(at, range.start);
    const end = Math.max(start, range.end);
    pieces.push(source.text.slice(at, start), source.text.slice(start, end).replaceAll(/[^\r\n]/g, "*"));
    at = end;
  }
  pieces.push(source.text.slice(at));
  return createSourceText(source.path, pieces.join(""));
}

/**
 * Gives a function that hides the secrets of the ranges in what checks say of the file: a message or a subject may quote
 * an address or an image name that a secret is a part of. A text without any of them is given back as it is.
 */
export function createSecretHider(source: SourceText, ranges: readonly OffsetRange[]): (text: string) => string {
  const secrets = new Set(ranges.map(({ start, end }) => source.text.slice(start, end)));
  const longestFirst = [...secrets].toSorted((left, right) => right.length - left.length);
  const isLong = ({ length }: string) => length >= minHiddenLength;
  const byStart = Map.groupBy(longestFirst.filter(isLong), (secret) => secret.slice(0, minHiddenLength));
  if (byStart.size === 0) return (text) => text;
  return (text) => hide(text, byStart);
}

/** Looks each place up by its first units: the time does not grow with the number of secrets. */
function hide(text: string, byStart: ReadonlyMap<string, readonly string[]>): string {
  const pieces: string[] = [];
  let shown = 0;
  for (let at = 0; at + minHiddenLength <= text.length; at++) {
    const secret = byStart.get(text.slice(at, at + minHiddenLength))?.find((known) => text.startsWith(known, at));
    if (secret === undefined) continue;
    pieces.push(text.slice(shown, at), hidden);
    shown = at + secret.length;
    at = shown - 1;
  }
  return shown === 0 ? text : pieces.join("") + text.slice(shown);
}
