/** Gives Shannon's entropy of a text's units, in bits a unit; 0 for an empty one. */
export function entropyOf(text: string): number {
  if (text === "") return 0;
  const counts = new Map<string, number>();
  for (const unit of text) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}

/** Lower case, upper case, digits, other signs. */
const characterKinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/] as const;

/** Below this the units repeat too much for something that was drawn at random. */
const minimumEntropy = 2.8;

/**
 * Tells whether a value looks as if a machine or a careful person had made it up as a secret: long enough, of several
 * kinds of characters, without much repetition, and neither a path, an address, a version nor words with separators.
 */
export function looksRandom(value: string): boolean {
  if (value.length < 8 || /\s/.test(value)) return false;
  if (/^(?:\.{0,2}\/|~|[a-zA-Z]:\\)|:\/\//.test(value)) return false;
  if (/^v?\d+(?:\.\d+)+/.test(value) || /^[\d.:_-]+$/.test(value)) return false;
  if (/^[a-z]+(?:[-_.:/@][a-z]+)*$/i.test(value) && !hasScatteredCase(value)) return false;
  const kinds = characterKinds.filter((kind) => kind.test(value)).length;
  return kinds >= 2 && entropyOf(value) >= minimumEntropy;
}

/** Words change their case at their beginning; random letters change it anywhere. */
function hasScatteredCase(value: string): boolean {
  let changes = 0;
  for (let at = 1; at < value.length; at++) {
    if (/[a-z]/.test(value.charAt(at - 1)) && /[A-Z]/.test(value.charAt(at))) changes++;
  }
  return value.length >= 16 && changes * 5 >= value.length;
}
