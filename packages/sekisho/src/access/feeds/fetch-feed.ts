import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readLimitedBody } from "../registry/limited-body.ts";
import type { FeedFetcher, FeedPart, FetchSession, KeepOptions } from "./define.ts";
import { download } from "./download.ts";
import { unreachable } from "./feed-error.ts";
import { type FeedState, readFeedState, writeFeedState } from "./feed-state.ts";
import { type RequestSettings, requestWithRetries } from "./request.ts";

/** What is fetched, and where it goes. */
export interface FetchOptions extends RequestSettings {
  /** Folder of all feeds; the documents of a feed lie below its id. */
  readonly folder: string;
  /** In place of the publisher's address. */
  readonly address?: string;
  readonly apiKey?: string;
  /** Which ecosystems and releases are wanted, as the parts of the feed name them; parts without one always are. */
  readonly wants: (ecosystem: string) => boolean;
  readonly onPart?: (result: FetchedPart, done: number, total: number) => void;
}

/** What became of one part of a feed. */
export interface FetchedPart {
  readonly part: FeedPart;
  readonly ended: "updated" | "unchanged" | "failed";
  /** Why it failed; the file that was there before stays. */
  readonly failure?: unknown;
}

/** No file of a feed comes near. */
const maxFileBytes = 4 * 1024 ** 3;
const maxTextBytes = 256 * 1024 ** 2;

/**
 * Brings the documents of a feed up to date. A part that fails keeps its earlier file, and the others are fetched.
 *
 * @throws {SekishoError} `feed-unreachable` when not even the list of parts can be had.
 */
export async function fetchFeed(fetcher: FeedFetcher, options: FetchOptions): Promise<readonly FetchedPart[]> {
  const state = readFeedState(options.folder, fetcher.feed);
  const session = openSession(fetcher, options, state);
  mkdirSync(session.folder, { recursive: true });
  removeUnfinished(session.folder);
  const offered = await fetcher.list(session);
  const parts = offered.filter(({ ecosystem }) => ecosystem === undefined || options.wants(ecosystem));
  const results: FetchedPart[] = [];
  for (const part of parts) {
    const result = await fetchPart(fetcher, part, session);
    results.push(result);
    // After every part: what is done is not done again when the next one is interrupted.
    writeFeedState(options.folder, fetcher.feed, state);
    options.onPart?.(result, results.length, parts.length);
    options.signal?.throwIfAborted();
  }
  return results;
}

async function fetchPart(fetcher: FeedFetcher, part: FeedPart, session: FetchSession): Promise<FetchedPart> {
  try {
    return { part, ended: await fetcher.fetch(part, session) };
  } catch (failure) {
    return { part, ended: "failed", failure };
  }
}

function openSession(fetcher: FeedFetcher, options: FetchOptions, state: FeedState): FetchSession {
  const folder = join(options.folder, fetcher.feed);
  const { apiKey } = options;
  return {
    address: (options.address ?? fetcher.defaultAddress).replace(/\/+$/, ""),
    folder,
    scratch: scratchOf(options.folder, fetcher.feed),
    notes: state.notes,
    now: () => new Date(options.clock.now()),
    ...(apiKey === undefined ? {} : { apiKey }),
    keep: (url, kept) => keepFile(url, kept, { options, state, feed: fetcher.feed, folder }),
    text: (url, headers = {}) => requestText(url, headers, options),
    write: (name, text) => writeWhole(join(folder, name), text),
    pause: options.clock.pause,
  };
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

interface Keeping {
  readonly options: FetchOptions;
  readonly state: FeedState;
  readonly feed: string;
  readonly folder: string;
}

/** Removes what an interrupted run was writing: every file of the folder is a document. */
function removeUnfinished(folder: string): void {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const name of names) if (name.endsWith(".new")) rmSync(join(folder, name), { force: true });
}

function scratchOf(root: string, feed: string): string {
  return join(root, ".scratch", feed);
}

async function keepFile(
  url: string,
  { name, headers, isScratch }: KeepOptions,
  keeping: Keeping,
): Promise<"updated" | "unchanged"> {
  const { options, state, feed, folder } = keeping;
  const path = join(isScratch === true ? scratchOf(options.folder, feed) : folder, name);
  const validators = existsSync(path) ? state.files.get(name) : undefined;
  const partialPath = join(options.folder, ".partial", `${feed}/${name}`.replaceAll("/", "-"));
  const wanted = { url, path, partialPath, maxBytes: maxFileBytes, ...(headers === undefined ? {} : { headers }) };
  const result = await download({ ...wanted, ...(validators === undefined ? {} : { validators }) }, options);
  if (result.ended === "updated") state.files.set(name, result.validators);
  return result.ended;
}

function requestText(
  url: string,
  headers: Readonly<Record<string, string>>,
  settings: RequestSettings,
): Promise<string> {
  return requestWithRetries(url, () => headers, {
    settings,
    async use(response) {
      if (response.status !== 200) {
        response.discard();
        throw unreachable(url, `expected status 200, got ${response.status}`);
      }
      const bytes = await readLimitedBody(response, maxTextBytes);
      if (bytes === undefined) throw unreachable(url, `expected at most ${maxTextBytes} bytes`);
      return Buffer.from(bytes).toString("utf8");
    },
  });
}

/** Removes a file of a feed that its publisher took back. */
export function removeFile(session: FetchSession, name: string): void {
  rmSync(join(session.folder, name), { force: true });
}
