import { findObject, findText, isJsonObject, type JsonObject, listOf } from "../../../formats/json/json-value.ts";
import type { Advisory, AdvisorySeverity, AdvisorySource } from "../../../model/advisory.ts";
import { defineFeed, type FeedContext, type FeedSink } from "../define.ts";
import { readFeedDate } from "../feed-date.ts";
import { oddPart, wrongRecord } from "../feed-problem.ts";
import { rateByWords } from "../rating-words.ts";
import { openWholeJson } from "../whole-json.ts";
import { readProductTree } from "./product-tree.ts";
import { makeRows } from "./row-set.ts";
import { readStatements } from "./statements.ts";

const source: AdvisorySource = {
  id: "redhat-vex",
  name: "Red Hat CSAF VEX",
  license: "CC-BY-4.0",
  attribution: "Red Hat, Inc., https://security.access.redhat.com/data/csaf/v2/vex/",
};
/** The largest documents seen have 3 MB. */
const maxBytes = 128 * 1_048_576;

/** Reads Red Hat's documents of flaws and of errata: what every product says of every flaw. */
export const vex = defineFeed({
  id: "redhat/vex",
  sources: [source],
  reads: ["CSAF 2.0 VEX and security advisory of Red Hat"],
  open: openWholeJson(maxBytes, convertDocument),
});

function convertDocument(root: JsonObject, { path }: FeedContext, sink: FeedSink): void {
  const document = findObject(root, "document");
  const flaws = root["vulnerabilities"];
  if (document === undefined || !Array.isArray(flaws)) {
    const expected = { en: "a CSAF document with vulnerabilities", ja: "脆弱性を含む CSAF 文書" };
    sink(wrongRecord({ path, pointer: document === undefined ? "/document" : "/vulnerabilities" }, expected, flaws));
    return;
  }
  for (const [index, flaw] of listOf(root, "vulnerabilities").entries()) {
    convertFlaw({ root, document, flaw, pointer: `/vulnerabilities/${index}`, path }, sink);
  }
}

interface FlawOfDocument {
  readonly root: JsonObject;
  readonly document: JsonObject;
  readonly flaw: unknown;
  readonly pointer: string;
  readonly path: string;
}

function convertFlaw({ root, document, flaw, pointer, path }: FlawOfDocument, sink: FeedSink): void {
  const id = isJsonObject(flaw) ? (findText(flaw, "cve") ?? trackedFlaw(document)) : undefined;
  if (!isJsonObject(flaw) || id === undefined) {
    sink(wrongRecord({ path, pointer: `${pointer}/cve` }, { en: "the number of a flaw", ja: "脆弱性の番号" }, flaw));
    return;
  }
  const tree = readProductTree(findObject(root, "product_tree") ?? {});
  const { statements, unknownProducts } = readStatements(flaw, tree);
  if (unknownProducts > 0)
    sink(oddPart({ path, pointer: `${pointer}/product_status` }, "unknown-product", unknown(unknownProducts)));
  const affected = makeRows(statements);
  if (affected.length === 0) sink({ kind: "left-out", id, reason: "other-product" });
  else sink({ kind: "advisory", advisory: { ...describeFlaw(id, document, flaw), affected } });
}

function unknown(count: number) {
  return {
    en: `Expected products that the product tree has, got ${count} others. They are left out.`,
    ja: `製品ツリーにある製品を想定しましたが、ツリーにない製品が ${count} 件ありました。これらは使用しません。`,
  };
}

/** The document of a flaw without a CVE is tracked under Red Hat's own number. */
function trackedFlaw(document: JsonObject): string | undefined {
  return findText(findObject(document, "tracking") ?? {}, "id");
}

function describeFlaw(id: string, document: JsonObject, flaw: JsonObject): Omit<Advisory, "affected"> {
  const tracking = findObject(document, "tracking") ?? {};
  const published = readFeedDate(flaw["release_date"]) ?? readFeedDate(tracking["initial_release_date"]);
  const modified = readFeedDate(tracking["current_release_date"]);
  const weakness = findText(findObject(flaw, "cwe") ?? {}, "id");
  return {
    id,
    aliases: [],
    upstream: [],
    source: source.id,
    kind: "vulnerability",
    ...(published === undefined ? {} : { published }),
    ...(modified === undefined ? {} : { modified }),
    summary: findText(flaw, "title") ?? findText(document, "title") ?? "",
    details: findDescription(flaw),
    references: readReferences(flaw),
    weaknesses: weakness === undefined ? [] : [weakness],
    severities: readSeverities(document, flaw),
  };
}

function findDescription(flaw: JsonObject): string {
  const notes = listOf(flaw, "notes").filter(isJsonObject);
  const note =
    notes.find(({ category }) => category === "description") ?? notes.find(({ category }) => category === "summary");
  return note === undefined ? "" : (findText(note, "text") ?? "");
}

function readReferences(flaw: JsonObject): readonly string[] {
  const urls = listOf(flaw, "references")
    .filter(isJsonObject)
    .map((reference) => findText(reference, "url"));
  return [...new Set(urls.filter((url) => url !== undefined))];
}

const vectors = [
  ["cvss_v4", "cvss-4"],
  ["cvss_v3", "cvss-3"],
  ["cvss_v2", "cvss-2"],
] as const;

function readSeverities(document: JsonObject, flaw: JsonObject): readonly AdvisorySeverity[] {
  const severities = new Map<string, AdvisorySeverity>();
  for (const score of listOf(flaw, "scores").filter(isJsonObject)) {
    for (const [name, system] of vectors) {
      const vector = findText(findObject(score, name) ?? {}, "vectorString");
      if (vector !== undefined) severities.set(vector, { system, vector, from: source.id });
    }
  }
  const impacts = listOf(flaw, "threats")
    .filter(isJsonObject)
    .filter(({ category }) => category === "impact");
  const words = new Set(impacts.map((threat) => findText(threat, "details")).filter((text) => text !== undefined));
  const aggregate = findText(findObject(document, "aggregate_severity") ?? {}, "text");
  if (words.size === 0 && aggregate !== undefined) words.add(aggregate);
  // Different ratings by product stand in the rows.
  const ratings =
    words.size === 1
      ? [...words].map((text) => ({ system: "rating" as const, ...rateByWords(text), from: source.id }))
      : [];
  return [...severities.values(), ...ratings];
}
