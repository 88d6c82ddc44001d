import { join } from "node:path";
import { type ListedFile, listDocuments } from "../../access/database/list-documents.ts";
import { readDocuments } from "../../access/database/read-documents.ts";
import type { FeedOrigin } from "../../advisories/database/feed-builder.ts";
import type { Feed } from "../../advisories/feeds/define.ts";
import * as registry from "../../advisories/feeds/registry.ts";
import { SekishoError } from "../../model/error.ts";
import type { FeedDocument, FeedInput } from "./build-database.ts";

/** Every feed, ordered by id. */
export const knownFeeds: readonly Feed[] = Object.values(registry).sort((left, right) => (left.id < right.id ? -1 : 1));

/**
 * Gives the feeds that a folder of documents holds: those of a feed lie below its id (`osv/osv/npm.zip`,
 * `flaws/kev/kev.json`). A folder named as an ecosystem, with `@` before the release, says of what a document speaks
 * that does not say it (`amazon/updateinfo/amzn@2023/updateinfo.xml.gz`).
 *
 * @param otherFolders Folders of single feeds, by id, in place of those in the folder.
 * @throws {SekishoError} `target-not-found` when there is nothing, `usage` for an unknown feed.
 */
export function feedsInFolder(
  folder: string | undefined,
  otherFolders: ReadonlyMap<string, string>,
  fetchedAt: string,
): readonly FeedInput[] {
  for (const id of otherFolders.keys()) if (!knownFeeds.some((feed) => feed.id === id)) throw unknownFeed(id);
  const inputs = knownFeeds.flatMap((feed): FeedInput[] => {
    const place = otherFolders.get(feed.id) ?? (folder === undefined ? undefined : join(folder, feed.id));
    const files = place === undefined ? [] : listDocuments(place);
    if (files.length === 0) return [];
    return [{ feed, origin: { fetchedAt }, documents: documentsOf(files) }];
  });
  if (inputs.length === 0) throw nothingFound([folder, ...otherFolders.values()].filter((path) => path !== undefined));
  return inputs;
}

/** Gives a feed with the documents that lie in its own folder, perhaps none. */
export function feedIn(folder: string, feed: Feed, origin: FeedOrigin): FeedInput {
  return { feed, origin, documents: documentsOf(listDocuments(folder)) };
}

async function* documentsOf(files: readonly ListedFile[]): AsyncGenerator<FeedDocument> {
  for (const file of files) {
    const ecosystem = ecosystemOf(file.name);
    for await (const { name, open } of readDocuments(file.path)) {
      yield {
        context: { path: name, ...(ecosystem === undefined ? {} : { ecosystem }) },
        isLines: /\.(?:jsonl|ndjson)(?:\.gz|\.zst)?$/.test(name),
        open,
      };
    }
  }
}

/** `amzn@2023/updateinfo.xml` speaks of `amzn:2023`. */
function ecosystemOf(name: string): string | undefined {
  const folder = name.split("/").find((part) => /^[a-z-]+@[\w.-]+$/.test(part));
  return folder?.replace("@", ":");
}

function unknownFeed(id: string): SekishoError {
  const known = knownFeeds.map((feed) => feed.id);
  return new SekishoError("usage", {
    en: `--feed: expected the id of a feed (${known.join(", ")}), got ${JSON.stringify(id)}`,
    ja: `--feed: フィードの ID（${known.join("、")}）を想定しましたが、${JSON.stringify(id)} が指定されています。`,
  });
}

function nothingFound(places: readonly string[]): SekishoError {
  const shown = places.join(", ");
  const example = knownFeeds.map(({ id }) => `${id}/`).join(", ");
  return new SekishoError("target-not-found", {
    en: `${shown}: expected documents below the ids of feeds (${example}), found none`,
    ja: `${shown}: フィードの ID を名前とするフォルダー（${example}）に文書を想定しましたが、見つかりません。`,
  });
}
