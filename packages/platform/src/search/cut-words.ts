/** A word as it stands in a text. */
interface CutWord {
  readonly text: string;
  /** Two characters that follow each other in a script without spaces, rather than a word between spaces. */
  readonly isPair: boolean;
}

const maxWordLength = 64;
const maxTextLength = 20_000;
const asciiWord = /[a-z0-9]{1,20000}/g;
/** Runs of everything beyond ASCII, but for spaces. */
const otherRun = /[^\p{ASCII}\s]{1,20000}/gu;
const beyondAscii = /[^\p{ASCII}]/u;

/**
 * Cuts a text into what is written into the tables of words, and looked up there: words of letters and digits, and every
 * two characters that follow each other in scripts that put no space between words. The last character of such a run
 * stands alone.
 */
export function* cutWords(text: string): Generator<CutWord> {
  const plain = text.slice(0, maxTextLength).normalize("NFKC").toLowerCase();
  for (const word of plain.match(asciiWord) ?? []) yield { text: word.slice(0, maxWordLength), isPair: false };
  if (!beyondAscii.test(plain)) return;
  for (const run of plain.match(otherRun) ?? []) {
    const characters = Array.from(run);
    for (const [place, character] of characters.entries()) {
      yield { text: character + (characters[place + 1] ?? ""), isPair: true };
    }
  }
}
