import { quote } from "../../model/quote.ts";
import { shellWord } from "../../model/shell-word.ts";

/** Gives a command for a message: on one line, cut when long. What it does not show stands in the evidence's event. */
export function quoteCommand(words: readonly string[]): string {
  return quote(words.slice(0, maxWords).map(shellWord).join(" "));
}

const maxWords = 64;
