import { findObject, findText, isJsonObject, type JsonObject, listOf, textsOf } from "../../formats/json/json-value.ts";
import type { Text } from "../../model/text.ts";
import type { VexDocument, VexJustification, VexProduct, VexStatement, VexStatus } from "../../model/vex.ts";
import { type CsafProducts, readProductTree } from "./csaf-products.ts";
import { findJustification, shown, tellFlawMissing } from "./statement-parts.ts";
import type { VexCollector } from "./vex-collector.ts";

/** Source: CSAF 2.0, section 3.2.3.9. `recommended` says which version to take, and states nothing of the flaw. */
const statuses: readonly (readonly [key: string, status: VexStatus])[] = [
  ["known_not_affected", "not_affected"],
  ["fixed", "fixed"],
  ["first_fixed", "fixed"],
  ["known_affected", "affected"],
  ["first_affected", "affected"],
  ["last_affected", "affected"],
  ["under_investigation", "under_investigation"],
];

/** Of these remediations one is what to do. */
const actions: ReadonlySet<string> = new Set([
  "mitigation",
  "vendor_fix",
  "workaround",
  "no_fix_planned",
  "none_available",
]);

/** What a vulnerability says of single products. */
interface ProductNotes {
  readonly flags: ReadonlyMap<string, VexJustification>;
  readonly impacts: ReadonlyMap<string, string>;
  readonly actions: ReadonlyMap<string, string>;
}

/** A vulnerability that is being read. */
interface OpenVulnerability {
  readonly document: VexDocument;
  readonly pointer: string;
  readonly flaws: readonly [string, ...string[]];
  readonly notes: ProductNotes;
}

/** Tells whether a value is a CSAF document. */
export function isCsaf(root: JsonObject): boolean {
  const document = findObject(root, "document");
  return document !== undefined && findText(document, "csaf_version") !== undefined;
}

/** Reads a CSAF document: VEX and security advisories alike. Source: CSAF 2.0, sections 3.2 and 4. */
export function readCsaf(root: JsonObject, collector: VexCollector): void {
  const document = csafDocumentOf(findObject(root, "document") ?? {}, collector.path);
  const products = readProductTree(findObject(root, "product_tree") ?? {});
  for (const [index, value] of listOf(root, "vulnerabilities").entries()) {
    const pointer = `/vulnerabilities/${index}`;
    if (isJsonObject(value)) readCsafVulnerability(value, { pointer, document, products }, collector);
  }
}

/** Gives what a document says of itself. */
export function csafDocumentOf(document: JsonObject, path: string): VexDocument {
  const tracking = findObject(document, "tracking") ?? {};
  const id = findText(tracking, "id");
  const version = findText(tracking, "version");
  const author = findText(findObject(document, "publisher") ?? {}, "name");
  const timestamp = findText(tracking, "current_release_date");
  return {
    path,
    format: `csaf@${findText(document, "csaf_version") ?? "?"}`,
    ...(id === undefined ? {} : { id }),
    ...(version === undefined ? {} : { version }),
    ...(author === undefined ? {} : { author }),
    ...(timestamp === undefined ? {} : { timestamp }),
  };
}

/** Reads what is said of one flaw in the products of a document. */
export function readCsafVulnerability(
  vulnerability: JsonObject,
  {
    pointer,
    document,
    products,
  }: { readonly pointer: string; readonly document: VexDocument; readonly products: CsafProducts },
  collector: VexCollector,
): void {
  const [flaw, ...aliases] = flawsOf(vulnerability);
  if (flaw === undefined) {
    tellFlawMissing(`${pointer}/cve`, collector);
    return;
  }
  const notes = notesOf(vulnerability, { pointer, products }, collector);
  const open: OpenVulnerability = { document, pointer, flaws: [flaw, ...aliases], notes };
  const states = findObject(vulnerability, "product_status") ?? {};
  for (const [key, status] of statuses) {
    const ids = textsOf(states, key);
    if (ids.length === 0) continue;
    const at = `${pointer}/product_status/${key}`;
    const known = knownIds(ids, { products, pointer: at }, collector);
    for (const statement of statementsOf(known, status, { ...open, pointer: at }, products)) collector.add(statement);
  }
}

function flawsOf(vulnerability: JsonObject): readonly string[] {
  const names = [findText(vulnerability, "cve")];
  for (const id of listOf(vulnerability, "ids")) if (isJsonObject(id)) names.push(findText(id, "text"));
  return [...new Set(names.filter((name) => name !== undefined))];
}

function knownIds(
  ids: readonly string[],
  { products, pointer }: { readonly products: CsafProducts; readonly pointer: string },
  collector: VexCollector,
): readonly string[] {
  return ids.filter((id, index) => {
    if (products.byId.has(id)) return true;
    collector.tell(
      "product-unknown",
      {
        en: `Expected the id of a product in the product tree, got ${shown(id)}. The product was left out.`,
        ja: `product_tree にある製品の ID を想定しましたが、${shown(id)} でした。この製品は取り込んでいません。`,
      },
      `${pointer}/${index}`,
    );
    return false;
  });
}

/** Gives one statement for all products of which the same is said. */
function statementsOf(
  ids: readonly string[],
  status: VexStatus,
  { document, pointer, flaws, notes }: OpenVulnerability,
  { byId }: CsafProducts,
): readonly VexStatement[] {
  const groups = new Map<string, { readonly said: Partial<VexStatement>; readonly products: VexProduct[] }>();
  for (const id of ids) {
    const product = byId.get(id);
    if (product === undefined) continue;
    const said = saidOf(id, status, notes);
    const key = JSON.stringify(said);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { said, products: [product] });
    else group.products.push(product);
  }
  const timestamp = document.timestamp === undefined ? {} : { timestamp: document.timestamp };
  return [...groups.values()].map(({ said, products }) => ({
    document,
    pointer,
    flaws,
    status,
    ...said,
    ...timestamp,
    products,
  }));
}

function saidOf(id: string, status: VexStatus, notes: ProductNotes): Partial<VexStatement> {
  const justification = notes.flags.get(id) ?? notes.flags.get(everyProduct);
  const impact = notes.impacts.get(id) ?? notes.impacts.get(everyProduct);
  const action = notes.actions.get(id) ?? notes.actions.get(everyProduct);
  if (status === "not_affected") {
    return {
      ...(justification === undefined ? {} : { justification }),
      ...(impact === undefined ? {} : { impact }),
    };
  }
  return status === "affected" && action !== undefined ? { action } : {};
}

function notesOf(
  vulnerability: JsonObject,
  { pointer, products }: { readonly pointer: string; readonly products: CsafProducts },
  collector: VexCollector,
): ProductNotes {
  const flags = new Map<string, VexJustification>();
  const impacts = new Map<string, string>();
  const found = new Map<string, string>();
  const budget = { left: maxNamedProducts };
  const idsOf = (part: JsonObject): readonly string[] => namedIds(part, products, budget);
  for (const [index, flag] of listOf(vulnerability, "flags").entries()) {
    if (!isJsonObject(flag)) continue;
    const label = findJustification(flag["label"], `${pointer}/flags/${index}/label`, collector);
    if (label !== undefined) for (const id of idsOf(flag)) flags.set(id, label);
  }
  for (const threat of listOf(vulnerability, "threats")) {
    if (!isJsonObject(threat) || findText(threat, "category") !== "impact") continue;
    const details = findText(threat, "details");
    if (details !== undefined) for (const id of idsOf(threat)) impacts.set(id, details);
  }
  for (const remediation of listOf(vulnerability, "remediations")) {
    if (!isJsonObject(remediation) || !actions.has(findText(remediation, "category") ?? "")) continue;
    const details = findText(remediation, "details");
    if (details === undefined) continue;
    for (const id of idsOf(remediation)) if (!found.has(id)) found.set(id, details);
  }
  if (budget.left <= 0) collector.tell("too-many-products", tooManyProducts, pointer);
  return { flags, impacts, actions: found };
}

/** The key of what is said of all products. */
const everyProduct = "";

/** Flags, threats and remediations of one vulnerability name at most so many products, those of groups counted each. */
const maxNamedProducts = 2_000_000;

/** What names neither products nor groups is about all of them. */
function namedIds(part: JsonObject, { groups }: CsafProducts, budget: { left: number }): readonly string[] {
  if (part["product_ids"] === undefined && part["group_ids"] === undefined) return [everyProduct];
  const ids = [...textsOf(part, "product_ids")];
  for (const group of textsOf(part, "group_ids")) {
    const members = groups.get(group) ?? [];
    budget.left -= members.length;
    if (budget.left > 0) for (const id of members) ids.push(id);
  }
  return ids;
}

const tooManyProducts: Text = {
  en: `Flags, threats and remediations name more than ${maxNamedProducts} products; what they say of the rest was left out.`,
  ja: `flags、threats、remediations の製品が上限の ${maxNamedProducts} 件を超えたため、残りは取り込んでいません。`,
};
