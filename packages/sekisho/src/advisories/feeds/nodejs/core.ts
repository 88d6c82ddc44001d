import { findText, type JsonObject, textsOf } from "../../../formats/json/json-value.ts";
import type { Advisory, AdvisorySource } from "../../../model/advisory.ts";
import { defineFeed, type FeedContext, type FeedSink } from "../define.ts";
import { readFeedDate } from "../feed-date.ts";
import { oddPart, showValue, wrongRecord } from "../feed-problem.ts";
import { isCve } from "../flaw-name.ts";
import { rateByWords } from "../rating-words.ts";
import { makeRuntimeRow, orderRuntimes } from "../runtime-packages.ts";
import { subtractSpans, type VersionSpan } from "../version-spans.ts";
import { openWholeJson } from "../whole-json.ts";
import { readReleaseLines } from "./release-lines.ts";

const source: AdvisorySource = {
  id: "nodejs-core",
  name: "Node.js core vulnerabilities",
  license: "MIT",
  attribution: "Node.js Security Working Group",
};
const maxBytes = 1_048_576;

/** Reads the flaws of Node.js itself as its working group publishes them: release lines, and the releases that repair them. */
export const core = defineFeed({
  id: "nodejs/core",
  sources: [source],
  reads: ["Node.js security-wg, vuln/core/*.json"],
  open: openWholeJson(maxBytes, convertFlaw),
});

function convertFlaw(root: JsonObject, { path }: FeedContext, sink: FeedSink): void {
  const number = /(\d+)\.json$/.exec(findText(root, "source_path") ?? path)?.[1];
  const vulnerable = findText(root, "vulnerable");
  if (number === undefined || vulnerable === undefined) {
    const expected = {
      en: "a flaw with its number and vulnerable releases",
      ja: "番号と影響を受けるリリースを持つ脆弱性",
    };
    sink(wrongRecord({ path, pointer: "/vulnerable" }, expected, root["vulnerable"]));
    return;
  }
  const spans = findSpans(vulnerable, findText(root, "patched") ?? "");
  if (spans === undefined) sink(oddPart({ path, pointer: "/vulnerable" }, "odd-range", oddRange(root)));
  sink({ kind: "advisory", advisory: { ...describeFlaw(number, root), affected: [makeRuntimeRow("node", spans)] } });
}

/** What is vulnerable without what is patched; `undefined` when either cannot be read or nothing is left. */
function findSpans(vulnerable: string, patched: string): readonly VersionSpan[] | undefined {
  const lines = readReleaseLines(vulnerable);
  const fixes = readReleaseLines(patched);
  if (lines === undefined || fixes === undefined) return undefined;
  const spans = subtractSpans(lines, fixes, orderRuntimes);
  return spans.length === 0 ? undefined : spans;
}

function oddRange(root: JsonObject) {
  const vulnerable = showValue(root["vulnerable"]);
  const patched = showValue(root["patched"]);
  return {
    en: `Expected releases that are vulnerable and not patched, got ${vulnerable.en} patched in ${patched.en}. Every release counts as possibly affected.`,
    ja: `影響を受け、かつ修正されていないリリースを想定しましたが、影響${vulnerable.ja}、修正${patched.ja}でした。全リリースが影響を受ける可能性があるものとして扱います。`,
  };
}

function describeFlaw(number: string, root: JsonObject): Omit<Advisory, "affected"> {
  const flaws = textsOf(root, "cve").filter(isCve);
  const published = readFeedDate(root["publish_date"]);
  const reference = findText(root, "ref");
  const words = findText(root, "severity");
  return {
    id: `NODEJS-CORE-${number}`,
    // Several numbers in one record are several flaws.
    aliases: flaws.length === 1 ? flaws : [],
    upstream: flaws.length === 1 ? [] : flaws,
    source: source.id,
    kind: "vulnerability",
    ...(published === undefined ? {} : { published }),
    summary: findText(root, "description") ?? firstLine(findText(root, "overview") ?? ""),
    details: findText(root, "overview") ?? "",
    references: reference === undefined ? [] : [reference],
    weaknesses: [],
    severities: words === undefined ? [] : [{ system: "rating", ...rateByWords(words), from: source.id }],
  };
}

function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0] ?? "";
}
