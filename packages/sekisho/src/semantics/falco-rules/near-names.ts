import { didYouMean } from "../../formats/falco-rules/rule-problem.ts";
import { findClosestWord } from "../../model/closest-word.ts";
import type { Text } from "../../model/text.ts";

/** Files may define thousands of names and misspell as many: more pairs are not compared, and their problems have no hint. */
const maxComparisons = 200_000;

/** Says which of the names of a file somebody may have meant. */
export interface NearNames {
  hintFor(word: string, known: Iterable<string>): Text | undefined;
}

/** Makes what remembers how much was compared. */
export function createNearNames(): NearNames {
  let compared = 0;
  function* counted(known: Iterable<string>): Generator<string> {
    for (const name of known) {
      compared += 1;
      if (compared > maxComparisons) return;
      yield name;
    }
  }
  return {
    hintFor: (word, known) =>
      compared > maxComparisons ? undefined : didYouMean(findClosestWord(word, counted(known))),
  };
}
