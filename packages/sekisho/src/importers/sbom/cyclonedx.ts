import { findObject, findText, isJsonObject, type JsonObject, listOf } from "../../formats/json/json-value.ts";
import type { JsonHandling, JsonPlace } from "../../formats/json-stream/json-splitter.ts";
import type { PackageHash, PackageLocation } from "../../model/package.ts";
import { readDistribution } from "../../semantics/sbom/inventory-properties.ts";
import { parseLocationContext } from "../../semantics/sbom/location-text.ts";
import { findUrl, type SbomProperty } from "../../semantics/sbom/package-properties.ts";
import { readForeignProperties } from "./foreign-properties.ts";
import type { PackageCollector } from "./package-collector.ts";
import { type PackageRecord, type RecordDraft, type RecordPlace, relativePath, toHash } from "./package-record.ts";

const opened = new Set(["", "/components", "/dependencies"]);
const taken = new Set(["/specVersion", "/metadata", "/components/*", "/dependencies/*"]);

/** Says what is read of a CycloneDX document. */
export function handleCycloneDx(pattern: string): JsonHandling {
  if (opened.has(pattern)) return "open";
  return taken.has(pattern) ? "take" : "skip";
}

/** Reads one part of a CycloneDX document. Source: CycloneDX 1.2 to 1.6, JSON schema. */
export function readCycloneDx(place: JsonPlace, value: unknown, collector: PackageCollector): void {
  if (place.pattern === "/specVersion" && typeof value === "string") {
    collector.facts.origin = { ...collector.facts.origin, format: `cyclonedx@${value}` };
  }
  if (!isJsonObject(value)) return;
  const at = { pointer: place.pointer };
  if (place.pattern === "/components/*") readComponents(value, at, collector);
  else if (place.pattern === "/dependencies/*") readDependency(value, collector);
  else if (place.pattern === "/metadata") readMetadata(value, collector);
}

/** What a custom resource of Trivy Operator holds is a whole document. Source: trivy-operator, SbomReport v1alpha1. */
const resourceHolder = "/report/components";

/** Says what is read of an SbomReport. */
export function handleSbomReport(pattern: string): JsonHandling {
  if (pattern === "" || pattern === "/report") return "open";
  return pattern.startsWith(resourceHolder) ? handleCycloneDx(pattern.slice(resourceHolder.length)) : "skip";
}

/** Reads one part of an SbomReport. */
export function readSbomReport(place: JsonPlace, value: unknown, collector: PackageCollector): void {
  readCycloneDx({ ...place, pattern: place.pattern.slice(resourceHolder.length) }, value, collector);
}

/** Reads a component and those inside of it. */
export function readComponents(root: JsonObject, place: RecordPlace, collector: PackageCollector): void {
  const waiting: { readonly component: JsonObject; readonly place: RecordPlace }[] = [{ component: root, place }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    readComponent(next.component, next.place, collector);
    for (const [index, inner] of listOf(next.component, "components").entries()) {
      if (!isJsonObject(inner)) continue;
      const { pointer, startLine } = next.place;
      waiting.push({
        component: inner,
        place: {
          ...(pointer === undefined ? {} : { pointer: `${pointer}/components/${index}` }),
          ...(startLine === undefined ? {} : { startLine }),
        },
      });
    }
  }
}

/** Reads what a component needs. */
function readDependency(dependency: JsonObject, collector: PackageCollector): void {
  const ref = findText(dependency, "ref");
  if (ref === undefined) return;
  for (const needed of listOf(dependency, "dependsOn")) {
    if (typeof needed === "string") collector.references.addNeed(ref, needed);
  }
}

/** Reads who made the document and what it describes. */
export function readMetadata(metadata: JsonObject, collector: PackageCollector): void {
  const tools = metadata["tools"];
  const list = isJsonObject(tools) ? listOf(tools, "components") : listOf(metadata, "tools");
  const [first] = list.filter(isJsonObject);
  const name = first === undefined ? undefined : findText(first, "name");
  if (first !== undefined && name !== undefined) {
    const tool = [name, findText(first, "version")].filter((part) => part !== undefined).join(" ");
    collector.facts.origin = { ...collector.facts.origin, tool };
  }
  const target = findObject(metadata, "component");
  if (target === undefined) return;
  collector.facts.properties.push(...propertiesOf(target));
  const ref = findText(target, "bom-ref");
  if (ref !== undefined) collector.references.addTarget(ref);
}

/** Kinds of components that are software with a version, even where nobody gave them a package URL. */
const softwareKinds = new Set(["library", "framework"]);
const programKinds = new Set(["application", "platform", "firmware", "device-driver"]);

/** Reads a component without those inside of it. */
export function readComponent(component: JsonObject, place: RecordPlace, collector: PackageCollector): void {
  const kind = findText(component, "type") ?? "library";
  const name = findText(component, "name") ?? "";
  const ref = findText(component, "bom-ref") ?? findText(component, "purl") ?? "";
  if (kind === "operating-system") {
    readSystem(component, { ref, name, place }, collector);
    return;
  }
  const properties = propertiesOf(component);
  const purl = findUrl(findText(component, "purl"), properties);
  const version = findText(component, "version");
  const isProgram = programKinds.has(kind) && version !== undefined;
  const isPackage = purl === undefined ? softwareKinds.has(kind) || isProgram : kind !== "container";
  if (isPackage) collector.add(toRecord(component, { ref, name, purl, version, properties, place }));
  else collector.skip(ref, name, place);
}

function readSystem(
  component: JsonObject,
  { ref, name, place }: Pick<KnownParts, "ref" | "name" | "place">,
  collector: PackageCollector,
): void {
  if (name === "") {
    collector.skip(ref, "", place);
    return;
  }
  const version = findText(component, "version");
  const entry = { id: name, ...(version === undefined ? {} : { version }), properties: propertiesOf(component) };
  collector.addSystem(ref, readDistribution(entry), place);
}

interface KnownParts {
  readonly ref: string;
  readonly name: string;
  readonly purl: string | undefined;
  readonly version: string | undefined;
  readonly properties: readonly SbomProperty[];
  readonly place: RecordPlace;
}

function toRecord(component: JsonObject, known: KnownParts): PackageRecord {
  const { ref, name, purl, version, properties, place } = known;
  const foreign = readForeignProperties(properties);
  const group = findText(component, "group");
  const vendor = vendorOf(component);
  const occurrences = occurrencesOf(component);
  const locations = occurrences.length > 0 ? occurrences : foreign.locations;
  const licenses = licensesOf(component);
  // Spread parts would make an object each, of every component.
  const record: RecordDraft = { ref, place, name, licenses, hashes: hashesOf(component), properties, locations };
  if (purl !== undefined) record.purl = purl;
  if (group !== undefined) record.namespace = group;
  if (version !== undefined) record.version = version;
  if (vendor !== undefined) record.vendor = vendor;
  if (foreign.source !== undefined) record.source = foreign.source;
  if (component["scope"] === "excluded") record.isDevelopment = true;
  return record;
}

function vendorOf(component: JsonObject): string | undefined {
  for (const key of vendorKeys) {
    const vendor = findObject(component, key);
    const name = vendor === undefined ? undefined : findText(vendor, "name");
    if (name !== undefined) return name;
  }
  return findText(component, "publisher");
}

const vendorKeys = ["supplier", "manufacturer"] as const;

function propertiesOf(component: JsonObject): readonly SbomProperty[] {
  const properties: SbomProperty[] = [];
  for (const property of listOf(component, "properties")) {
    const name = isJsonObject(property) ? findText(property, "name") : undefined;
    const value = isJsonObject(property) ? property["value"] : undefined;
    if (name !== undefined && typeof value === "string") properties.push({ name, value });
  }
  return properties;
}

function hashesOf(component: JsonObject): readonly PackageHash[] {
  return listOf(component, "hashes").flatMap((hash) =>
    isJsonObject(hash) ? toHash(findText(hash, "alg"), findText(hash, "content")) : [],
  );
}

function licensesOf(component: JsonObject): readonly string[] {
  return listOf(component, "licenses").flatMap((entry) => {
    if (!isJsonObject(entry)) return [];
    const license = findObject(entry, "license") ?? {};
    return findText(entry, "expression") ?? findText(license, "id") ?? findText(license, "name") ?? [];
  });
}

function occurrencesOf(component: JsonObject): readonly PackageLocation[] {
  const evidence = findObject(component, "evidence");
  if (evidence === undefined) return [];
  return listOf(evidence, "occurrences").flatMap((occurrence): readonly PackageLocation[] => {
    const path = isJsonObject(occurrence) ? findText(occurrence, "location") : undefined;
    if (!isJsonObject(occurrence) || path === undefined) return [];
    const line = occurrence["line"];
    const location = parseLocationContext(relativePath(path), findText(occurrence, "additionalContext") ?? "");
    const isLine = typeof line === "number" && Number.isSafeInteger(line) && line > 0;
    return [isLine ? { ...location, line } : location];
  });
}
