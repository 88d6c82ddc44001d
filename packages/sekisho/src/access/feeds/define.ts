/** One file of a feed, as it is offered. */
export interface FeedPart {
  /** Path of the file below the folder of the feed. */
  readonly name: string;
  /**
   * Ecosystem, or ecosystem and release, that it speaks of; left out when it speaks of all that the feed knows. Ours,
   * `alpine:3.20`; of archives of OSV the publisher's, `Alpine:v3.20`.
   */
  readonly ecosystem?: string;
}

/** How an answer is kept. */
export interface KeepOptions {
  /** Path below the folder of the feed. */
  readonly name: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** True for a file that is taken apart: it goes below `scratch`. */
  readonly isScratch?: boolean;
}

/** What a fetcher works with: requests that are sent again, resumed and cached, and the folder of its feed. */
export interface FetchSession {
  /** The base address, without a slash at its end. */
  readonly address: string;
  /** Folder of the feed's documents. */
  readonly folder: string;
  /** Folder for files that are no documents themselves. */
  readonly scratch: string;
  /** Words that earlier runs left behind: when changes were last asked for. Kept when the run ends well. */
  readonly notes: Map<string, string>;
  readonly now: () => Date;
  /** The key of a service that has one. */
  readonly apiKey?: string;
  /** Gets a file into the folder, only when it has changed; tells whether it has. */
  readonly keep: (url: string, options: KeepOptions) => Promise<"updated" | "unchanged">;
  /** Gets a text that is small enough to be held. */
  readonly text: (url: string, headers?: Readonly<Record<string, string>>) => Promise<string>;
  /** Writes a document that was made of an answer, whole or not at all. */
  readonly write: (name: string, text: string) => Promise<void>;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** Brings the documents of one feed into a folder. */
export interface FeedFetcher {
  /** Id of the feed that reads them. */
  readonly feed: string;
  /** Where the publisher offers them, without a slash at its end. */
  readonly defaultAddress: string;
  /** Gives what is on offer. */
  list(session: FetchSession): Promise<readonly FeedPart[]>;
  /** Brings one part up to date: changes only, where the publisher tells them. */
  fetch(part: FeedPart, session: FetchSession): Promise<"updated" | "unchanged">;
}

/** Gives a fetcher as it is: the type checks it. */
export function defineFetcher(fetcher: FeedFetcher): FeedFetcher {
  return fetcher;
}
