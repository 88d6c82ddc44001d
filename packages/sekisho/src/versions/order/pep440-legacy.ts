import { numberKey, textKey } from "./sort-key.ts";

/** Words that mean the same as a shorter one; `@` sorts before all letters. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ["pre", "c"],
  ["preview", "c"],
  ["rc", "c"],
  ["dev", "@"],
  ["-", "final-"],
]);

const end = "\u0000";
const word = "\u0001";
const number = "\u0002";

/** What begins a part that sorts behind the release: it is marked with the word `final` before it. */
const final = "final";

/**
 * Gives the sort key of a Python version from before PEP 440, in lower case; `undefined` for a text with other characters.
 *
 * Source: setuptools documentation before version 8, "Specifying Your Project's Version": numbers and words in turn,
 * words before `final` are prereleases, zeros before a prerelease or the end do not count.
 */
export function legacySortKey(written: string): string | undefined {
  if (!/^[\w.!+~:-]+$/.test(written)) return undefined;
  const parts: string[] = [];
  for (const token of tokensOf(written)) {
    if (/^\d/.test(token)) {
      parts.push(token);
      continue;
    }
    const name = synonyms.get(token) ?? token;
    if (name < final) while (parts.at(-1) === "final-") parts.pop();
    while (isZero(parts.at(-1))) parts.pop();
    parts.push(name);
  }
  while (isZero(parts.at(-1))) parts.pop();
  parts.push(final);
  return parts.map(partKey).join("") + end;
}

/** Dots divide and do not count; every hyphen, and every other character, is a part of its own. */
function tokensOf(written: string): readonly string[] {
  return written.match(/\d+|[a-z]+|-|[^\da-z.-]+/g) ?? [];
}

function isZero(part: string | undefined): boolean {
  return part !== undefined && /^0+$/.test(part);
}

function partKey(part: string): string {
  return /^\d/.test(part) ? number + numberKey(part) : word + textKey(part);
}
