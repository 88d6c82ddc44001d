/** The ASCII characters from the blank on that a text has, one bit each. Other characters are not told apart. */
export interface CharacterSet {
  /** Blank to `?`. */
  readonly signs: number;
  /** `@` to `_`. */
  readonly capitals: number;
  /** The backquote to `~`. */
  readonly smalls: number;
}

/** A text that is looked for, and what a text must have at least that holds it. */
export interface Mark {
  readonly text: string;
  readonly characters: CharacterSet;
  /** It is one character that a {@link CharacterSet} tells from all others. */
  readonly isTold: boolean;
}

/** Gives the characters of a text. */
export function charactersOf(text: string): CharacterSet {
  let signs = 0;
  let capitals = 0;
  let smalls = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // A shift takes the lowest five bits of its count: the place in a block of 32.
    if (unit < 32 || unit > 127) continue;
    if (unit < 64) signs |= 1 << unit;
    else if (unit < 96) capitals |= 1 << unit;
    else smalls |= 1 << unit;
  }
  return { signs, capitals, smalls };
}

/** Prepares a text to be looked for in many. */
export function createMark(text: string): Mark {
  return { text, characters: charactersOf(text), isTold: /^[ -\x7f]$/.test(text) };
}

/** Tells whether a text holds one of the marks. Its characters, known before, rule most of them out. */
export function holdsMark(text: string, has: CharacterSet, marks: readonly Mark[]): boolean {
  for (const { text: mark, characters: needs, isTold } of marks) {
    const isPossible =
      (needs.signs & has.signs) === needs.signs &&
      (needs.capitals & has.capitals) === needs.capitals &&
      (needs.smalls & has.smalls) === needs.smalls;
    if (isPossible && (isTold || text.includes(mark))) return true;
  }
  return false;
}
