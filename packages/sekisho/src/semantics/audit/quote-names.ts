import { quote } from "../../model/quote.ts";

/** Gives some names from outside for a message, the rest as a number: `a, b, c +4`. */
export function quoteNames(names: readonly string[]): string {
  const shown = names.slice(0, maxNames).map(quote).join(", ");
  return names.length > maxNames ? `${shown} +${names.length - maxNames}` : shown;
}

const maxNames = 5;
