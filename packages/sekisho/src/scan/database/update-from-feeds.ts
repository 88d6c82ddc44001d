import { join } from "node:path";
import { readAskedEcosystems } from "../../access/database/asked-ecosystems.ts";
import { errorCodeOf, unwritable } from "../../access/database/database-error.ts";
import { listDocuments } from "../../access/database/list-documents.ts";
import type { StoreFolder } from "../../access/database/store-folder.ts";
import { type LockTimes, withUpdateLock } from "../../access/database/update-lock.ts";
import type { FeedFetcher } from "../../access/feeds/define.ts";
import { type FetchedPart, fetchFeed } from "../../access/feeds/fetch-feed.ts";
import * as registry from "../../access/feeds/registry.ts";
import type { RequestSettings } from "../../access/feeds/request.ts";
import type { Manifest } from "../../advisories/database/manifest.ts";
import type { Feed } from "../../advisories/feeds/define.ts";
import { findOsvEcosystem } from "../../advisories/feeds/osv/ecosystems.ts";
import { SekishoError } from "../../model/error.ts";
import { type BuildResult, buildDatabase, type FeedInput } from "./build-database.ts";
import { feedIn, knownFeeds } from "./folder-feeds.ts";
import { findUsable } from "./install-database.ts";
import { mayHoldWanted, wantsEcosystem } from "./wanted-ecosystems.ts";

/** What is fetched from the publishers, and how. */
export interface FeedUpdateOptions {
  readonly folder: StoreFolder;
  readonly settings: RequestSettings;
  readonly now: () => Date;
  /** Ecosystems and releases; those of the database in use, and those that scans asked for, when empty. */
  readonly only: readonly string[];
  /** Ecosystems and releases that are wanted beside those. */
  readonly also?: readonly string[];
  /** Other addresses of feeds, by id. Those of `onRequest` are asked only when they are named here. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly onPart?: (part: FetchedPart, done: number, total: number) => void;
}

/** What became of an update from the publishers. */
export interface FeedUpdate extends BuildResult {
  /** Files that could not be fetched; those from before were used, where there were some. */
  readonly failures: readonly FetchFailure[];
}

/** A file of a feed that could not be fetched. */
export interface FetchFailure {
  readonly feed: string;
  /** Empty where not even the list of files could be had. */
  readonly part: string;
  readonly failure: unknown;
}

/** Feeds of one distribution whose files speak of all releases, or which have to be asked for their releases. */
const ecosystemOfFeed: ReadonlyMap<string, string> = new Map([
  ["alpine/secdb", "alpine"],
  ["debian/tracker", "debian"],
  ["oval/oracle", "ol"],
  ["redhat/vex", "rhel"],
]);

/** Thousands of requests, and a key to be asked for: only for those who name them. */
const onRequest: ReadonlySet<string> = new Set(["flaws/nvd"]);

/** A first download of several distributions takes minutes: whoever comes second waits, and finds nearly all done. */
const fetchLock: LockTimes = { waitMs: 900_000, staleMs: 120_000 };

/** Distributions that publish themselves what OSV republishes. */
const publishThemselves = /^(?:alpine|amzn|azurelinux|debian|mariner|ol|photon|rhel|sles)(?::|$)/;

/**
 * Builds the database straight from the publishers: fetches the documents of the wanted ecosystems alone, and of those
 * only what changed. What cannot be fetched keeps its earlier state and is marked as stale.
 *
 * @throws {SekishoError} `usage` when it is not known what is wanted; `feed-unreachable` when nothing at all came, and
 * the database in use stays as it is; `database-busy`; what `buildDatabase` throws.
 */
export async function updateFromFeeds(options: FeedUpdateOptions): Promise<FeedUpdate> {
  checkAddresses(options.addresses);
  // Two that fetch at once would write into each other's documents.
  return await withUpdateLock(join(options.folder.path, "feeds"), () => fetchAndBuild(options), fetchLock);
}

async function fetchAndBuild(options: FeedUpdateOptions): Promise<FeedUpdate> {
  const { folder, only } = options;
  const current = (await findUsable(folder))?.manifest;
  const before = [...(current?.wanted ?? []), ...readAskedEcosystems(folder.path)];
  const wanted = [...new Set([...(only.length > 0 ? only : before), ...(options.also ?? [])])];
  if (wanted.length === 0) throw nothingWanted();
  const fetched = await fetchAll(options, wanted);
  const inputs = knownFeeds.flatMap((feed) => inputOf(feed, { options, fetched, current }));
  if (!fetched.hasArrived && (current !== undefined || inputs.length === 0)) {
    throw refusedWrite(fetched, folder) ?? nothingCame(fetched, current);
  }
  const result = await buildDatabase(inputs, {
    folder,
    now: options.now,
    keepsOthers: true,
    wanted,
    wants: wantsEcosystem(wanted),
    texts: "all",
  });
  return { ...result, failures: fetched.failures };
}

/** What came from the publishers. */
interface Fetched {
  /** Those that were asked, by the id of their feed. */
  readonly asked: ReadonlyMap<string, FeedFetcher>;
  readonly failures: readonly FetchFailure[];
  /** True when at least one file is there as its publisher has it now. */
  readonly hasArrived: boolean;
}

async function fetchAll(options: FeedUpdateOptions, wanted: readonly string[]): Promise<Fetched> {
  const documents = join(options.folder.path, "feeds");
  const asked = new Map<string, FeedFetcher>();
  const failures: FetchFailure[] = [];
  let hasArrived = false;
  for (const fetcher of Object.values<FeedFetcher>(registry)) {
    if (!isAsked(fetcher, wanted, options.addresses)) continue;
    asked.set(fetcher.feed, fetcher);
    const result = await fetchOne(fetcher, documents, { options, wanted });
    failures.push(...result.failures);
    if (result.hasArrived) hasArrived = true;
  }
  return { asked, failures, hasArrived };
}

/** Gives what is read of a feed: what its publisher has now, or what came of it earlier. */
function inputOf(
  feed: Feed,
  {
    options,
    fetched,
    current,
  }: { readonly options: FeedUpdateOptions; readonly fetched: Fetched; readonly current: Manifest | undefined },
): readonly FeedInput[] {
  const fetcher = fetched.asked.get(feed.id);
  if (fetcher === undefined) return [];
  const folder = join(options.folder.path, "feeds", feed.id);
  const isStale = fetched.failures.some((failure) => failure.feed === feed.id);
  // Of a feed without a wanted part there is nothing to read; of one that failed the database may still have something.
  if (listDocuments(folder).length === 0 && !(isStale && current !== undefined)) return [];
  const earlier = isStale ? earlierFetch(feed, current) : undefined;
  const address = options.addresses.get(feed.id) ?? fetcher.defaultAddress;
  return [feedIn(folder, feed, { fetchedAt: earlier ?? options.now().toISOString(), address, isStale })];
}

/** Documents that were not renewed are as old as they were. */
function earlierFetch({ sources }: Feed, current: Manifest | undefined): string | undefined {
  const ids = new Set(sources.map(({ id }) => id));
  return current?.sources.find(({ id }) => ids.has(id))?.fetchedAt;
}

async function fetchOne(
  fetcher: FeedFetcher,
  documents: string,
  { options, wanted }: { readonly options: FeedUpdateOptions; readonly wanted: readonly string[] },
): Promise<Pick<Fetched, "failures" | "hasArrived">> {
  const { feed } = fetcher;
  const address = options.addresses.get(feed);
  const mayHold = mayHoldWanted(wanted);
  try {
    const parts = await fetchFeed(fetcher, {
      ...options.settings,
      folder: documents,
      wants: (ecosystem) => mayHold(ourName(fetcher, ecosystem)),
      ...(address === undefined ? {} : { address }),
      ...(options.onPart === undefined ? {} : { onPart: options.onPart }),
    });
    const failed = parts.filter(({ ended }) => ended === "failed");
    const failures = failed.map(({ part, failure }) => ({ feed, part: part.name, failure }));
    return { failures, hasArrived: failed.length < parts.length };
  } catch (failure) {
    options.settings.signal?.throwIfAborted();
    return { failures: [{ feed, part: "", failure }], hasArrived: false };
  }
}

function isAsked(fetcher: FeedFetcher, wanted: readonly string[], addresses: ReadonlyMap<string, string>): boolean {
  const { feed } = fetcher;
  if (onRequest.has(feed)) return addresses.has(feed);
  if (feed === "osv/osv") return wanted.some((word) => !publishThemselves.test(word));
  const ecosystem = ecosystemOfFeed.get(feed);
  return ecosystem === undefined || mayHoldWanted(wanted)(ecosystem);
}

/** Archives of OSV bear its names of ecosystems; what a distribution publishes itself is not fetched twice. */
function ourName(fetcher: FeedFetcher, ecosystem: string): string {
  if (fetcher.feed !== "osv/osv") return ecosystem;
  const ours = findOsvEcosystem(ecosystem)?.ecosystem ?? "";
  return publishThemselves.test(ours) ? "" : ours;
}

function checkAddresses(addresses: ReadonlyMap<string, string>): void {
  const known: readonly string[] = Object.values<FeedFetcher>(registry).map(({ feed }) => feed);
  for (const [id, address] of addresses) {
    if (!known.includes(id)) throw wrongFeed(id, known);
    if (!URL.canParse(address)) throw wrongAddress(id, address);
  }
}

function wrongFeed(id: string, known: readonly string[]): SekishoError {
  return new SekishoError("usage", {
    en: `--feed: expected the id of a feed (${known.join(", ")}), got ${JSON.stringify(id)}`,
    ja: `--feed: フィードの ID（${known.join("、")}）を想定しましたが、${JSON.stringify(id)} が指定されています。`,
  });
}

function wrongAddress(id: string, address: string): SekishoError {
  return new SekishoError("usage", {
    en: `--feed ${id}: expected an address, got ${JSON.stringify(address)}`,
    ja: `--feed ${id}: アドレスを想定しましたが、${JSON.stringify(address)} が指定されています。`,
  });
}

/** A disk that is full is no fault of the publishers'. */
function refusedWrite({ failures }: Fetched, folder: StoreFolder): SekishoError | undefined {
  const cause = failures.find(
    ({ failure }) => isFullDisk(failure) || (failure instanceof Error && isFullDisk(failure.cause)),
  );
  return cause === undefined ? undefined : unwritable(folder.path, cause.failure);
}

function isFullDisk(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT", "EROFS"].includes(errorCodeOf(error) ?? "");
}

/** The first failure tells mostly what is wrong with all: no network, a proxy that is not named. */
function nothingCame({ failures }: Fetched, current: Manifest | undefined): SekishoError {
  const cause = failures[0]?.failure;
  const first = cause instanceof SekishoError ? cause.text : { en: String(cause), ja: String(cause) };
  const feeds = [...new Set(failures.map(({ feed }) => feed))].join(", ");
  const left =
    current === undefined
      ? { en: "There is no database yet, and none was made.", ja: "データベースはまだなく、作成もしていません。" }
      : {
          en: `The database of ${current.created} stays in use.`,
          ja: `${current.created} のデータベースを引き続き使用します。`,
        };
  return new SekishoError(
    "feed-unreachable",
    {
      en: `none of the publishers could be reached (${feeds}). ${left.en} ${first.en}`,
      ja: `いずれの公開元にも接続できません（${feeds}）。${left.ja}${first.ja}`,
    },
    {
      cause,
      hint: {
        en: "behind a proxy, set HTTPS_PROXY; without a network: sekisho db import FILE",
        ja: "プロキシ経由の場合は HTTPS_PROXY を設定してください。ネットワークがない場合は sekisho db import FILE を使用します。",
      },
    },
  );
}

function nothingWanted(): SekishoError {
  return new SekishoError(
    "usage",
    {
      en: "nothing tells yet what to fetch: nothing was scanned, and --for, --only and --mirror are missing",
      ja: "取得対象を判断できません。スキャンの履歴がないため、--for、--only、--mirror のいずれかを指定してください。",
    },
    {
      hint: {
        en: "for what is in this directory: sekisho db update --for .",
        ja: "現在のディレクトリに必要なデータを取得するには sekisho db update --for . を実行します。",
      },
    },
  );
}
