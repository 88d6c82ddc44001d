import { findText, isJsonObject, type JsonObject, listOf } from "../../../formats/json/json-value.ts";
import type { AdvisorySource } from "../../../model/advisory.ts";
import type { SupportCycle } from "../../../model/support.ts";
import { defineFeed, type FeedContext, type FeedSink } from "../define.ts";
import { readFeedDate } from "../feed-date.ts";
import { type FeedPlace, wrongRecord } from "../feed-problem.ts";
import { openWholeJson } from "../whole-json.ts";

const source: AdvisorySource = { id: "endoflife", name: "endoflife.date", license: "MIT" };
const maxBytes = 64 * 1_048_576;
const maxNameLength = 200;
const day = /^\d{4}-\d{2}-\d{2}$/;

/** Reads how long releases of products are maintained: products of the site's interface, and its product files. */
export const endoflife = defineFeed({
  id: "support/endoflife",
  sources: [source],
  reads: [
    "endoflife.date API v1 (products/full, products/NAME)",
    "product files of endoflife-date/endoflife.date as JSON",
  ],
  open: openWholeJson(maxBytes, convertDocument),
});

function convertDocument(root: JsonObject, { path }: FeedContext, sink: FeedSink): void {
  const date = readFeedDate(root["generated_at"]);
  if (date !== undefined) sink({ kind: "date", date });
  if (Array.isArray(root["releases"])) return convertProduct(root, { path, pointer: "" }, sink);
  const { result } = root;
  if (isJsonObject(result)) return convertProduct(result, { path, pointer: "/result" }, sink);
  if (!Array.isArray(result)) {
    sink(wrongRecord({ path, pointer: "/result" }, { en: "a list of products", ja: "製品の配列" }, result));
  }
  for (const [index, product] of listOf(root, "result").entries()) {
    convertProduct(product, { path, pointer: `/result/${index}` }, sink);
  }
}

function convertProduct(value: unknown, place: FeedPlace, sink: FeedSink): void {
  const product = isJsonObject(value) ? (findText(value, "name") ?? findText(value, "product")) : undefined;
  if (!isJsonObject(value) || product === undefined || product.length > maxNameLength) {
    sink(wrongRecord(place, { en: "a product with a name", ja: "名前のある製品" }, value));
    return;
  }
  const cycles: SupportCycle[] = [];
  for (const [index, release] of listOf(value, "releases").entries()) {
    const cycle = isJsonObject(release) ? readCycle(release) : undefined;
    if (cycle !== undefined) cycles.push(cycle);
    else {
      const expected = { en: "a release with its name and end of support", ja: "名前とサポート終了日のあるリリース" };
      sink(wrongRecord({ ...place, pointer: `${place.pointer}/releases/${index}` }, expected, release));
    }
  }
  if (cycles.length === 0) {
    sink({ kind: "left-out", id: product, reason: "nothing-known" });
    return;
  }
  sink({ kind: "support", support: { product, cycles } });
}

/** The interface says a day and a truth beside it, a product file either of them in one place. */
function readCycle(release: JsonObject): SupportCycle | undefined {
  const isOfFile = Object.hasOwn(release, "releaseCycle");
  const name = isOfFile ? nameIn(release["releaseCycle"]) : nameIn(release["name"]);
  const over = isOfFile ? release["eol"] : release["isEol"];
  const ends = isOfFile ? over : release["eolFrom"];
  const extended = isOfFile ? release["eoes"] : release["eoesFrom"];
  if (name === undefined || (typeof over !== "boolean" && !isDay(over))) return undefined;
  return {
    name,
    ...(isDay(ends) ? { ends } : over === true && { isOver: true }),
    ...(isDay(extended) ? { extendedUntil: extended } : {}),
  };
}

/** A number where somebody forgot the quotes: `12`. */
function nameIn(value: unknown): string | undefined {
  const name = typeof value === "number" ? String(value) : value;
  return typeof name === "string" && name !== "" && name.length <= maxNameLength ? name : undefined;
}

function isDay(value: unknown): value is string {
  return typeof value === "string" && day.test(value);
}
