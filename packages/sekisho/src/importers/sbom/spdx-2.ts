import { findText, isJsonObject, type JsonObject, listOf } from "../../formats/json/json-value.ts";
import type { JsonHandling, JsonPlace } from "../../formats/json-stream/json-splitter.ts";
import type { PackageHash, PackageLocation } from "../../model/package.ts";
import { readDistribution } from "../../semantics/sbom/inventory-properties.ts";
import { parseLocation } from "../../semantics/sbom/location-text.ts";
import { findUrl, type SbomProperty } from "../../semantics/sbom/package-properties.ts";
import { parsePropertyLines } from "../../semantics/sbom/property-lines.ts";
import type { PackageCollector } from "./package-collector.ts";
import { type RecordPlace, relativePath, toHash } from "./package-record.ts";

const opened = new Set(["", "/packages", "/relationships", "/hasExtractedLicensingInfos"]);
const taken = new Set([
  "/spdxVersion",
  "/creationInfo",
  "/documentDescribes",
  "/packages/*",
  "/relationships/*",
  "/hasExtractedLicensingInfos/*",
]);

/** Says what is read of a document of SPDX 2.2 or 2.3. */
export function handleSpdx2(pattern: string): JsonHandling {
  if (opened.has(pattern)) return "open";
  return taken.has(pattern) ? "take" : "skip";
}

/** Reads one part of a document of SPDX 2.2 or 2.3 in JSON. Source: SPDX 2.3, clauses 7 and 11. */
export function readSpdx2({ pattern, pointer }: JsonPlace, value: unknown, collector: PackageCollector): void {
  if (pattern === "/spdxVersion" && typeof value === "string") readSpdxVersion(value, collector);
  else if (pattern === "/documentDescribes" && Array.isArray(value)) {
    for (const id of value) if (typeof id === "string") collector.references.addTarget(id);
  }
  if (!isJsonObject(value)) return;
  if (pattern === "/packages/*") readSpdxPackage(value, { pointer }, collector);
  else if (pattern === "/relationships/*") readRelationshipObject(value, collector);
  else if (pattern === "/hasExtractedLicensingInfos/*") readExtracted(value, collector);
  else if (pattern === "/creationInfo")
    for (const creator of listOf(value, "creators")) readCreator(creator, collector);
}

/** Reads `SPDX-2.3`. */
export function readSpdxVersion(text: string, collector: PackageCollector): void {
  const version = /^SPDX-(\d\.\d)/.exec(text)?.[1] ?? text;
  collector.facts.origin = { ...collector.facts.origin, format: `spdx@${version}` };
}

/** Reads one maker of a document; the first tool is the origin. */
export function readCreator(creator: unknown, collector: PackageCollector): void {
  const tool = typeof creator === "string" ? /^Tool:\s*(.+)$/.exec(creator)?.[1] : undefined;
  const { origin } = collector.facts;
  if (tool !== undefined && origin.tool === undefined) collector.facts.origin = { ...origin, tool };
}

const needsFrom = new Set(["DEPENDS_ON", "DYNAMIC_LINK", "HAS_PREREQUISITE", "STATIC_LINK"]);
const needsTo = new Set([
  "BUILD_DEPENDENCY_OF",
  "DEPENDENCY_OF",
  "DEV_DEPENDENCY_OF",
  "OPTIONAL_DEPENDENCY_OF",
  "PREREQUISITE_FOR",
  "PROVIDED_DEPENDENCY_OF",
  "RUNTIME_DEPENDENCY_OF",
  "TEST_DEPENDENCY_OF",
]);

/** One relationship between two elements. */
export interface SpdxRelation {
  readonly from: string;
  readonly type: string;
  readonly to: string;
}

/** Reads a relationship: what needs what, and what the document describes. */
export function readRelation({ from, type, to }: SpdxRelation, collector: PackageCollector): void {
  const isNothing = to === "NONE" || to === "NOASSERTION";
  // Elements of other documents are not in this one.
  if (isNothing || from.startsWith("DocumentRef-") || to.startsWith("DocumentRef-")) return;
  if (needsFrom.has(type)) collector.references.addNeed(from, to);
  else if (needsTo.has(type)) collector.references.addNeed(to, from);
  else if (type === "DESCRIBES") collector.references.addTarget(to);
  else if (type === "DESCRIBED_BY") collector.references.addTarget(from);
}

/** Purposes of packages that are no software of their own where nobody gave them a package URL. */
const holders = new Set(["APPLICATION", "ARCHIVE", "CONTAINER", "DEVICE", "FILE", "SOURCE"]);

/** Reads one package. */
export function readSpdxPackage(found: JsonObject, place: RecordPlace, collector: PackageCollector): void {
  const ref = findText(found, "SPDXID") ?? "";
  const name = findText(found, "name") ?? "";
  const version = findText(found, "versionInfo");
  const purpose = (findText(found, "primaryPackagePurpose") ?? "").replace("-", "_");
  const properties = listOf(found, "annotations").flatMap(annotatedProperties);
  const purl = findUrl(purlOf(found), properties);
  if (purpose === "OPERATING_SYSTEM") {
    const entry = { id: name, ...(version === undefined ? {} : { version }), properties };
    collector.addSystem(ref, readDistribution(entry), place);
    return;
  }
  const isTarget = properties.some((property) => property.name === "sekisho:target:kind");
  if (isTarget) collector.facts.properties.push(...properties);
  if (isTarget || purpose === "CONTAINER" || (purl === undefined && holders.has(purpose))) {
    if (isTarget) collector.references.defineOther(ref);
    else collector.skip(ref, name, place);
    return;
  }
  const vendor = vendorOf(found);
  collector.add({
    ref,
    place,
    ...(purl === undefined ? {} : { purl }),
    name,
    isFullName: true,
    ...(version === undefined ? {} : { version }),
    licenses: licensesOf(found),
    hashes: hashesOf(found),
    ...(vendor === undefined ? {} : { vendor }),
    properties,
    locations: locationsOf(properties, findText(found, "sourceInfo")),
  });
}

/** Reads the text of a licence that is not on the list. */
export function readExtracted(info: JsonObject, collector: PackageCollector): void {
  const id = findText(info, "licenseId");
  const name = statedText(info, "name");
  if (id !== undefined && name !== undefined) collector.licenses.name(id, name);
}

/** Gives the places that properties of ours tell, else those that Syft tells in words. */
export function locationsOf(properties: readonly SbomProperty[], sourceInfo?: string): readonly PackageLocation[] {
  const own = properties.flatMap(({ name, value }) =>
    name === "sekisho:location" ? (parseLocation(value) ?? []) : [],
  );
  if (own.length > 0 || sourceInfo === undefined) return own;
  const paths = /^acquired package info from [^:]{1,200}: (.+)$/.exec(sourceInfo)?.[1];
  return paths === undefined ? [] : paths.split(", ").map((path) => ({ path: relativePath(path) }));
}

function readRelationshipObject(relationship: JsonObject, collector: PackageCollector): void {
  const from = findText(relationship, "spdxElementId");
  const type = findText(relationship, "relationshipType");
  const to = findText(relationship, "relatedSpdxElement");
  if (from !== undefined && type !== undefined && to !== undefined) readRelation({ from, type, to }, collector);
}

function annotatedProperties(annotation: unknown): readonly SbomProperty[] {
  const comment = isJsonObject(annotation) ? findText(annotation, "comment") : undefined;
  return comment === undefined ? [] : parsePropertyLines(comment);
}

function purlOf(found: JsonObject): string | undefined {
  for (const reference of listOf(found, "externalRefs")) {
    if (isJsonObject(reference) && findText(reference, "referenceType") === "purl") {
      return findText(reference, "referenceLocator");
    }
  }
  return undefined;
}

function hashesOf(found: JsonObject): readonly PackageHash[] {
  return listOf(found, "checksums").flatMap((checksum) =>
    isJsonObject(checksum) ? toHash(findText(checksum, "algorithm"), findText(checksum, "checksumValue")) : [],
  );
}

function licensesOf(found: JsonObject): readonly string[] {
  const license = statedText(found, "licenseDeclared") ?? statedText(found, "licenseConcluded");
  return license === undefined ? [] : [license];
}

function vendorOf(found: JsonObject): string | undefined {
  const actor = statedText(found, "supplier") ?? statedText(found, "originator");
  return actor?.replace(/^(?:Organization|Person|Tool):\s*/, "");
}

function statedText(object: JsonObject, name: string): string | undefined {
  const text = findText(object, name);
  return text === "NOASSERTION" || text === "NONE" ? undefined : text;
}
