import { readdirSync } from "node:fs";
import { isJsonObject } from "../../../formats/json/json-value.ts";
import { defineFetcher, type FeedPart, type FetchSession } from "../define.ts";
import { unreachable } from "../feed-error.ts";
import { removeFile } from "../fetch-feed.ts";

/** The first file holds all years before it. */
const firstYear = 2002;
/** The service takes no longer spans. */
const maxSpanDays = 120;
const pageSize = 2000;
const dayMs = 24 * 60 * 60 * 1000;
/** 5 requests in 30 seconds, 50 with a key. Source: NVD, "Start here", Rate limits. */
const pauseMs = { plain: 6000, withKey: 600 } as const;
const notedSince = "changes since";

/**
 * The NVD: files by year to begin with, then pages of what has changed. A changed flaw stands in a later file than the
 * one of its year, and the last one that names it counts.
 */
export const nvd = defineFetcher({
  feed: "flaws/nvd",
  defaultAddress: "https://services.nvd.nist.gov",
  list: ({ notes, now }) => Promise.resolve(isDeltaPossible(notes, now()) ? [{ name: "changes" }] : yearsUntil(now())),
  async fetch(part, session) {
    if (part.name === "changes") return fetchChanges(session);
    const since = session.now().toISOString();
    const isFirst = part.name === nameOfYear(firstYear);
    const result = await session.keep(`${filesAddress(session.address)}/${part.name}`, { name: part.name });
    if (isFirst) {
      // Pages of changes are older than the files that are fetched now.
      for (const name of pagesIn(session)) removeFile(session, name);
      session.notes.set(notedSince, since);
    }
    return result;
  },
});

/** The yearly files lie on another host; an address of one's own has both. */
function filesAddress(address: string): string {
  const host = address === "https://services.nvd.nist.gov" ? "https://nvd.nist.gov" : address;
  return `${host}/feeds/json/cve/2.0`;
}

function isDeltaPossible(notes: ReadonlyMap<string, string>, now: Date): boolean {
  const since = Date.parse(notes.get(notedSince) ?? "");
  return now.getTime() - since < maxSpanDays * dayMs;
}

function yearsUntil(now: Date): readonly FeedPart[] {
  const count = now.getUTCFullYear() - firstYear + 1;
  return Array.from({ length: count }, (_, index) => ({ name: nameOfYear(firstYear + index) }));
}

function nameOfYear(year: number): string {
  return `nvdcve-2.0-${year}.json.gz`;
}

/** Pages sort behind the files of years. */
function pagesIn({ folder }: FetchSession): readonly string[] {
  return readdirSync(folder).filter((name) => name.startsWith("page-"));
}

async function fetchChanges(session: FetchSession): Promise<"updated" | "unchanged"> {
  const { address, apiKey, now, notes } = session;
  const since = notes.get(notedSince) ?? "";
  const until = now().toISOString();
  let total = 0;
  let start = 0;
  do {
    const span = `lastModStartDate=${encodeURIComponent(since)}&lastModEndDate=${encodeURIComponent(until)}`;
    const url = `${address}/rest/json/cves/2.0?${span}&resultsPerPage=${pageSize}&startIndex=${start}`;
    const name = `page-${until.replaceAll(/[:.]/g, "-")}-${String(start).padStart(7, "0")}.json`;
    if (start > 0) await session.pause(apiKey === undefined ? pauseMs.plain : pauseMs.withKey);
    const text = await session.text(url, apiKey === undefined ? {} : { apiKey });
    total = countResults(url, text);
    if (total > 0) await session.write(name, text);
    start += pageSize;
  } while (start < total);
  notes.set(notedSince, until);
  return total > 0 ? "updated" : "unchanged";
}

function countResults(url: string, text: string): number {
  let page: unknown;
  try {
    page = JSON.parse(text);
  } catch (cause) {
    throw unreachable(url, "expected a page of JSON", cause);
  }
  const total = isJsonObject(page) ? page["totalResults"] : undefined;
  if (typeof total === "number" && Number.isSafeInteger(total) && total >= 0) return total;
  throw unreachable(url, "expected a page with totalResults");
}
