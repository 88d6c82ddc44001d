import type { PieceReader, RecordSink } from "./record-reader.ts";

/** Longer lines are told and left out. */
const maxLineUnits = 1_048_576;

/** Makes a reader that hands over the lines of a text that are not empty: pattern `/*`. */
export function splitLines(sink: RecordSink): PieceReader {
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  let line = 0;
  let index = 0;
  let isTooLong = false;
  const give = (text: string): void => {
    line++;
    const isWhole = !isTooLong && text.length <= maxLineUnits;
    isTooLong = false;
    if (!isWhole) sink.onProblem({ pointer: "", line, expected: tooLong, isEnd: false });
    else if (text.trim() !== "") {
      sink.onRecord({ value: text, pattern: "/*", pointer: `/${index}`, indices: [index], line });
      index++;
    }
  };
  const write = (piece: string): void => {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) give(text.endsWith("\r") ? text.slice(0, -1) : text);
    if (rest.length > maxLineUnits) {
      isTooLong = true;
      rest = "";
    }
  };
  return {
    write: (piece) => write(decoder.decode(piece, { stream: true })),
    end: () => {
      write(decoder.decode());
      if (rest !== "" || isTooLong) give(rest);
    },
  };
}

const tooLong = { en: "a line of at most 1 MiB", ja: "1 MiB 以内の行" };
