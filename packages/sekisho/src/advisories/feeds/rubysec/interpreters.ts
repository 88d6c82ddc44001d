import { findText, type JsonObject, textsOf } from "../../../formats/json/json-value.ts";
import type { Advisory, AdvisorySeverity, AdvisorySource } from "../../../model/advisory.ts";
import { defineFeed, type FeedContext, type FeedSink } from "../define.ts";
import { readFeedDate } from "../feed-date.ts";
import { oddPart, wrongRecord } from "../feed-problem.ts";
import { makeRuntimeRow, orderRuntimes } from "../runtime-packages.ts";
import { subtractSpans, type VersionSpan } from "../version-spans.ts";
import { openWholeJson } from "../whole-json.ts";
import { readRequirement } from "./requirements.ts";

const source: AdvisorySource = {
  id: "rubysec-interpreters",
  name: "RubySec, interpreters",
  license: "public domain",
  attribution: "RubySec contributors",
};
const maxBytes = 1_048_576;
const productOfEngine: ReadonlyMap<string, string> = new Map([["rbx", "rubinius"]]);

/** Reads RubySec's records of Ruby interpreters: vulnerable is what is neither patched nor unaffected. */
export const interpreters = defineFeed({
  id: "rubysec/interpreters",
  sources: [source],
  reads: ["ruby-advisory-db, rubies/*/*.yml as JSON"],
  open: openWholeJson(maxBytes, convertFlaw),
});

function convertFlaw(root: JsonObject, { path }: FeedContext, sink: FeedSink): void {
  const engine = findText(root, "engine");
  const name = engine === undefined ? undefined : findName(engine, root);
  if (engine === undefined || name === undefined) {
    const expected = { en: "an interpreter and the number of a flaw", ja: "処理系と脆弱性の番号" };
    sink(wrongRecord({ path, pointer: "/engine" }, expected, root["engine"]));
    return;
  }
  const spans = findSpans([...textsOf(root, "patched_versions"), ...textsOf(root, "unaffected_versions")]);
  if (spans === undefined) sink(oddPart({ path, pointer: "/patched_versions" }, "odd-range", oddRange));
  const row = makeRuntimeRow(productOfEngine.get(engine) ?? engine, spans);
  sink({ kind: "advisory", advisory: { ...describeFlaw(name, root), affected: [row] } });
}

const oddRange = {
  en: "Expected requirements of RubyGems that leave some versions vulnerable, got others. Every version counts as possibly affected.",
  ja: "影響を受けるバージョンが残る RubyGems の要件を想定しましたが、違う内容でした。全バージョンが影響を受ける可能性があるものとして扱います。",
};

function findSpans(harmless: readonly string[]): readonly VersionSpan[] | undefined {
  const taken: VersionSpan[] = [];
  for (const text of harmless) {
    const span = readRequirement(text);
    if (span === undefined) return undefined;
    taken.push(span);
  }
  const spans = subtractSpans([{}], taken, orderRuntimes);
  return spans.length === 0 ? undefined : spans;
}

/** `RUBYSEC-JRUBY-CVE-2010-1330`. */
function findName(engine: string, root: JsonObject): string | undefined {
  const [flaw] = readAliases(root);
  const osvdb = root["osvdb"];
  const last = flaw ?? (typeof osvdb === "number" ? `OSVDB-${osvdb}` : undefined);
  return last === undefined ? undefined : `RUBYSEC-${engine.toUpperCase()}-${last}`;
}

/** Records write their numbers without what stands before them. */
function readAliases(root: JsonObject): readonly string[] {
  const cve = findText(root, "cve");
  const ghsa = findText(root, "ghsa");
  return [...(cve === undefined ? [] : [`CVE-${cve}`]), ...(ghsa === undefined ? [] : [`GHSA-${ghsa}`])];
}

function describeFlaw(id: string, root: JsonObject): Omit<Advisory, "affected"> {
  const published = readFeedDate(root["date"]);
  const url = findText(root, "url");
  return {
    id,
    aliases: readAliases(root),
    upstream: [],
    source: source.id,
    kind: "vulnerability",
    ...(published === undefined ? {} : { published }),
    summary: findText(root, "title") ?? "",
    details: findText(root, "description") ?? "",
    references: url === undefined ? [] : [url],
    weaknesses: [],
    severities: readScore(root),
  };
}

function readScore(root: JsonObject): readonly AdvisorySeverity[] {
  const score = [root["cvss_v4"], root["cvss_v3"], root["cvss_v2"]].find((value) => typeof value === "number");
  return typeof score === "number" && score >= 0 && score <= 10 ? [{ system: "score", score, from: source.id }] : [];
}
