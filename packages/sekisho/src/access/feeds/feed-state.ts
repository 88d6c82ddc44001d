import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findObject, findText, isJsonObject, type JsonObject } from "../../formats/json/json-value.ts";

/** What an answer said of its own version. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** What is known of a feed's files from earlier runs. */
export interface FeedState {
  /** By path below the folder of the feed. */
  readonly files: Map<string, Validators>;
  readonly notes: Map<string, string>;
}

/** Reads the state of a feed; an empty one when there is none, or when it is damaged: then everything is fetched anew. */
export function readFeedState(root: string, feed: string): FeedState {
  const empty: FeedState = { files: new Map(), notes: new Map() };
  try {
    const value: unknown = JSON.parse(readFileSync(statePath(root, feed), "utf8"));
    return isJsonObject(value) ? parseState(value) : empty;
  } catch {
    // A missing or cut off file only costs a download.
    return empty;
  }
}

function parseState(value: JsonObject): FeedState {
  const files = new Map<string, Validators>();
  for (const [name, said] of Object.entries(findObject(value, "files") ?? {})) {
    if (!isJsonObject(said)) continue;
    const etag = findText(said, "etag");
    const lastModified = findText(said, "lastModified");
    files.set(name, {
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { lastModified }),
    });
  }
  const notes = new Map<string, string>();
  for (const [name, note] of Object.entries(findObject(value, "notes") ?? {})) {
    if (typeof note === "string") notes.set(name, note);
  }
  return { files, notes };
}

/** Writes the state of a feed, whole or not at all. */
export function writeFeedState(root: string, feed: string, { files, notes }: FeedState): void {
  const path = statePath(root, feed);
  mkdirSync(dirname(path), { recursive: true });
  const text = JSON.stringify({ files: Object.fromEntries(files), notes: Object.fromEntries(notes) }, undefined, 2);
  writeFileSync(`${path}.new`, `${text}\n`);
  renameSync(`${path}.new`, path);
}

/** Beside the folders of feeds, whose every file is a document. */
function statePath(root: string, feed: string): string {
  return join(root, ".state", `${feed.replaceAll("/", "-")}.json`);
}
