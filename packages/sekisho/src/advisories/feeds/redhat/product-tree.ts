import { findObject, findText, isJsonObject, type JsonObject, listOf } from "../../../formats/json/json-value.ts";
import { type RedHatComponent, readNamedComponent, readPurlComponent, streamOf } from "./component.ts";
import { findRedHatPlatform, type RedHatPlatform } from "./platform.ts";

/** A package in a product. */
export interface RedHatProduct {
  readonly platform: RedHatPlatform;
  readonly component: RedHatComponent;
}

/** The products of one document. */
export interface ProductTree {
  /** Gives what a product id means; `undefined` for ids that are unknown and for products that are no RPM platform. */
  find(id: string): RedHatProduct | undefined;
  /** Whether the document has a product of that id at all. */
  has(id: string): boolean;
}

interface Leaf {
  readonly cpe?: string;
  readonly purl?: string;
}

interface Relation {
  readonly component: string;
  readonly parent: string;
}

const maxDepth = 64;
/** A module stands between package and product; more steps than these are no product of Red Hat. */
const maxParents = 4;

/** Reads the product tree of a CSAF document. Source: CSAF 2.0, section 3.2.2. */
export function readProductTree(tree: JsonObject): ProductTree {
  const leaves = new Map<string, Leaf>();
  const relations = new Map<string, Relation>();
  for (const branch of listOf(tree, "branches")) readBranch(branch, leaves, 0);
  for (const product of listOf(tree, "full_product_names")) addLeaf(product, leaves);
  for (const relation of listOf(tree, "relationships")) addRelation(relation, relations);
  return {
    has: (id) => relations.has(id) || leaves.has(id),
    find(id) {
      const relation = relations.get(id);
      return relation === undefined ? undefined : resolve(relation, leaves, relations);
    },
  };
}

function readBranch(value: unknown, leaves: Map<string, Leaf>, depth: number): void {
  if (!isJsonObject(value) || depth > maxDepth) return;
  addLeaf(value["product"], leaves);
  for (const branch of listOf(value, "branches")) readBranch(branch, leaves, depth + 1);
}

function addLeaf(value: unknown, leaves: Map<string, Leaf>): void {
  const id = isJsonObject(value) ? findText(value, "product_id") : undefined;
  if (!isJsonObject(value) || id === undefined) return;
  const helper = findObject(value, "product_identification_helper") ?? {};
  const cpe = findText(helper, "cpe");
  const purl = findText(helper, "purl");
  leaves.set(id, { ...(cpe === undefined ? {} : { cpe }), ...(purl === undefined ? {} : { purl }) });
}

function addRelation(value: unknown, relations: Map<string, Relation>): void {
  if (!isJsonObject(value)) return;
  const id = findText(findObject(value, "full_product_name") ?? {}, "product_id");
  const component = findText(value, "product_reference");
  const parent = findText(value, "relates_to_product_reference");
  if (id !== undefined && component !== undefined && parent !== undefined) relations.set(id, { component, parent });
}

/** Follows the parents up to the product that has a CPE; a module on the way names the stream. */
function resolve(
  relation: Relation,
  leaves: ReadonlyMap<string, Leaf>,
  relations: ReadonlyMap<string, Relation>,
): RedHatProduct | undefined {
  const component = readComponent(relation.component, leaves);
  if (component === undefined) return undefined;
  let module = component.module;
  let parent = relation.parent;
  for (let step = 0; step < maxParents; step++) {
    const outer = relations.get(parent);
    if (outer === undefined) break;
    module ??= readModule(outer.component, leaves);
    parent = outer.parent;
  }
  const cpe = leaves.get(parent)?.cpe;
  const platform = cpe === undefined ? undefined : findRedHatPlatform(cpe, parent);
  if (platform === undefined) return undefined;
  return { platform, component: { ...component, ...(module === undefined ? {} : { module }) } };
}

function readComponent(id: string, leaves: ReadonlyMap<string, Leaf>): RedHatComponent | undefined {
  const purl = leaves.get(id)?.purl;
  return purl === undefined ? readNamedComponent(id) : readPurlComponent(purl);
}

/** `pkg:rpmmod/redhat/nodejs@18:8060020220523160029:ad008a3a`, or an id `nodejs:18:8060020220523160029:ad008a3a`. */
function readModule(id: string, leaves: ReadonlyMap<string, Leaf>): string | undefined {
  const parts = /^pkg:rpmmod\/redhat\/([^@?]+)@([^?]+)/.exec(leaves.get(id)?.purl ?? "");
  if (parts !== null) return streamOf(`${parts[1] ?? ""}:${decodeURIComponent(parts[2] ?? "")}`);
  return /^[\w.+-]+:[\w.-]+(:|$)/.test(id) ? streamOf(id) : undefined;
}
