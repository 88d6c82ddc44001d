/** Shorter slices are copies; a longer one is a view that keeps all of its text in memory. */
const shortestView = 13;

/** Gives a text that is no view of a longer one: for keeping a line of a file without the file. */
export function ownText(text: string): string {
  // Texts that are joined are written anew; two of them, because one alone is given back as it is.
  return text.length < shortestView ? text : [text.slice(0, 1), text.slice(1)].join("");
}
