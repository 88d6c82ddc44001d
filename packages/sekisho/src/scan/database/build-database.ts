import type { KeyObject } from "node:crypto";
import { openPartFiles } from "../../access/database/part-files.ts";
import { openScratchFile } from "../../access/database/scratch-file.ts";
import { filePath, type StoreFolder } from "../../access/database/store-folder.ts";
import { withUpdateLock } from "../../access/database/update-lock.ts";
import { BuildRoom } from "../../advisories/database/build-room.ts";
import { printEnvelope, signManifest } from "../../advisories/database/envelope.ts";
import {
  FeedBuilder,
  type FeedCounts,
  type FeedOptions,
  type FeedOrigin,
} from "../../advisories/database/feed-builder.ts";
import { joinAliases } from "../../advisories/database/join-aliases.ts";
import { type Manifest, type ManifestSource, printManifest } from "../../advisories/database/manifest.ts";
import type { Part } from "../../advisories/database/part.ts";
import type { Feed, FeedContext, FeedItem } from "../../advisories/feeds/define.ts";
import { openFeedLines } from "../../advisories/feeds/feed-lines.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { SekishoError } from "../../model/error.ts";
import { addPart, findUsable, type Installation, installUnlocked } from "./install-database.ts";

/** One document of a feed. */
export interface FeedDocument {
  readonly context: FeedContext;
  /** True for one document a line, as in JSON Lines. */
  readonly isLines: boolean;
  /** When it was made, RFC 3339, where it may not say it itself. */
  readonly date?: string;
  /** Decompressed. Opened when its turn comes. */
  readonly open: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** Everything that is read of one feed. */
export interface FeedInput {
  readonly feed: Feed;
  readonly origin: FeedOrigin;
  readonly documents: Iterable<FeedDocument> | AsyncIterable<FeedDocument>;
}

/** How a database is built. */
export interface BuildOptions extends FeedOptions {
  readonly folder: StoreFolder;
  readonly now: () => Date;
  readonly signKey?: KeyObject;
  readonly purpose?: "demonstration";
  /** Ecosystems and releases that the user asked for: the next update asks for them again. */
  readonly wanted?: readonly string[];
  /** True keeps what the database in use has of other sources; false makes a database of these feeds alone. */
  readonly keepsOthers: boolean;
  readonly onProgress?: (feed: string, documents: number) => void;
  /** How much memory rows take before they go to the disk. */
  readonly heldBytes?: number;
}

/** What became of a feed. */
export interface FeedResult {
  readonly feed: string;
  readonly ended: "done" | "failed";
  readonly counts: FeedCounts;
  readonly diagnostics: readonly Diagnostic[];
  /** Why it failed; the source's earlier data is kept, where there is some. */
  readonly failure?: unknown;
}

/** What became of a build. */
export interface BuildResult {
  readonly installation: Installation;
  readonly feeds: readonly FeedResult[];
}

interface GatheredParts {
  readonly parts: Part[];
  readonly sources: ManifestSource[];
  readonly results: FeedResult[];
}

/**
 * Builds a database out of feeds and makes it the one in use. A feed that fails keeps its earlier data, which is marked
 * as stale; the others are renewed.
 *
 * @throws {SekishoError} `feed-unreachable` when no feed gave anything and there is nothing from before: a database that
 * holds nothing would read as "nothing is vulnerable". `database-unwritable`, `database-busy`, `database-damaged`; the database in use stays.
 */
export function buildDatabase(inputs: readonly FeedInput[], options: BuildOptions): Promise<BuildResult> {
  return withUpdateLock(options.folder.path, async () => {
    const gathered: GatheredParts = { parts: [], sources: [], results: [] };
    for (const input of inputs) await gatherFeed(input, options, gathered);
    const current = (await findUsable(options.folder))?.manifest;
    if (current !== undefined) keepEarlier(current, { inputs, gathered, keepsOthers: options.keepsOthers });
    if (gathered.parts.length === 0) throw nothingRead(gathered.results);
    const aliases = await addAliases(gathered.parts, options.folder);
    const now = options.now();
    const manifest: Manifest = {
      schemaVersion: 1,
      sequence: Math.max(Math.floor(now.getTime() / 1000), (current?.sequence ?? 0) + 1),
      created: now.toISOString(),
      ...(options.purpose === undefined ? {} : { purpose: options.purpose }),
      ...(options.wanted === undefined ? {} : { wanted: options.wanted }),
      sources: gathered.sources.sort((left, right) => (left.id < right.id ? -1 : 1)),
      parts: [...gathered.parts.sort(compareParts), aliases],
    };
    const text = sealManifest(manifest, options.signKey);
    const bring = () => Promise.resolve();
    const { folder } = options;
    const installation = await installUnlocked({ manifest: { manifest, text }, bring }, { folder, now: options.now });
    return { installation, feeds: gathered.results };
  });
}

function nothingRead(results: readonly FeedResult[]): SekishoError {
  const named = results.map(({ feed }) => feed).join(", ");
  const cause = results.find(({ failure }) => failure instanceof Error)?.failure;
  const [complaint] = results.flatMap(({ diagnostics }) => diagnostics);
  const first = cause instanceof SekishoError ? cause.text : complaint?.message;
  return new SekishoError(
    "feed-unreachable",
    {
      en: `expected advisories from at least one feed, got none${named === "" ? "" : ` (${named})`}. No database is made of nothing.${first === undefined ? "" : ` ${first.en}`}`,
      ja: `いずれのフィードからもデータを取得できませんでした${named === "" ? "" : `（${named}）`}。空のデータベースは作成しません。${first?.ja ?? ""}`,
    },
    { cause },
  );
}

/** Writes which names stand for one flaw, over all parts. */
async function addAliases(parts: readonly Part[], folder: StoreFolder): Promise<Part> {
  const files = openPartFiles();
  const scratch = openScratchFile(folder.path);
  try {
    const aliases = joinAliases(parts, (part) => files.open(filePath(folder, part.digest)), scratch);
    await addPart(folder, aliases);
    return aliases.part;
  } finally {
    scratch.close();
    files.close();
  }
}

async function gatherFeed(input: FeedInput, options: BuildOptions, gathered: GatheredParts): Promise<void> {
  const scratch = openScratchFile(options.folder.path);
  try {
    const builder = new FeedBuilder(input.feed, options, new BuildRoom(scratch, options.heldBytes));
    await readInto(builder, input, { options, gathered });
  } finally {
    scratch.close();
  }
}

async function readInto(
  builder: FeedBuilder,
  input: FeedInput,
  { options, gathered }: { readonly options: BuildOptions; readonly gathered: GatheredParts },
): Promise<void> {
  const { feed, origin } = input;
  const result = { feed: feed.id, counts: builder.counts, diagnostics: builder.diagnostics };
  const add = (item: FeedItem): void => builder.add(item);
  let documents = 0;
  try {
    for await (const { context, isLines, date, open } of input.documents) {
      builder.beginDocument(date);
      const reader = isLines ? openFeedLines(feed, context, add) : feed.open(context, add);
      for await (const piece of open()) reader.write(piece);
      reader.end();
      builder.endDocument();
      documents += 1;
      options.onProgress?.(feed.id, documents);
    }
  } catch (failure) {
    // A full disk is no fault of the feed's.
    if (failure instanceof SekishoError && failure.code === "database-unwritable") throw failure;
    gathered.results.push({ ...result, ended: "failed", failure });
    return;
  }
  const { advisories, flaws, products, errors } = builder.counts;
  if (documents === 0 || (advisories + flaws + products === 0 && errors > 0)) {
    // Nothing at all, or an error page in place of the data, must not read as "nothing is vulnerable".
    gathered.results.push({ ...result, ended: "failed", failure: builder.diagnostics[0] });
    return;
  }
  const parts: Part[] = [];
  for (const built of builder.finish()) {
    await addPart(options.folder, built);
    parts.push(built.part);
  }
  gathered.parts.push(...parts);
  gathered.sources.push(...builder.sourcesOf(parts, origin));
  gathered.results.push({ ...result, ended: "done" });
}

/** Keeps sources of feeds that failed, and of feeds that were not asked for. */
function keepEarlier(
  current: Manifest,
  build: { readonly inputs: readonly FeedInput[]; readonly gathered: GatheredParts; readonly keepsOthers: boolean },
): void {
  const { gathered } = build;
  const renewed = new Set(gathered.sources.map(({ id }) => id));
  const asked = new Set(build.inputs.flatMap(({ feed }) => feed.sources.map(({ id }) => id)));
  const failed = new Set(gathered.results.filter(({ ended }) => ended === "failed").map(({ feed }) => feed));
  const failedSources = new Set(
    build.inputs.filter(({ feed }) => failed.has(feed.id)).flatMap(({ feed }) => feed.sources.map(({ id }) => id)),
  );
  for (const source of current.sources) {
    const isFailed = failedSources.has(source.id);
    const isKept = isFailed || (build.keepsOthers && !asked.has(source.id));
    if (!isKept || renewed.has(source.id)) continue;
    gathered.sources.push(isFailed ? { ...source, isStale: true } : source);
    gathered.parts.push(...current.parts.filter((part) => part.source === source.id));
  }
}

/** Gives the text of a manifest in its envelope, signed when there is a key. */
function sealManifest(manifest: Manifest, signKey: KeyObject | undefined): string {
  const payload = Buffer.from(printManifest(manifest));
  return printEnvelope({ payload, signatures: signKey === undefined ? [] : [signManifest(payload, signKey)] });
}

function compareParts(left: Part, right: Part): number {
  const leftName = `${left.source}\n${left.kind}\n${left.ecosystem}`;
  const rightName = `${right.source}\n${right.kind}\n${right.ecosystem}`;
  return leftName < rightName ? -1 : 1;
}
