import { StringDecoder } from "node:string_decoder";
import type { FeedReader } from "./define.ts";

/** What is done with the lines of a text. */
export interface LineSettings {
  /** Told of every line without its end, with its number from 1. */
  readonly onLine: (line: string, number: number) => void;
  /** Told of a line that is longer than `maxLineUnits`; it is passed over. */
  readonly onLongLine: (number: number) => void;
  readonly maxLineUnits: number;
  readonly onEnd?: () => void;
}

/** Reads a text line by line, holding one line. */
export function openLines({ onLine, onLongLine, maxLineUnits, onEnd }: LineSettings): FeedReader {
  const decoder = new StringDecoder("utf8");
  let held = "";
  let number = 1;
  let isLong = false;
  function take(line: string): void {
    if (isLong || line.length > maxLineUnits) onLongLine(number);
    else onLine(line.endsWith("\r") ? line.slice(0, -1) : line, number);
    isLong = false;
    number++;
  }
  return {
    write(piece) {
      const text = held + decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.length));
      let start = 0;
      for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
        take(text.slice(start, end));
        start = end + 1;
      }
      held = text.slice(start);
      if (held.length > maxLineUnits) {
        isLong = true;
        held = "";
      }
    },
    end() {
      const rest = held + decoder.end();
      if (rest !== "" || isLong) take(rest);
      onEnd?.();
    },
  };
}
