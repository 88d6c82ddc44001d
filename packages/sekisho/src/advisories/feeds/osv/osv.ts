import { findText, isJsonObject, type JsonObject, listOf } from "../../../formats/json/json-value.ts";
import type { Advisory, AdvisorySeverity, AffectedPackage } from "../../../model/advisory.ts";
import { defineFeed, type FeedContext, type FeedSink } from "../define.ts";
import { readFeedDate } from "../feed-date.ts";
import { type FeedPlace, oddPart, wrongRecord } from "../feed-problem.ts";
import { rateByWords } from "../rating-words.ts";
import { openWholeJson } from "../whole-json.ts";
import { readOsvAffected } from "./affected.ts";
import { readDebianStates } from "./debian-states.ts";
import { isBuiltInModule, keepLowestFixes, readModuleStreams, spreadOverStreams } from "./module-streams.ts";
import { readOsvNames } from "./names.ts";
import { findOsvKind, isHarmlessErratum, readReviewState, readWeaknesses } from "./record-kind.ts";
import { readOsvSeverities } from "./severities.ts";
import { findOsvSource, osvSources } from "./sources.ts";

/** The largest record seen has 3 MB. */
const maxBytes = 64 * 1_048_576;
/** Errata of Red Hat's descendants begin their summary with the rating: `Important: kernel security update`. */
const ratedSummary = /^(Critical|Important|Moderate|Low): /i;
const ratedErratum = /^(ALSA|RLSA|RXSA|RHSA)-/;

/** Reads records of the Open Source Vulnerability schema: language ecosystems and most distributions. */
export const osv = defineFeed({
  id: "osv/osv",
  sources: osvSources,
  reads: ["OSV record, schema 1.0 to 1.7"],
  open: openWholeJson(maxBytes, convertRecord),
});

function convertRecord(record: JsonObject, context: FeedContext, sink: FeedSink): void {
  const id = findText(record, "id");
  if (id === undefined) {
    sink(
      wrongRecord(
        { path: context.path, pointer: "/id" },
        { en: "the id of an advisory", ja: "アドバイザリの ID" },
        record["id"],
      ),
    );
    return;
  }
  if (record["affected"] !== undefined && record["affected"] !== null && !Array.isArray(record["affected"])) {
    const expected = { en: "a list of packages", ja: "パッケージの配列" };
    sink(wrongRecord({ path: context.path, pointer: "/affected" }, expected, record["affected"]));
    return;
  }
  if (isHarmlessErratum(id)) sink({ kind: "left-out", id, reason: "not-security" });
  else sink({ kind: "advisory", advisory: makeAdvisory(id, record, { path: context.path, sink }) });
}

interface Reporting {
  readonly path: string;
  readonly sink: FeedSink;
}

function makeAdvisory(id: string, record: JsonObject, { path, sink }: Reporting): Advisory {
  const source = findOsvSource(id).id;
  const summary = readText(record, "summary");
  const published = readFeedDate(record["published"]);
  const modified = readFeedDate(record["modified"]);
  const withdrawn = readWithdrawn(record);
  const isReviewed = readReviewState(record);
  return {
    id,
    ...readOsvNames(id, record),
    source,
    kind: findOsvKind(id, record),
    ...(published === undefined ? {} : { published }),
    ...(modified === undefined ? {} : { modified }),
    ...(withdrawn === undefined ? {} : { withdrawn }),
    ...(isReviewed === undefined ? {} : { isReviewed }),
    summary,
    details: readText(record, "details"),
    references: readReferences(record),
    weaknesses: readWeaknesses(record),
    severities: [...readOsvSeverities(record, source), ...rateSummary(id, summary, source)],
    affected: [...readPackages(record, { path, sink }), ...readDebianStates(record, path, sink)],
  };
}

/** A withdrawal whose date is a placeholder is still one. */
function readWithdrawn(record: JsonObject): string | undefined {
  const written = findText(record, "withdrawn");
  return written === undefined ? undefined : (readFeedDate(written) ?? written);
}

function readText(record: JsonObject, name: string): string {
  const text = record[name];
  return typeof text === "string" ? text : "";
}

function readReferences(record: JsonObject): readonly string[] {
  const urls = listOf(record, "references")
    .filter(isJsonObject)
    .map((reference) => findText(reference, "url"));
  return [...new Set(urls.filter((url) => url !== undefined))];
}

function rateSummary(id: string, summary: string, from: string): readonly AdvisorySeverity[] {
  const words = ratedErratum.test(id) ? ratedSummary.exec(summary)?.[1] : undefined;
  return words === undefined ? [] : [{ system: "rating", ...rateByWords(words), from }];
}

function readPackages(record: JsonObject, { path, sink }: Reporting): readonly AffectedPackage[] {
  const rows = listOf(record, "affected").flatMap((part, index) =>
    readOsvAffected(part, { path, pointer: `/affected/${index}` }, sink),
  );
  const hasStreams = rows.some(isBuiltInModule);
  if (!rows.some(({ ecosystem }) => /^(almalinux|rocky|rhel):/.test(ecosystem))) return rows;
  const streams = hasStreams ? readModuleStreams(readText(record, "summary")) : [];
  if (hasStreams && streams.length === 0) sink(unknownStream({ path, pointer: "/summary" }));
  return keepLowestFixes(rows.flatMap((row) => spreadOverStreams(row, streams)));
}

function unknownStream(place: FeedPlace) {
  return oddPart(place, "unknown-module-stream", {
    en: "Expected the module stream of packages that were built in a module, got a summary without one. They are compared in every stream.",
    ja: "モジュールでビルドされたパッケージのストリームを想定しましたが、概要にありませんでした。これらのパッケージは全ストリームで比較します。",
  });
}
