import type { Feed, FeedContext, FeedItem } from "./define.ts";

const lineFeed = 0x0a;

/** Gives everything that a document says, holding no more of it than one piece brings. */
export function* readFeed(feed: Feed, pieces: Iterable<Uint8Array>, context: FeedContext): Generator<FeedItem> {
  const items: FeedItem[] = [];
  const reader = feed.open(context, (item) => items.push(item));
  for (const piece of pieces) {
    reader.write(piece);
    yield* items.splice(0);
  }
  reader.end();
  yield* items.splice(0);
}

/** Gives everything that documents say which stand one a line, as in JSON Lines. Empty lines say nothing. */
export function* readFeedLines(feed: Feed, pieces: Iterable<Uint8Array>, context: FeedContext): Generator<FeedItem> {
  let line = 1;
  let held: Uint8Array[] = [];
  for (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf(lineFeed); end !== -1; end = piece.indexOf(lineFeed, start)) {
      held.push(piece.subarray(start, end));
      yield* readLine(feed, held, { ...context, path: `${context.path}#L${line}` });
      held = [];
      line++;
      start = end + 1;
    }
    // The piece may be written over once the caller has it back.
    if (start < piece.length) held.push(Buffer.from(piece.subarray(start)));
  }
  yield* readLine(feed, held, { ...context, path: `${context.path}#L${line}` });
}

function* readLine(feed: Feed, parts: readonly Uint8Array[], context: FeedContext): Generator<FeedItem> {
  const isEmpty = parts.every((part) => part.every((byte) => byte <= 0x20));
  if (!isEmpty) yield* readFeed(feed, parts, context);
}
