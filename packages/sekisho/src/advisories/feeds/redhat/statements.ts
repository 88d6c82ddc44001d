import {
  findObject,
  findText,
  isJsonObject,
  type JsonObject,
  listOf,
  textsOf,
} from "../../../formats/json/json-value.ts";
import type { AdvisoryStatus } from "../../../model/advisory.ts";
import { type Rating, rateByWords } from "../rating-words.ts";
import type { ProductTree, RedHatProduct } from "./product-tree.ts";
import type { Statement } from "./row-set.ts";

/** What a document says of one flaw. */
export interface ReadStatements {
  readonly statements: readonly Statement[];
  /** Product ids that the tree of the document does not have. */
  readonly unknownProducts: number;
}

/** Members of `product_status`. Source: CSAF 2.0, section 3.2.3.9. */
const statusLists: readonly (readonly [string, AdvisoryStatus])[] = [
  ["fixed", "fixed"],
  ["first_fixed", "fixed"],
  ["known_affected", "affected"],
  ["first_affected", "affected"],
  ["last_affected", "affected"],
  ["known_not_affected", "not-affected"],
  ["under_investigation", "under-investigation"],
];

/** Reads the states of all products under a flaw. */
export function readStatements(flaw: JsonObject, tree: ProductTree): ReadStatements {
  const lists = findObject(flaw, "product_status") ?? {};
  const refused = productsWith(flaw, "remediations", (remedy) => remedy["category"] === "no_fix_planned");
  const ratings = readRatings(flaw);
  const statements: Statement[] = [];
  let unknownProducts = 0;
  for (const [name, status] of statusLists) {
    for (const id of textsOf(lists, name)) {
      const product = tree.find(id);
      if (product !== undefined && isStatement(product, status)) {
        const rating = ratings.get(id);
        const told = status === "affected" && refused.has(id) ? "will-not-fix" : status;
        statements.push({ product, status: told, ...(rating === undefined ? {} : { rating }) });
      } else if (!tree.has(id)) {
        unknownProducts++;
      }
    }
  }
  return { statements, unknownProducts };
}

/** That one build of a package is not affected says nothing of the other builds. A fix needs its version. */
function isStatement({ component }: RedHatProduct, status: AdvisoryStatus): boolean {
  if (status === "fixed") return component.version !== undefined;
  return component.version === undefined || status !== "not-affected";
}

function productsWith(flaw: JsonObject, list: string, holds: (entry: JsonObject) => boolean): ReadonlySet<string> {
  return new Set(
    listOf(flaw, list)
      .filter(isJsonObject)
      .filter(holds)
      .flatMap((entry) => textsOf(entry, "product_ids")),
  );
}

function readRatings(flaw: JsonObject): ReadonlyMap<string, Rating> {
  const ratings = new Map<string, Rating>();
  for (const threat of listOf(flaw, "threats").filter(isJsonObject)) {
    const words = threat["category"] === "impact" ? findText(threat, "details") : undefined;
    if (words === undefined) continue;
    const rating = rateByWords(words);
    for (const id of textsOf(threat, "product_ids")) ratings.set(id, rating);
  }
  return ratings;
}
