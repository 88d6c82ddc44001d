import type { AdvisorySource } from "../../model/advisory.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Feed, FeedItem } from "../feeds/define.ts";
import type { BuildRoom } from "./build-room.ts";
import type { ManifestSource } from "./manifest.ts";
import type { BuiltPart } from "./part.ts";
import { compareTexts } from "./ranked-texts.ts";
import { SourceBuilder, type SourceOptions } from "./source-builder.ts";

/** What is known of a feed's documents beside their content. */
export interface FeedOrigin {
  /** RFC 3339. */
  readonly fetchedAt: string;
  readonly address?: string;
  /** A part of it could not be fetched, and what was there before is read in its place. */
  readonly isStale?: boolean;
}

/** What is taken from a feed. */
export interface FeedOptions extends SourceOptions {
  /** Leaves out whole sources, such as those whose terms do not allow the use; all are kept when left out. */
  readonly keepsSource?: (source: AdvisorySource) => boolean;
}

/** How many of a feed's records became what. */
export interface FeedCounts {
  advisories: number;
  flaws: number;
  /** Products of which it is known how long they are maintained. */
  products: number;
  leftOut: number;
  /** Records that could not be read. */
  errors: number;
}

const maxDiagnostics = 100;

/** Gathers everything that one feed says, by source, and writes it as parts of a database. */
export class FeedBuilder {
  readonly counts: FeedCounts = { advisories: 0, flaws: 0, products: 0, leftOut: 0, errors: 0 };
  /** The first ones; `counts` counts them all. */
  readonly diagnostics: Diagnostic[] = [];
  readonly #feed: Feed;
  readonly #options: FeedOptions;
  readonly #room: BuildRoom;
  readonly #leftOut: ReadonlySet<string>;
  readonly #builders = new Map<string, SourceBuilder>();
  /** When the newest document of a source was made. */
  readonly #made = new Map<string, string>();
  /** The newest date that an advisory of a source bears. */
  readonly #newest = new Map<string, string>();
  readonly #sourcesOfDocument = new Set<string>();
  #documentDate: string | undefined;

  constructor(feed: Feed, options: FeedOptions, room: BuildRoom) {
    this.#feed = feed;
    this.#room = room;
    this.#options = options;
    const { keepsSource = () => true } = options;
    this.#leftOut = new Set(feed.sources.filter((source) => !keepsSource(source)).map(({ id }) => id));
  }

  /** Begins a document. `date` says when it was made, where it may not say it itself. */
  beginDocument(date?: string): void {
    this.#documentDate = date;
    this.#sourcesOfDocument.clear();
  }

  endDocument(): void {
    const date = this.#documentDate;
    if (date === undefined) return;
    for (const source of this.#sourcesOfDocument) putLater(this.#made, source, date);
  }

  add(item: FeedItem): void {
    switch (item.kind) {
      case "advisory": {
        const { source, modified } = item.advisory;
        if (!this.#leftOut.has(source)) this.#builderOf(source).add(item.advisory);
        if (modified !== undefined) putLater(this.#newest, source, modified);
        this.counts.advisories += 1;
        return;
      }
      case "flaw":
        this.#builderOf(this.#feed.sources[0]?.id ?? this.#feed.id).addFlaw(item.facts);
        this.counts.flaws += 1;
        return;
      case "support":
        this.#builderOf(this.#feed.sources[0]?.id ?? this.#feed.id).addSupport(item.support);
        this.counts.products += 1;
        return;
      case "left-out":
        this.counts.leftOut += 1;
        return;
      case "date":
        this.#documentDate = item.date;
        return;
      case "diagnostic":
        if (item.diagnostic.level === "error") this.counts.errors += 1;
        if (this.diagnostics.length < maxDiagnostics) this.diagnostics.push(item.diagnostic);
    }
  }

  /** Writes the parts, source by source, each when it is asked for. */
  *finish(): Generator<BuiltPart> {
    for (const [source, builder] of [...this.#builders].sort(([left], [right]) => compareTexts(left, right))) {
      this.#builders.delete(source);
      yield* builder.finish();
    }
  }

  /**
   * Gives the sources of the parts with their ages. Where no document says when it was made, the newest advisory does:
   * the data is at least that new.
   */
  sourcesOf(parts: readonly { readonly source: string }[], origin: FeedOrigin): readonly ManifestSource[] {
    const present = new Set(parts.map(({ source }) => source));
    return this.#feed.sources
      .filter(({ id }) => present.has(id))
      .map((source) => {
        const dataDate = this.#made.get(source.id) ?? this.#newest.get(source.id);
        return {
          ...source,
          ...(dataDate === undefined ? {} : { dataDate }),
          fetchedAt: origin.fetchedAt,
          ...(origin.address === undefined ? {} : { address: origin.address }),
          ...(origin.isStale === true && { isStale: true }),
        };
      });
  }

  #builderOf(source: string): SourceBuilder {
    this.#sourcesOfDocument.add(source);
    const known = this.#builders.get(source);
    if (known !== undefined) return known;
    const builder = new SourceBuilder(source, this.#options, this.#room);
    this.#builders.set(source, builder);
    return builder;
  }
}

/** Keeps the later of two dates; RFC 3339 in UTC orders as text. */
function putLater(dates: Map<string, string>, source: string, date: string): void {
  if (date > (dates.get(source) ?? "")) dates.set(source, date);
}
