/** The ASCII characters from the blank on that a text has, one bit each. Other characters are not told apart. */
interface CharacterSet {
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
function charactersOf(text: string): CharacterSet {
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

/** Texts whose characters are known: most of them need not be searched for a mark. */
export interface MarkedTexts {
  /** Gives the places of the texts that hold one of the marks, ascending. */
  holding(marks: readonly Mark[]): readonly number[];
}

/**
 * Prepares texts to be searched for many marks. What a file has thousands of texts for is the way to each of them through
 * the memory, so their characters stand together.
 */
export function createMarkedTexts(texts: readonly string[]): MarkedTexts {
  const signs = new Int32Array(texts.length);
  const capitals = new Int32Array(texts.length);
  const smalls = new Int32Array(texts.length);
  for (const [at, text] of texts.entries()) {
    const has = charactersOf(text);
    signs[at] = has.signs;
    capitals[at] = has.capitals;
    smalls[at] = has.smalls;
  }
  const mayHold = (at: number, { characters: needs }: Mark): boolean =>
    (needs.signs & ~(signs[at] ?? 0)) === 0 &&
    (needs.capitals & ~(capitals[at] ?? 0)) === 0 &&
    (needs.smalls & ~(smalls[at] ?? 0)) === 0;
  const holds = (at: number, mark: Mark): boolean =>
    mayHold(at, mark) && (mark.isTold || (texts[at] ?? "").includes(mark.text));
  return {
    holding: (marks) => {
      const places: number[] = [];
      for (let at = 0; at < texts.length; at++) {
        for (const mark of marks) {
          if (!holds(at, mark)) continue;
          places.push(at);
          break;
        }
      }
      return places;
    },
  };
}
