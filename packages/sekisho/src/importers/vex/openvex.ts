import { findObject, findText, isJsonObject, type JsonObject, listOf, textsOf } from "../../formats/json/json-value.ts";
import type { VexDocument, VexProduct } from "../../model/vex.ts";
import {
  findJustification,
  findSha256,
  findStatus,
  isNameless,
  joinProducts,
  namelessProduct,
  productOfName,
  tellFlawMissing,
} from "./statement-parts.ts";
import type { VexCollector } from "./vex-collector.ts";

/** Where an OpenVEX document stands, and what holds it. */
export interface OpenVexFrame {
  /** JSON pointer of the document. */
  readonly pointer: string;
  /** The products of an attestation around the document: those of statements that name none. */
  readonly products: readonly VexProduct[];
}

/** Tells whether a value is an OpenVEX document by its context, or, in 0.0.1, by its form. */
export function isOpenVex(root: JsonObject): boolean {
  const context = root["@context"];
  if (typeof context === "string" && /^https:\/\/openvex\.dev\/ns(?:[/#]|$)/.test(context)) return true;
  return Array.isArray(root["statements"]) && (findText(root, "format") ?? "") === "text/vex+json";
}

/** Reads an OpenVEX document. Source: OpenVEX specification 0.0.0 to 0.2.0. */
export function readOpenVex(root: JsonObject, frame: OpenVexFrame, collector: VexCollector): void {
  const document = openVexDocumentOf(root, collector.path);
  for (const [index, value] of listOf(root, "statements").entries()) {
    const pointer = `${frame.pointer}/statements/${index}`;
    if (isJsonObject(value)) readOpenVexStatement(value, { pointer, document, products: frame.products }, collector);
    else tellNoStatement(pointer, collector);
  }
}

/** Gives what a document says of itself. */
export function openVexDocumentOf(root: JsonObject, path: string): VexDocument {
  const context = findText(root, "@context") ?? "";
  const [, written] = /\/v(\d[\d.]{0,20})$/.exec(context) ?? [];
  const id = findText(root, "@id") ?? findText(root, "id");
  const version = root["version"];
  const author = findText(root, "author");
  // When the document was last changed says nothing of the statements that were in it before.
  const timestamp = findText(root, "timestamp");
  return {
    path,
    format: written === undefined ? "openvex" : `openvex@${written}`,
    ...(id === undefined ? {} : { id }),
    ...(typeof version === "number" || typeof version === "string" ? { version: String(version) } : {}),
    ...(author === undefined ? {} : { author }),
    ...(timestamp === undefined ? {} : { timestamp }),
  };
}

/** Reads one statement of a document. */
export function readOpenVexStatement(
  statement: JsonObject,
  {
    pointer,
    document,
    products,
  }: { readonly pointer: string; readonly document: VexDocument; readonly products: readonly VexProduct[] },
  collector: VexCollector,
): void {
  const [flaw, ...aliases] = flawsOf(statement);
  if (flaw === undefined) {
    tellFlawMissing(`${pointer}/vulnerability`, collector);
    return;
  }
  const status = findStatus(statement["status"], `${pointer}/status`, collector);
  if (status === undefined) return;
  const justification = findJustification(statement["justification"], `${pointer}/justification`, collector);
  const timestamp = findText(statement, "last_updated") ?? findText(statement, "timestamp") ?? document.timestamp;
  const named = productsOf(statement, pointer, collector);
  const impact = findText(statement, "impact_statement");
  const action = findText(statement, "action_statement");
  const notes = findText(statement, "status_notes");
  collector.add({
    document,
    pointer,
    flaws: [flaw, ...aliases],
    status,
    ...(justification === undefined ? {} : { justification }),
    ...(impact === undefined ? {} : { impact }),
    ...(action === undefined ? {} : { action }),
    ...(notes === undefined ? {} : { notes }),
    ...(timestamp === undefined ? {} : { timestamp }),
    products: listOf(statement, "products").length === 0 ? products : named,
  });
}

/** Until 0.0.2 a flaw was a text; since then it is an object with aliases. */
function flawsOf(statement: JsonObject): readonly string[] {
  const text = findText(statement, "vulnerability");
  if (text !== undefined) return [text];
  const flaw = findObject(statement, "vulnerability");
  if (flaw === undefined) return [];
  const names = [findText(flaw, "name") ?? "", ...textsOf(flaw, "aliases")].filter((name) => name !== "");
  if (names.length > 0) return [...new Set(names)];
  const id = findText(flaw, "@id");
  // Some tools write the name as the id alone.
  return id === undefined ? [] : [id.slice(id.lastIndexOf("/") + 1)];
}

/** Until 0.0.2 products were texts, and the parts stood beside them in the statement. */
function productsOf(statement: JsonObject, pointer: string, collector: VexCollector): readonly VexProduct[] {
  const beside = componentsOf(statement, pointer, collector);
  return listOf(statement, "products").flatMap((value, index) => {
    const at = `${pointer}/products/${index}`;
    const product = productOf(value);
    if (product === undefined) {
      tellNoProduct(at, collector);
      return [];
    }
    const inside = isJsonObject(value) ? componentsOf(value, at, collector) : [];
    return [{ ...product, components: inside.length === 0 ? beside : inside }];
  });
}

function componentsOf(holder: JsonObject, pointer: string, collector: VexCollector): readonly VexProduct[] {
  return listOf(holder, "subcomponents").map((value, index) => {
    const component = productOf(value);
    if (component !== undefined) return component;
    tellNoProduct(`${pointer}/subcomponents/${index}`, collector);
    // Kept without a name, it matches nothing: left out, the statement would mean the whole product.
    return namelessProduct;
  });
}

function productOf(value: unknown): VexProduct | undefined {
  if (typeof value === "string") return value === "" ? undefined : productOfName(value);
  if (!isJsonObject(value)) return undefined;
  const id = findText(value, "@id");
  let product = id === undefined ? namelessProduct : productOfName(id);
  const identifiers = findObject(value, "identifiers") ?? {};
  for (const key of ["purl", "cpe22", "cpe23", "@cpe22", "@cpe23"]) {
    const name = findText(identifiers, key);
    if (name !== undefined) product = joinProducts(product, productOfName(name));
  }
  for (const [algorithm, digest] of Object.entries(findObject(value, "hashes") ?? {})) {
    const hash = findSha256(algorithm, digest);
    if (hash !== undefined) product = joinProducts(product, { ...namelessProduct, hashes: [hash] });
  }
  return isNameless(product) ? undefined : product;
}

function tellNoProduct(pointer: string, collector: VexCollector): void {
  collector.tell(
    "product-unknown",
    {
      en: "Expected a product with an @id, identifiers or hashes. It was left out.",
      ja: "@id、identifiers、hashes のいずれかを持つ製品を想定しました。この製品は取り込んでいません。",
    },
    pointer,
  );
}

function tellNoStatement(pointer: string, collector: VexCollector): void {
  collector.tell(
    "no-statement",
    { en: "Expected a statement, an object.", ja: "ステートメント（オブジェクト）を想定しました。" },
    pointer,
  );
}
