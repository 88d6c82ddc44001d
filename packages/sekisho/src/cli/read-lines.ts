/** A line of the input without its end. */
export interface InputLine {
  /** From 1. */
  readonly number: number;
  /** `undefined` for a line longer than {@link maxLineLength}; the next line is read as usual. */
  readonly text: string | undefined;
}

/** Longer lines are not held. */
export const maxLineLength = 65_536;

/** Gives the lines of a UTF-8 stream, all of one chunk together. A last line without an end counts. */
export async function* readLines(
  input: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array>,
): AsyncGenerator<readonly InputLine[]> {
  const decoder = new TextDecoder();
  let rest = "";
  let isTooLong = false;
  let number = 0;
  for await (const chunk of input) {
    const texts = (rest + (typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }))).split("\n");
    rest = texts.pop() ?? "";
    const lines: InputLine[] = [];
    for (const text of texts) {
      number++;
      lines.push({ number, text: isTooLong || text.length > maxLineLength ? undefined : withoutReturn(text) });
      isTooLong = false;
    }
    if (rest.length > maxLineLength) {
      isTooLong = true;
      rest = "";
    }
    if (lines.length > 0) yield lines;
  }
  rest += decoder.decode();
  if (rest !== "" || isTooLong) yield [{ number: number + 1, text: isTooLong ? undefined : withoutReturn(rest) }];
}

function withoutReturn(text: string): string {
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}
