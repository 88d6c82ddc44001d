/** Control characters, and those that turn the direction of writing, have no place in a message. */
const unseen = /[\p{Cc}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]+/gu;

/** Makes one line of what somebody else wrote: without signs that nobody sees, and no longer than `most` letters. */
export function plainText(text: string, most: number): string {
  const shown = text
    .slice(0, most * 2)
    .replaceAll(unseen, " ")
    .toWellFormed();
  return shown.length > most ? `${shown.slice(0, most - 1)}…` : shown;
}
