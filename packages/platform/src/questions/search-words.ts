import { cutWords } from "../search/cut-words.ts";

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

/** Cuts what is searched for in the way of what is written: see {@link cutWords}. */
export function cutSearchText(text: string): SearchWords {
  const searched = text.slice(0, 1000);
  const words: SearchWord[] = [];
  for (const { text: word, isPair } of cutWords(searched)) {
    if (!isPair) words.push({ text: word, isPrefix: true });
    // The last character of a run stands alone in what is written, but in the middle of it another one follows.
    else if (Array.from(word).length === 2) words.push({ text: word, isPrefix: false });
  }
  const runs: string[] = [];
  for (const run of searched
    .normalize("NFKC")
    .toLowerCase()
    .match(/[^\p{ASCII}\s]+/gu) ?? []) {
    const length = Array.from(run).length;
    if (length > 2) runs.push(run);
    if (length === 1) words.push({ text: run, isPrefix: true });
  }
  return { words: words.slice(0, maxWords), runs };
}

/**
 * Gives the word of a name that is likely to lead to the fewest things: numbers and the last word tell most.
 * `undefined` when the name has no word to look up.
 *
 * @param isWhole Whether the name ends where the text does; its last word may go on otherwise.
 */
export function findTellingWord(name: string, isWhole: boolean): SearchWord | undefined {
  const plain = name.normalize("NFKC").toLowerCase();
  const found = plain.match(/[a-z0-9]{1,500}/g) ?? [];
  const isOpen = !isWhole && /[a-z0-9]$/.test(plain);
  const words = found.map((text, index) => {
    const isLast = index === found.length - 1;
    const isCut = text.length > maxWrittenLength;
    const word: SearchWord = { text: text.slice(0, maxWrittenLength), isPrefix: isCut || (isOpen && isLast) };
    return { word, weight: weightOf(text) + (isLast ? weightOfLast : 0) };
  });
  return words.toSorted((left, right) => right.weight - left.weight)[0]?.word;
}

/** As long as words are written at most. */
const maxWrittenLength = 64;
const weightOfLast = 3;
const weightOfNumber = 16;

function weightOf(word: string): number {
  return word.length + (word.length > 2 && /[0-9]/.test(word) ? weightOfNumber : 0);
}

/** Gives the first text after all that begin with a prefix, in the order of bytes. */
export function endOfPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}
