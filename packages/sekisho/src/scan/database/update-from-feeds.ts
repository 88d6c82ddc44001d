import { join } from "node:path";
import { readAskedEcosystems } from "../../access/database/asked-ecosystems.ts";
import { listDocuments } from "../../access/database/list-documents.ts";
import type { StoreFolder } from "../../access/database/store-folder.ts";
import type { FeedFetcher } from "../../access/feeds/define.ts";
import { type FetchedPart, fetchFeed } from "../../access/feeds/fetch-feed.ts";
import * as registry from "../../access/feeds/registry.ts";
import type { RequestSettings } from "../../access/feeds/request.ts";
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
  readonly failures: readonly { readonly feed: string; readonly part: string; readonly failure: unknown }[];
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

/** Distributions that publish themselves what OSV republishes. */
const publishThemselves = /^(?:alpine|amzn|azurelinux|debian|mariner|ol|photon|rhel|sles)(?::|$)/;

/**
 * Builds the database straight from the publishers: fetches the documents of the wanted ecosystems alone, and of those
 * only what changed. What cannot be fetched keeps its earlier state and is marked as stale.
 *
 * @throws {SekishoError} `usage` when it is not known what is wanted; what `buildDatabase` throws.
 */
export async function updateFromFeeds(options: FeedUpdateOptions): Promise<FeedUpdate> {
  const { folder, only, addresses } = options;
  checkAddresses(addresses);
  const current = await findUsable(folder);
  const before = [...(current?.manifest.wanted ?? []), ...readAskedEcosystems(folder.path)];
  const wanted = [...new Set([...(only.length > 0 ? only : before), ...(options.also ?? [])])];
  if (wanted.length === 0) throw nothingWanted();
  const documents = join(folder.path, "feeds");
  const failures: FeedUpdate["failures"][number][] = [];
  const isFetched = new Set<string>();
  for (const fetcher of Object.values<FeedFetcher>(registry)) {
    if (!isAsked(fetcher, wanted, addresses)) continue;
    const failed = failures.length;
    failures.push(...(await fetchOne(fetcher, documents, { options, wanted })));
    if (failures.length === failed) isFetched.add(fetcher.feed);
  }
  const inputs = knownFeeds.flatMap((feed): readonly FeedInput[] => {
    const asked = Object.values<FeedFetcher>(registry).find((fetcher) => fetcher.feed === feed.id);
    if (asked === undefined || !isAsked(asked, wanted, addresses)) return [];
    const hasFailed = !isFetched.has(feed.id);
    // Of a feed without a wanted part there is nothing to read.
    if (!hasFailed && listDocuments(join(documents, feed.id)).length === 0) return [];
    const address = addresses.get(feed.id) ?? asked.defaultAddress;
    const origin = { fetchedAt: options.now().toISOString(), address, isStale: hasFailed };
    return [feedIn(join(documents, feed.id), feed, origin)];
  });
  const result = await buildDatabase(inputs, {
    folder,
    now: options.now,
    keepsOthers: true,
    wanted,
    wants: wantsEcosystem(wanted),
    texts: "all",
  });
  return { ...result, failures };
}

async function fetchOne(
  fetcher: FeedFetcher,
  documents: string,
  { options, wanted }: { readonly options: FeedUpdateOptions; readonly wanted: readonly string[] },
): Promise<FeedUpdate["failures"]> {
  const address = options.addresses.get(fetcher.feed);
  const mayHold = mayHoldWanted(wanted);
  try {
    const parts = await fetchFeed(fetcher, {
      ...options.settings,
      folder: documents,
      wants: (ecosystem) => mayHold(ourName(fetcher, ecosystem)),
      ...(address === undefined ? {} : { address }),
      ...(options.onPart === undefined ? {} : { onPart: options.onPart }),
    });
    return parts.flatMap(({ part, ended, failure }) =>
      ended === "failed" ? [{ feed: fetcher.feed, part: part.name, failure }] : [],
    );
  } catch (failure) {
    options.settings.signal?.throwIfAborted();
    return [{ feed: fetcher.feed, part: "", failure }];
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
