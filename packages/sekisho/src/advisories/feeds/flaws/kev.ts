import { findText, isJsonObject, type JsonObject, listOf } from "../../../formats/json/json-value.ts";
import type { AdvisorySource } from "../../../model/advisory.ts";
import { defineFeed, type FeedContext, type FeedSink } from "../define.ts";
import { readFeedDate } from "../feed-date.ts";
import { wrongRecord } from "../feed-problem.ts";
import { isCve } from "../flaw-name.ts";
import { openWholeJson } from "../whole-json.ts";

const source: AdvisorySource = {
  id: "kev",
  name: "CISA Known Exploited Vulnerabilities Catalog",
  license: "CC0-1.0",
};
const maxBytes = 64 * 1_048_576;
const day = /^\d{4}-\d{2}-\d{2}$/;

/** Reads CISA's catalogue of flaws that are exploited. */
export const kev = defineFeed({
  id: "flaws/kev",
  sources: [source],
  reads: ["CISA KEV JSON"],
  open: openWholeJson(maxBytes, convertCatalogue),
});

function convertCatalogue(root: JsonObject, { path }: FeedContext, sink: FeedSink): void {
  const date = readFeedDate(root["dateReleased"]);
  if (date !== undefined) sink({ kind: "date", date });
  if (!Array.isArray(root["vulnerabilities"])) {
    const expected = { en: "a list of vulnerabilities", ja: "脆弱性の配列" };
    sink(wrongRecord({ path, pointer: "/vulnerabilities" }, expected, root["vulnerabilities"]));
  }
  for (const [index, entry] of listOf(root, "vulnerabilities").entries()) {
    const cve = isJsonObject(entry) ? findText(entry, "cveID")?.trim() : undefined;
    const added = isJsonObject(entry) ? findText(entry, "dateAdded") : undefined;
    if (!isJsonObject(entry) || cve === undefined || added === undefined || !isCve(cve) || !day.test(added)) {
      const expected = { en: "a CVE number and the day it was added", ja: "CVE 番号と追加日" };
      sink(wrongRecord({ path, pointer: `/vulnerabilities/${index}` }, expected, cve ?? entry));
      continue;
    }
    const due = findText(entry, "dueDate");
    const ransomware = findText(entry, "knownRansomwareCampaignUse")?.toLowerCase() === "known";
    const knownExploited = { added, ...(due !== undefined && day.test(due) ? { due } : {}), ransomware };
    sink({ kind: "flaw", facts: { cve, knownExploited, severities: [] } });
  }
}
