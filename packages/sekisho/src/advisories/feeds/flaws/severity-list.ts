import { findObject, findText, isJsonObject, type JsonObject } from "../../../formats/json/json-value.ts";
import type { AdvisorySeverity, AdvisorySource } from "../../../model/advisory.ts";
import { defineFeed, type FeedContext, type FeedSink } from "../define.ts";
import { wrongRecord } from "../feed-problem.ts";
import { isCve } from "../flaw-name.ts";
import { rateByWords } from "../rating-words.ts";
import { openWholeJson } from "../whole-json.ts";

const source: AdvisorySource = {
  id: "flaw-severities",
  name: "Severities gathered from advisories",
  license: "as the advisories they were gathered from",
};
const maxBytes = 1_048_576;

/** Reads severities of one flaw by source: `{ cve, sources: { NAME: { vector, score, rating } } }`. */
export const severityList = defineFeed({
  id: "flaws/severity-list",
  sources: [source],
  reads: ["Severities by flaw and source, JSON"],
  open: openWholeJson(maxBytes, convertFlaw),
});

function convertFlaw(root: JsonObject, { path }: FeedContext, sink: FeedSink): void {
  const cve = findText(root, "cve");
  const sources = findObject(root, "sources");
  if (cve === undefined || sources === undefined || !isCve(cve)) {
    const expected = { en: "a CVE number with severities by source", ja: "出典ごとの深刻度を持つ CVE 番号" };
    sink(wrongRecord({ path, pointer: "/cve" }, expected, root["cve"]));
    return;
  }
  const severities = Object.entries(sources).flatMap(([from, said]) =>
    isJsonObject(said) ? readSaid(said, from) : [],
  );
  sink({ kind: "flaw", facts: { cve, severities } });
}

function readSaid(said: JsonObject, from: string): readonly AdvisorySeverity[] {
  const vector = findText(said, "vector");
  const score = said["score"];
  const words = findText(said, "rating");
  const severities: AdvisorySeverity[] = [];
  if (vector !== undefined) severities.push({ system: systemOf(vector), vector, from });
  else if (typeof score === "number" && score >= 0 && score <= 10) severities.push({ system: "score", score, from });
  if (words !== undefined) severities.push({ system: "rating", ...rateByWords(words), from });
  return severities;
}

/** Vectors of CVSS 2 name no version. */
function systemOf(vector: string): "cvss-2" | "cvss-3" | "cvss-4" {
  if (vector.startsWith("CVSS:4")) return "cvss-4";
  return vector.startsWith("CVSS:3") ? "cvss-3" : "cvss-2";
}
