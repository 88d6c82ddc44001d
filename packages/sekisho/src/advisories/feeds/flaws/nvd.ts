import { findObject, findText, isJsonObject, type JsonObject, listOf } from "../../../formats/json/json-value.ts";
import type { AdvisorySeverity, AdvisorySource } from "../../../model/advisory.ts";
import { defineFeed, type FeedContext, type FeedReader, type FeedSink } from "../define.ts";
import { readFeedDate } from "../feed-date.ts";
import { wrongRecord } from "../feed-problem.ts";
import { isCve } from "../flaw-name.ts";
import { openJsonRecords } from "../json-records.ts";

const source: AdvisorySource = {
  id: "nvd",
  name: "National Vulnerability Database",
  license: "public domain",
  attribution: "This product uses the NVD API but is not endorsed or certified by the NVD.",
};

/** Members of `metrics`, and the system of their vectors. */
const metricLists = [
  ["cvssMetricV40", "cvss-4"],
  ["cvssMetricV31", "cvss-3"],
  ["cvssMetricV30", "cvss-3"],
  ["cvssMetricV2", "cvss-2"],
] as const;

/** Reads pages and yearly files of the NVD for the severities of flaws; its lists of affected products are not used. */
export const nvd = defineFeed({
  id: "flaws/nvd",
  sources: [source],
  reads: ["NVD CVE API 2.0 JSON, NVD JSON 2.0 data feeds"],
  open: openNvd,
});

function openNvd(context: FeedContext, sink: FeedSink): FeedReader {
  let hasList = false;
  return openJsonRecords(context, sink, {
    handle(pattern) {
      if (pattern === "/vulnerabilities") hasList = true;
      if (pattern === "" || pattern === "/vulnerabilities") return "open";
      return pattern === "/vulnerabilities/*" || pattern === "/timestamp" ? "take" : "skip";
    },
    onRecord({ pointer }, value) {
      const date = pointer === "/timestamp" ? readFeedDate(value) : undefined;
      if (date !== undefined) sink({ kind: "date", date });
      if (pointer !== "/timestamp") convertEntry(value, { path: context.path, pointer }, sink);
    },
    onEnd() {
      const expected = { en: "a list of vulnerabilities", ja: "脆弱性の配列" };
      if (!hasList) sink(wrongRecord({ path: context.path, pointer: "/vulnerabilities" }, expected, undefined));
    },
  });
}

function convertEntry(
  value: unknown,
  place: { readonly path: string; readonly pointer: string },
  sink: FeedSink,
): void {
  const record = isJsonObject(value) ? findObject(value, "cve") : undefined;
  const cve = record === undefined ? undefined : findText(record, "id");
  if (record === undefined || cve === undefined || !isCve(cve)) {
    sink(wrongRecord(place, { en: "a record of a CVE", ja: "CVE のレコード" }, cve ?? value));
    return;
  }
  if (findText(record, "vulnStatus") === "Rejected") {
    sink({ kind: "left-out", id: cve, reason: "rejected" });
    return;
  }
  const severities = readMetrics(findObject(record, "metrics") ?? {});
  if (severities.length === 0) sink({ kind: "left-out", id: cve, reason: "nothing-known" });
  else sink({ kind: "flaw", facts: { cve, severities } });
}

function readMetrics(metrics: JsonObject): readonly AdvisorySeverity[] {
  return metricLists.flatMap(([name, system]) =>
    listOf(metrics, name)
      .filter(isJsonObject)
      .flatMap((metric): readonly AdvisorySeverity[] => {
        const from = sourceOf(metric);
        const data = findObject(metric, "cvssData") ?? {};
        const vector = findText(data, "vectorString");
        if (vector !== undefined) return [{ system, vector, from }];
        const score = data["baseScore"];
        return typeof score === "number" && score >= 0 && score <= 10 ? [{ system: "score", score, from }] : [];
      }),
  );
}

/** The NVD's own analysts, or whoever numbered the flaw. */
function sourceOf(metric: JsonObject): string {
  const name = findText(metric, "source") ?? "nvd";
  return name === "nvd@nist.gov" ? "nvd" : name;
}
