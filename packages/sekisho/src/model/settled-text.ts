/**
 * Gives a text that was put together of others in one piece. Until a text is read, V8 keeps its parts and a node for every two
 * of them, which takes several times its size.
 */
export function settledText(text: string): string {
  // Only an empty text has no last unit.
  return Number.isNaN(text.charCodeAt(text.length - 1)) ? "" : text;
}
