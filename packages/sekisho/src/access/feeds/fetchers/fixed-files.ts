import { defineFetcher, type FeedFetcher, type FeedPart } from "../define.ts";

/** A file of a feed that has the same address every day. */
export interface FixedFile extends FeedPart {
  /** Below the base address. */
  readonly path: string;
}

/** A feed that is a few whole files, each asked for only when it has changed. */
export interface FixedFiles {
  readonly feed: string;
  readonly defaultAddress: string;
  readonly files: readonly FixedFile[];
}

/** Gives the fetcher of a feed that is a few whole files. */
export function fetchFixedFiles({ feed, defaultAddress, files }: FixedFiles): FeedFetcher {
  return defineFetcher({
    feed,
    defaultAddress,
    list: () => Promise.resolve(files),
    fetch(part, session) {
      const path = files.find(({ name }) => name === part.name)?.path ?? part.name;
      // Documents are stored as they come over the wire; whoever reads them sees by their first bytes that they are compressed.
      return session.keep(`${session.address}/${path}`, { name: part.name, headers: { "accept-encoding": "gzip" } });
    },
  });
}
