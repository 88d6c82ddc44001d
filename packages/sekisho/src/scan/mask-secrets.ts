import { createSourceText, type OffsetRange, type SourceText } from "../model/source-text.ts";

/** Shorter secrets are left in messages: they would be found in the words of any sentence. */
const minHiddenLength = 6;
const hidden = "***";

/**
 * Gives a text in which every unit of the ranges is an asterisk, and of every other place where one of these secrets stands
 * again: a report spreads no secret in any excerpt.
 *
 * Line ends stay, and so does every line and column.
 */
export function maskSecrets(source: SourceText, ranges: readonly OffsetRange[]): SourceText {
  if (ranges.length === 0) return source;
  const { text } = source;
  const places = [...ranges, ...findPlaces(text, knownSecrets(source, ranges))];
  const pieces: string[] = [];
  let at = 0;
  for (const range of places.toSorted((left, right) => left.start - right.start)) {
    const start = Math.max(at, range.start);
    const end = Math.max(start, range.end);
    pieces.push(text.slice(at, start), text.slice(start, end).replaceAll(/[^\r\n]/g, "*"));
    at = end;
  }
  pieces.push(text.slice(at));
  return createSourceText(source.path, pieces.join(""));
}

/**
 * Gives a function that hides the secrets of the ranges in what checks say of the file: a message or a subject may quote
 * an address or an image name that a secret is a part of. A text without any of them is given back as it is.
 */
export function createSecretHider(source: SourceText, ranges: readonly OffsetRange[]): (text: string) => string {
  const secrets = knownSecrets(source, ranges);
  return secrets.texts.size === 0 ? (text) => text : (text) => hide(text, secrets);
}

/** Secrets, and what tells quickly that none of them begins at a place. */
interface KnownSecrets {
  readonly texts: ReadonlySet<string>;
  /** How long secrets are, by their first units, the longest first. */
  readonly lengthsByStart: ReadonlyMap<string, readonly number[]>;
  readonly firstUnits: ReadonlySet<number>;
}

function knownSecrets(source: SourceText, ranges: readonly OffsetRange[]): KnownSecrets {
  const long = ranges.filter(({ start, end }) => end - start >= minHiddenLength);
  const texts = new Set(long.map(({ start, end }) => source.text.slice(start, end)));
  const lengths = new Map<string, Set<number>>();
  for (const text of texts) {
    const start = text.slice(0, minHiddenLength);
    const known = lengths.get(start);
    if (known === undefined) lengths.set(start, new Set([text.length]));
    else known.add(text.length);
  }
  return {
    texts,
    lengthsByStart: new Map(
      Array.from(lengths, ([start, known]) => [start, [...known].toSorted((left, right) => right - left)]),
    ),
    firstUnits: new Set(Array.from(texts, (text) => text.charCodeAt(0))),
  };
}

function hide(text: string, secrets: KnownSecrets): string {
  const pieces: string[] = [];
  let shown = 0;
  for (const { start, end } of findPlaces(text, secrets)) {
    pieces.push(text.slice(shown, start), hidden);
    shown = end;
  }
  return shown === 0 ? text : pieces.join("") + text.slice(shown);
}

/** Looks each place up by its first units: the time does not grow with the number of secrets. */
function findPlaces(text: string, { texts, lengthsByStart, firstUnits }: KnownSecrets): readonly OffsetRange[] {
  const places: OffsetRange[] = [];
  for (let at = 0; at + minHiddenLength <= text.length; at++) {
    if (!firstUnits.has(text.charCodeAt(at))) continue;
    const lengths = lengthsByStart.get(text.slice(at, at + minHiddenLength));
    const length = lengths?.find((candidate) => texts.has(text.slice(at, at + candidate)));
    if (length === undefined) continue;
    places.push({ start: at, end: at + length });
    at += length - 1;
  }
  return places;
}
