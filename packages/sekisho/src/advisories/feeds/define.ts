import type { Advisory, AdvisorySource, FlawFacts } from "../../model/advisory.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { ProductSupport } from "../../model/support.ts";

/** Why a record of a feed is rightly no advisory: an erratum without a flaw, a number that was taken back. */
export type LeftOutReason = "not-security" | "rejected" | "other-product" | "nothing-known";

/**
 * One thing that a feed says. Every record of a document gives exactly one advisory, one flaw, one `support`, one
 * `left-out` or one diagnostic of level error; warnings come beside them.
 */
export type FeedItem =
  | { readonly kind: "advisory"; readonly advisory: Advisory }
  | { readonly kind: "flaw"; readonly facts: FlawFacts }
  | { readonly kind: "support"; readonly support: ProductSupport }
  | { readonly kind: "left-out"; readonly id: string; readonly reason: LeftOutReason }
  | { readonly kind: "diagnostic"; readonly diagnostic: Diagnostic }
  /** When the document says that it was made, RFC 3339. */
  | { readonly kind: "date"; readonly date: string };

/** What is known of a document beside its content. */
export interface FeedContext {
  /** Where it comes from, for diagnostics: address, or path in an archive. */
  readonly path: string;
  /** Ecosystem and release of a document that does not say it: `amzn:2023`. */
  readonly ecosystem?: string;
}

/** Told of everything that a document says, in the order of the document. */
export type FeedSink = (item: FeedItem) => void;

/** Reads one document piece by piece. Never throws, whatever the bytes are. */
export interface FeedReader {
  write(piece: Uint8Array): void;
  /** Says that the document ends here. */
  end(): void;
}

/** One published form of advisories, and how it becomes ours. */
export interface Feed {
  /** The path below `feeds/`. */
  readonly id: string;
  /** Whose data it carries; an advisory names one of them. */
  readonly sources: readonly AdvisorySource[];
  /** The forms that are read, for people. */
  readonly reads: readonly string[];
  /** Starts the reading of one document, already decompressed. */
  open(context: FeedContext, sink: FeedSink): FeedReader;
}

/** Gives a feed as it is: the type checks it. */
export function defineFeed(feed: Feed): Feed {
  return feed;
}
