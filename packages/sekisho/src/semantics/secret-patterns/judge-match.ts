import { entropyOf } from "./entropy.ts";
import type { SecretKind, SecretMatch } from "./kinds/define.ts";
import { isPlaceholder } from "./placeholders.ts";

/** Below this a token of a known format is an example. */
const minimumTokenEntropy = 2.5;

/** Where a text comes from: a file's content, or an instruction or setting that a person wrote in one line. */
export type TextOrigin = "file" | "setting";

/** Gives what a kind finds in a text, in order: judged by placeholder words, entropy, form and, in files, checksum. */
export function matchesOf(kind: SecretKind, text: string, origin: TextOrigin): readonly SecretMatch[] {
  const found: SecretMatch[] = [];
  const lastClosing = kind.closing === undefined ? -1 : text.lastIndexOf(kind.closing);
  for (const match of text.matchAll(patternOf(kind))) {
    const [start, end] = match.indices?.[1] ?? match.indices?.[0] ?? [0, 0];
    // What another one holds says nothing new.
    if (start < (found.at(-1)?.end ?? 0)) continue;
    const last = kind.closing !== undefined && end <= lastClosing ? endOfClosing(text, end, kind.closing) : end;
    const candidate = { value: text.slice(start, last), text, start, end: last };
    if (isSecret(kind, candidate, origin)) found.push(candidate);
  }
  return found;
}

const patterns = new Map<SecretKind, RegExp>();

function patternOf(kind: SecretKind): RegExp {
  let pattern = patterns.get(kind);
  if (pattern === undefined) patterns.set(kind, (pattern = kind.pattern()));
  return pattern;
}

function isSecret(kind: SecretKind, match: SecretMatch, origin: TextOrigin): boolean {
  if (kind.isStructured !== true) {
    if (isPlaceholder(match.value) || entropyOf(match.value) < (kind.minimumEntropy ?? minimumTokenEntropy))
      return false;
  }
  if (kind.accepts?.(match) === false) return false;
  return origin === "setting" || kind.verifies?.(match) !== false;
}

/** A key goes on to its last line, as far as that is there; the first line alone when it is missing. */
function endOfClosing(text: string, from: number, closing: string): number {
  const last = text.indexOf(closing, from);
  if (last === -1) return from;
  const label = last + closing.length;
  const end = text.indexOf("-----", label);
  return end === -1 ? label : end + "-----".length;
}
