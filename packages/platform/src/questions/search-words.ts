/** What is looked up in a table of words. */
export interface SearchWord {
  readonly text: string;
  /** Words that only begin so count, too. */
  readonly isPrefix: boolean;
}

/** What is searched for, cut into words. */
export interface SearchWords {
  readonly words: readonly SearchWord[];
  /** Runs without spaces that have to stand together: that each two of their characters do is not enough. */
  readonly runs: readonly string[];
}

const maxWords = 20;
const maxWordLength = 64;

/**
 * Cuts a text in the way of the database's function `search_words`: words of letters and digits, and every two
 * characters that follow each other in scripts that put no space between words.
 */
export function cutSearchText(text: string): SearchWords {
  const plain = text.normalize("NFKC").toLowerCase().slice(0, 1000);
  const words: SearchWord[] = [];
  const runs: string[] = [];
  for (const word of plain.match(/[a-z0-9]+/g) ?? [])
    words.push({ text: word.slice(0, maxWordLength), isPrefix: true });
  // The same class as in the database, but for the white space that separates what was typed.
  for (const run of plain.match(/[^\p{ASCII}\s]+/gu) ?? []) {
    const characters = Array.from(run);
    if (characters.length > 2) runs.push(run);
    if (characters.length === 1) words.push({ text: run, isPrefix: true });
    for (let place = 0; place + 1 < characters.length; place++) {
      words.push({ text: characters.slice(place, place + 2).join(""), isPrefix: false });
    }
  }
  return { words: words.slice(0, maxWords), runs };
}

/** Gives the first text after all that begin with a prefix, in the order of bytes. */
export function endOfPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}
