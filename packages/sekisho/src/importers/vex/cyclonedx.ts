import { findObject, findText, isJsonObject, type JsonObject, listOf } from "../../formats/json/json-value.ts";
import type { VexDocument, VexJustification, VexProduct, VexStatement, VexStatus } from "../../model/vex.ts";
import { findSha256, joinProducts, namelessProduct, productOfName, shown, tellFlawMissing } from "./statement-parts.ts";
import type { VexCollector } from "./vex-collector.ts";

/** Source: CycloneDX 1.6, `impactAnalysisState`. */
const statuses: ReadonlyMap<unknown, VexStatus> = new Map<unknown, VexStatus>([
  ["resolved", "fixed"],
  ["resolved_with_pedigree", "fixed"],
  ["exploitable", "affected"],
  ["in_triage", "under_investigation"],
  ["false_positive", "not_affected"],
  ["not_affected", "not_affected"],
]);

/** The justifications that mean the same in OpenVEX. Source: CycloneDX 1.6, `impactAnalysisJustification`. */
const justifications: ReadonlyMap<string, VexJustification> = new Map<string, VexJustification>([
  ["code_not_present", "vulnerable_code_not_present"],
  ["code_not_reachable", "vulnerable_code_not_in_execute_path"],
  ["protected_by_mitigating_control", "inline_mitigations_already_exist"],
]);

/** What is known of a document's components. */
interface Bom {
  readonly document: VexDocument;
  readonly components: ReadonlyMap<string, VexProduct>;
  /** The image that the document is about, where it says which one; statements on parts of it hold in it only. */
  readonly image: VexProduct | undefined;
}

/** Tells whether a value is a CycloneDX document. */
export function isCycloneDx(root: JsonObject): boolean {
  return root["bomFormat"] === "CycloneDX";
}

/**
 * Reads the analyses in a CycloneDX document. A vulnerability without analysis states nothing, and is passed over.
 * Source: CycloneDX 1.4 to 1.6, JSON schema.
 */
export function readCycloneDxVex(root: JsonObject, collector: VexCollector): void {
  const bom = readBom(root, collector.path);
  for (const [index, value] of listOf(root, "vulnerabilities").entries()) {
    if (isJsonObject(value)) readVulnerability(value, { pointer: `/vulnerabilities/${index}`, bom }, collector);
  }
}

function readBom(root: JsonObject, path: string): Bom {
  const metadata = findObject(root, "metadata") ?? {};
  const author = authorOf(metadata);
  const id = findText(root, "serialNumber");
  const version = root["version"];
  const timestamp = findText(metadata, "timestamp");
  const target = findObject(metadata, "component");
  const components = new Map<string, VexProduct>();
  readComponents(listOf(root, "components"), components);
  const subject = target === undefined ? undefined : productOf(target);
  const reference = target === undefined ? undefined : findText(target, "bom-ref");
  if (subject !== undefined && reference !== undefined) components.set(reference, subject);
  if (target !== undefined) readComponents(listOf(target, "components"), components);
  return {
    document: {
      path,
      format: `cyclonedx@${findText(root, "specVersion") ?? "?"}`,
      ...(id === undefined ? {} : { id }),
      ...(typeof version === "number" ? { version: String(version) } : {}),
      ...(author === undefined ? {} : { author }),
      ...(timestamp === undefined ? {} : { timestamp }),
    },
    components,
    image: subject !== undefined && isImage(subject) ? subject : undefined,
  };
}

/** Walks components inside of components without recursion, however deep they are. */
function readComponents(roots: readonly unknown[], into: Map<string, VexProduct>): void {
  const waiting = [...roots];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!isJsonObject(next)) continue;
    const reference = findText(next, "bom-ref");
    if (reference !== undefined) into.set(reference, productOf(next));
    for (const inner of listOf(next, "components")) waiting.push(inner);
  }
}

function productOf(component: JsonObject): VexProduct {
  let product = namelessProduct;
  for (const key of ["purl", "cpe"]) {
    const name = findText(component, key);
    if (name !== undefined) product = joinProducts(product, productOfName(name));
  }
  for (const hash of listOf(component, "hashes")) {
    const digest = isJsonObject(hash) ? findSha256(findText(hash, "alg") ?? "", hash["content"]) : undefined;
    if (digest !== undefined) product = joinProducts(product, { ...namelessProduct, hashes: [digest] });
  }
  const name = findText(component, "name");
  return name === undefined ? product : { ...product, names: [...product.names, name] };
}

function isImage({ purls }: VexProduct): boolean {
  return purls.some((purl) => /^pkg:(?:oci|docker)\//i.test(purl));
}

function authorOf(metadata: JsonObject): string | undefined {
  const [first] = listOf(metadata, "authors");
  const manufacturer = findObject(metadata, "manufacturer") ?? findObject(metadata, "supplier") ?? {};
  return findText(manufacturer, "name") ?? (isJsonObject(first) ? findText(first, "name") : undefined);
}

function readVulnerability(
  vulnerability: JsonObject,
  { pointer, bom }: { readonly pointer: string; readonly bom: Bom },
  collector: VexCollector,
): void {
  const analysis = findObject(vulnerability, "analysis");
  if (analysis === undefined) return;
  const [flaw, ...aliases] = flawsOf(vulnerability);
  if (flaw === undefined) {
    tellFlawMissing(`${pointer}/id`, collector);
    return;
  }
  const status = statuses.get(analysis["state"]);
  if (status === undefined) {
    tellStateUnknown(analysis["state"], `${pointer}/analysis/state`, collector);
    return;
  }
  const timestamp = findText(analysis, "lastUpdated") ?? findText(analysis, "firstIssued") ?? bom.document.timestamp;
  const recommendation = findText(vulnerability, "recommendation") ?? findText(vulnerability, "workaround");
  const detail = findText(analysis, "detail");
  collector.add({
    document: bom.document,
    pointer,
    flaws: [flaw, ...aliases],
    status,
    ...justificationOf(analysis),
    ...(detail === undefined ? {} : { [status === "not_affected" ? "impact" : "notes"]: detail }),
    ...(status === "affected" && recommendation !== undefined ? { action: recommendation } : {}),
    ...(timestamp === undefined ? {} : { timestamp }),
    products: productsOf(vulnerability, { pointer, bom, status }, collector),
  });
}

function flawsOf(vulnerability: JsonObject): readonly string[] {
  const names = [findText(vulnerability, "id")];
  for (const reference of listOf(vulnerability, "references")) {
    if (isJsonObject(reference)) names.push(findText(reference, "id"));
  }
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** A justification without its like in OpenVEX is kept in its own word. */
function justificationOf(analysis: JsonObject): Pick<VexStatement, "justification" | "otherJustification"> {
  const written =
    findText(analysis, "justification") ?? (analysis["state"] === "false_positive" ? "false_positive" : "");
  const justification = justifications.get(written);
  if (justification !== undefined) return { justification };
  return written === "" ? {} : { otherJustification: written };
}

function productsOf(
  vulnerability: JsonObject,
  { pointer, bom, status }: { readonly pointer: string; readonly bom: Bom; readonly status: VexStatus },
  collector: VexCollector,
): readonly VexProduct[] {
  return listOf(vulnerability, "affects").flatMap((value, index) => {
    const reference = isJsonObject(value) ? findText(value, "ref") : undefined;
    const product = reference === undefined ? undefined : resolve(reference, bom);
    if (product === undefined || !isJsonObject(value)) {
      tellReferenceUnknown(reference, `${pointer}/affects/${index}/ref`, collector);
      return [];
    }
    const versioned = withVersions(product, value, status);
    return versioned === undefined ? [] : within(versioned, bom);
  });
}

/** A BOM-Link, `urn:cdx:SERIAL/VERSION#REFERENCE`, names a component of another document, often by its package URL. */
function resolve(reference: string, { components }: Bom): VexProduct | undefined {
  const own = components.get(reference);
  if (own !== undefined) return own;
  const isLink = reference.startsWith("urn:cdx:");
  const hash = reference.indexOf("#");
  if (!isLink) return /^(?:pkg|cpe):/i.test(reference) ? productOfName(reference) : undefined;
  if (hash === -1) return productOfName(reference);
  const fragment = decoded(reference.slice(hash + 1));
  return components.get(fragment) ?? productOfName(/^pkg:/i.test(fragment) ? fragment : reference);
}

function decoded(text: string): string {
  // A package URL in a fragment is sometimes encoded once more, and sometimes not.
  if (/^pkg:/i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // No encoding that can be undone: the text is what it is.
    return text;
  }
}

/** A flaw that can be exploited cannot in the versions that are called unaffected; no product where those are all. */
function withVersions(product: VexProduct, affected: JsonObject, status: VexStatus): VexProduct | undefined {
  const entries = listOf(affected, "versions").filter(isJsonObject);
  if (entries.length === 0) return product;
  const meant = entries.filter((entry) => status !== "affected" || entry["status"] !== "unaffected");
  const versions = meant.flatMap((entry) => findText(entry, "version") ?? findText(entry, "range") ?? []);
  return versions.length === 0 ? undefined : { ...product, versions };
}

function within(product: VexProduct, { image }: Bom): readonly VexProduct[] {
  if (image === undefined || isImage(product)) return [product];
  return [{ ...image, components: [product] }];
}

function tellStateUnknown(state: unknown, pointer: string, collector: VexCollector): void {
  const known = [...statuses.keys()].join(", ");
  collector.tell(
    "status-unknown",
    {
      en: `Expected one of ${known}, got ${shown(state)}. The statement was left out.`,
      ja: `${known} のいずれかを想定しましたが、${shown(state)} でした。このステートメントは取り込んでいません。`,
    },
    pointer,
  );
}

function tellReferenceUnknown(reference: string | undefined, pointer: string, collector: VexCollector): void {
  collector.tell(
    "product-unknown",
    {
      en: `Expected the bom-ref of a component of the document, or a BOM-Link, got ${shown(reference)}. The product was left out.`,
      ja: `文書内のコンポーネントの bom-ref または BOM-Link を想定しましたが、${shown(reference)} でした。この製品は取り込んでいません。`,
    },
    pointer,
  );
}
