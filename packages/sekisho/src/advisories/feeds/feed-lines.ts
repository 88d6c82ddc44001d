import type { Feed, FeedContext, FeedReader, FeedSink } from "./define.ts";

const lineFeed = 0x0a;

/** Starts the reading of documents that stand one a line, as in JSON Lines. Empty lines say nothing. */
export function openFeedLines(feed: Feed, context: FeedContext, sink: FeedSink): FeedReader {
  let line = 1;
  let held: Uint8Array[] = [];
  function take(): void {
    const isEmpty = held.every((part) => part.every((byte) => byte <= 0x20));
    if (!isEmpty) {
      const reader = feed.open({ ...context, path: `${context.path}#L${line}` }, sink);
      for (const part of held) reader.write(part);
      reader.end();
    }
    held = [];
    line += 1;
  }
  return {
    write(piece) {
      let start = 0;
      for (let end = piece.indexOf(lineFeed); end !== -1; end = piece.indexOf(lineFeed, start)) {
        held.push(piece.subarray(start, end));
        take();
        start = end + 1;
      }
      // The piece may be written over once the caller has it back.
      if (start < piece.length) held.push(Buffer.from(piece.subarray(start)));
    },
    end: take,
  };
}
