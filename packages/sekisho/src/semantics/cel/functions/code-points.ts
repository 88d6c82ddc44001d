/** Says whether every code point of a text is one UTF-16 unit, so that both count alike. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) if ((text.charCodeAt(at) & 0xf800) === 0xd800) return false;
  return true;
}

/** A text whose code points are counted from 0. */
export interface IndexedText {
  readonly text: string;
  /** In code points. */
  readonly size: number;
  /** Offset of each code point and of the end; left out when it is the index itself. */
  readonly offsets: readonly number[] | undefined;
}

/** Makes the code points of a text addressable. */
export function indexText(text: string): IndexedText {
  if (isPlain(text)) return { text, size: text.length, offsets: undefined };
  const offsets = [0];
  let at = 0;
  for (const character of text) {
    at += character.length;
    offsets.push(at);
  }
  return { text, size: offsets.length - 1, offsets };
}

/** Gives the offset of a code point in UTF-16 units. */
export function offsetOf({ offsets, text }: IndexedText, index: number): number {
  return offsets === undefined ? Math.min(index, text.length) : (offsets[index] ?? text.length);
}

/** Gives the index of the code point that begins at an offset. */
export function indexOfOffset({ offsets }: IndexedText, offset: number): number {
  if (offsets === undefined) return offset;
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
