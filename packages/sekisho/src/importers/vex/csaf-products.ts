import { findObject, findText, isJsonObject, type JsonObject, listOf, textsOf } from "../../formats/json/json-value.ts";
import type { VexProduct } from "../../model/vex.ts";
import { findSha256, joinProducts, namelessProduct, productOfName } from "./statement-parts.ts";

/** The products of a document by their ids, and what groups of them there are. */
export interface CsafProducts {
  readonly byId: ReadonlyMap<string, VexProduct>;
  /** Ids of products by the id of their group. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

/** A product under the branches that lead to it. */
interface OpenBranch {
  readonly branch: JsonObject;
  /** A range of versions that a branch above stands for. */
  readonly range?: string;
}

/** Reads the product tree of a CSAF document. Source: CSAF 2.0, section 3.2.2. */
export function readProductTree(tree: JsonObject): CsafProducts {
  const byId = new Map<string, VexProduct>();
  const add = (fullName: JsonObject, range?: string): void => {
    const id = findText(fullName, "product_id");
    if (id !== undefined) byId.set(id, productOf(fullName, range));
  };
  for (const product of listOf(tree, "full_product_names")) if (isJsonObject(product)) add(product);
  const waiting: OpenBranch[] = listOf(tree, "branches")
    .filter(isJsonObject)
    .map((branch) => ({ branch }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const range = rangeOf(next);
    const product = findObject(next.branch, "product");
    if (product !== undefined) add(product, range);
    for (const inner of listOf(next.branch, "branches")) {
      if (isJsonObject(inner)) waiting.push({ branch: inner, ...(range === undefined ? {} : { range }) });
    }
  }
  readRelationships(tree, byId);
  return { byId, groups: readGroups(tree) };
}

function rangeOf({ branch, range }: OpenBranch): string | undefined {
  if (findText(branch, "category") !== "product_version_range") return range;
  const name = findText(branch, "name");
  // Ranges in other words than those of vers are for people.
  return name?.startsWith("vers:") ? name : range;
}

function productOf(fullName: JsonObject, range: string | undefined): VexProduct {
  const helper = findObject(fullName, "product_identification_helper") ?? {};
  let product = namelessProduct;
  const names = [findText(helper, "purl"), ...textsOf(helper, "purls"), findText(helper, "cpe")];
  for (const name of names) if (name !== undefined) product = joinProducts(product, productOfName(name));
  for (const file of listOf(helper, "hashes")) {
    if (!isJsonObject(file)) continue;
    for (const hash of listOf(file, "file_hashes")) {
      const digest = isJsonObject(hash) ? findSha256(findText(hash, "algorithm") ?? "", hash["value"]) : undefined;
      if (digest !== undefined) product = joinProducts(product, { ...namelessProduct, hashes: [digest] });
    }
  }
  const id = findText(fullName, "product_id") ?? "";
  const name = findText(fullName, "name");
  const written = name === undefined || name === id ? [id] : [id, name];
  return { ...product, names: [...product.names, ...written], ...(range === undefined ? {} : { versions: [range] }) };
}

/** The relationships in which one product lies inside of another, or runs on it. */
const holdings: ReadonlySet<string> = new Set([
  "default_component_of",
  "external_component_of",
  "installed_on",
  "installed_with",
  "optional_component_of",
]);

/** Relationships may name each other's products in any order, but not deeper than this. */
const maxRounds = 16;

/** What cannot be led back to products has no product either: the statements about it say so. */
function readRelationships(tree: JsonObject, byId: Map<string, VexProduct>): void {
  let waiting = listOf(tree, "relationships").filter(isJsonObject);
  for (let round = 0; round < maxRounds && waiting.length > 0; round++) {
    waiting = waiting.filter((relationship) => !relate(relationship, byId));
  }
}

function relate(relationship: JsonObject, byId: Map<string, VexProduct>): boolean {
  const part = byId.get(findText(relationship, "product_reference") ?? "");
  const whole = byId.get(findText(relationship, "relates_to_product_reference") ?? "");
  const fullName = findObject(relationship, "full_product_name");
  const id = fullName === undefined ? undefined : findText(fullName, "product_id");
  if (fullName === undefined || id === undefined) return true;
  if (part === undefined || whole === undefined) return false;
  const own = productOf(fullName, undefined);
  const isInside = holdings.has(findText(relationship, "category") ?? "");
  // A part of a part: the outermost and the innermost one say where it is.
  const inner = part.components.length === 0 ? [part] : part.components;
  const names = [...own.names, ...whole.names];
  byId.set(id, isInside ? { ...whole, names, components: inner } : own);
  return true;
}

function readGroups(tree: JsonObject): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  for (const group of listOf(tree, "product_groups")) {
    if (!isJsonObject(group)) continue;
    const id = findText(group, "group_id");
    if (id !== undefined) groups.set(id, textsOf(group, "product_ids"));
  }
  return groups;
}
