import { findText, isJsonObject, type JsonObject, listOf, textsOf } from "../../formats/json/json-value.ts";
import type { JsonHandling, JsonPlace } from "../../formats/json-stream/json-splitter.ts";
import type { PackageHash } from "../../model/package.ts";
import { readDistribution } from "../../semantics/sbom/inventory-properties.ts";
import { findUrl, type SbomProperty } from "../../semantics/sbom/package-properties.ts";
import type { PackageCollector } from "./package-collector.ts";
import { type PackageRecord, type RecordPlace, toHash } from "./package-record.ts";
import { locationsOf } from "./spdx-2.ts";

/** Says what is read of a document of SPDX 3. */
export function handleSpdx3(pattern: string): JsonHandling {
  if (pattern === "" || pattern === "/@graph") return "open";
  return pattern === "/@graph/*" ? "take" : "skip";
}

/** Gathers the elements of one graph. Licences and suppliers are elements of their own, so packages wait for the end. */
export class Spdx3Graph {
  readonly #collector: PackageCollector;
  /** Packages with the address of their supplier. */
  readonly #packages: { readonly record: PackageRecord; readonly supplier: string | undefined }[] = [];
  /** Addresses of licences by address of the package. */
  readonly #licensesOf = new Map<string, string[]>();
  readonly #expressions = new Map<string, string>();
  readonly #texts = new Map<string, string>();
  readonly #references = new Map<string, string>();
  readonly #names = new Map<string, string>();
  readonly #tools = new Set<string>();

  constructor(collector: PackageCollector) {
    this.#collector = collector;
  }

  /** Takes one element. Source: SPDX 3.0.1, Core, Software and SimpleLicensing. */
  add({ pointer }: Pick<JsonPlace, "pointer">, value: unknown): void {
    if (!isJsonObject(value)) return;
    const address = findText(value, "spdxId") ?? findText(value, "@id") ?? "";
    switch (findText(value, "type") ?? findText(value, "@type")) {
      case "software_Package":
        this.#addPackage(value, address, { pointer });
        return;
      case "Relationship":
      case "LifecycleScopedRelationship":
        this.#addRelationship(value);
        return;
      case "CreationInfo":
        this.#addCreation(value);
        return;
      case "software_Sbom":
        for (const root of textsOf(value, "rootElement")) this.#collector.references.addTarget(root);
        return;
      case "simplelicensing_LicenseExpression":
        this.#addExpression(value, address);
        return;
      case "simplelicensing_SimpleLicensingText":
        this.#texts.set(address, findText(value, "name") ?? findText(value, "simplelicensing_licenseText") ?? "");
        return;
      case "Organization":
      case "Person":
      case "Tool":
      case "expandedlicensing_ListedLicense":
        this.#names.set(address, findText(value, "name") ?? "");
        return;
      default:
    }
  }

  /** Says that the document ends here: packages are given on with what other elements say of them. */
  end(): void {
    for (const [reference, address] of this.#references) {
      const text = this.#texts.get(address);
      if (text !== undefined && text !== "" && text !== "NOASSERTION") this.#collector.licenses.name(reference, text);
    }
    for (const { record, supplier } of this.#packages) {
      const vendor = supplier === undefined ? undefined : this.#names.get(supplier);
      const licenses = (this.#licensesOf.get(record.ref) ?? []).flatMap((address) => this.#licenseAt(address));
      this.#collector.add({ ...record, licenses, ...(vendor === undefined || vendor === "" ? {} : { vendor }) });
    }
    this.#packages.length = 0;
    const [tool] = [...this.#tools].flatMap((address) => this.#names.get(address) ?? []);
    if (tool !== undefined) this.#collector.facts.origin = { ...this.#collector.facts.origin, tool };
  }

  #licenseAt(address: string): readonly string[] {
    const license = this.#expressions.get(address) ?? this.#texts.get(address) ?? this.#names.get(address);
    const listed = license ?? /^https?:\/\/spdx\.org\/licenses\/([\w.-]+)$/.exec(address)?.[1];
    return listed === undefined || listed === "" || listed === "NOASSERTION" || listed === "NONE" ? [] : [listed];
  }

  #addPackage(found: JsonObject, ref: string, place: RecordPlace): void {
    const name = findText(found, "name") ?? "";
    const version = findText(found, "software_packageVersion");
    const purpose = findText(found, "software_primaryPurpose");
    const properties = extensionProperties(found);
    const purl = findUrl(purlOf(found), properties);
    if (purpose === "operatingSystem") {
      const entry = { id: name, ...(version === undefined ? {} : { version }), properties };
      this.#collector.addSystem(ref, readDistribution(entry), place);
      return;
    }
    const isTarget = properties.some((property) => property.name === "sekisho:target:kind");
    if (isTarget) this.#collector.facts.properties.push(...properties);
    if (isTarget || purpose === "container") {
      if (isTarget) this.#collector.references.defineOther(ref);
      else this.#collector.skip(ref, name, place);
      return;
    }
    const record = {
      ref,
      place,
      ...(purl === undefined ? {} : { purl }),
      name,
      isFullName: true,
      ...(version === undefined ? {} : { version }),
      licenses: [],
      hashes: hashesOf(found),
      properties,
      locations: locationsOf(properties),
    };
    this.#packages.push({ record, supplier: findText(found, "suppliedBy") });
  }

  #addRelationship(relationship: JsonObject): void {
    const from = findText(relationship, "from");
    const type = findText(relationship, "relationshipType");
    const one = findText(relationship, "to");
    const to = one === undefined ? textsOf(relationship, "to") : [one];
    if (from === undefined) return;
    if (type === "dependsOn") for (const needed of to) this.#collector.references.addNeed(from, needed);
    if (type !== "hasDeclaredLicense" && type !== "hasConcludedLicense") return;
    const known = this.#licensesOf.get(from);
    if (known === undefined) this.#licensesOf.set(from, [...to]);
    else if (type === "hasDeclaredLicense") known.push(...to);
  }

  #addCreation(creation: JsonObject): void {
    const version = findText(creation, "specVersion");
    if (version !== undefined) {
      this.#collector.facts.origin = { ...this.#collector.facts.origin, format: `spdx@${version}` };
    }
    for (const tool of textsOf(creation, "createdUsing")) this.#tools.add(tool);
  }

  #addExpression(element: JsonObject, address: string): void {
    this.#expressions.set(address, findText(element, "simplelicensing_licenseExpression") ?? "");
    for (const entry of listOf(element, "simplelicensing_customIdToUri")) {
      const key = isJsonObject(entry) ? findText(entry, "key") : undefined;
      const target = isJsonObject(entry) ? findText(entry, "value") : undefined;
      if (key !== undefined && target !== undefined) this.#references.set(key, target);
    }
  }
}

function purlOf(found: JsonObject): string | undefined {
  const own = findText(found, "software_packageUrl");
  if (own !== undefined) return own;
  for (const identifier of listOf(found, "externalIdentifier")) {
    const isUrl = isJsonObject(identifier) && findText(identifier, "externalIdentifierType") === "packageUrl";
    if (isUrl) return findText(identifier, "identifier");
  }
  return undefined;
}

function hashesOf(found: JsonObject): readonly PackageHash[] {
  return listOf(found, "verifiedUsing").flatMap((hash) =>
    isJsonObject(hash) ? toHash(findText(hash, "algorithm"), findText(hash, "hashValue")) : [],
  );
}

function extensionProperties(found: JsonObject): readonly SbomProperty[] {
  return listOf(found, "extension").flatMap((extension) =>
    listOf(isJsonObject(extension) ? extension : {}, "extension_cdxProperty").flatMap((entry) => {
      const name = isJsonObject(entry) ? findText(entry, "extension_cdxPropName") : undefined;
      const value = isJsonObject(entry) ? entry["extension_cdxPropValue"] : undefined;
      return name !== undefined && typeof value === "string" ? [{ name, value }] : [];
    }),
  );
}
