import type { Inventory } from "../../model/inventory.ts";
import type { Package } from "../../model/package.ts";
import { distributionProperties } from "../../semantics/sbom/inventory-properties.ts";
import { findCreatedAt } from "../sbom/created-at.ts";
import { presentDependencies } from "../sbom/direct-packages.ts";
import { writeJsonDocument } from "../sbom/json-document.ts";
import type { SbomOptions } from "../sbom/options.ts";
import { targetEntryOf } from "../sbom/target-entry.ts";
import { documentNamespaceOf, shortHash, unknownTime } from "./element-names.ts";
import { creationInfo, packageElement, propertyNodes, relationship, type SpdxElement } from "./elements-3.ts";
import { LicenseReferences } from "./license-references.ts";

/** How many elements one relationship or one part of the SBOM names, so that none is long. */
const maxEnds = 1000;

/** Writes an inventory as SPDX 3.0.1 JSON-LD, piece by piece. The same inventory gives the same bytes. */
export function writeSpdxJsonLd(inventory: Inventory, options: SbomOptions): Iterable<string> {
  return writeJsonDocument([
    { key: "@context", value: "https://spdx.org/rdf/3.0.1/spdx-context.jsonld" },
    { key: "@graph", items: new GraphWriter(inventory, options).elements() },
  ]);
}

/** Makes the elements of one document; what packages share is remembered and made once. */
class GraphWriter {
  readonly #inventory: Inventory;
  readonly #options: SbomOptions;
  readonly #namespace: string;
  readonly #licenses = new LicenseReferences();
  readonly #made = new Set<string>();

  constructor(inventory: Inventory, options: SbomOptions) {
    this.#inventory = inventory;
    this.#options = options;
    this.#namespace = documentNamespaceOf(inventory, options);
  }

  *elements(): Generator<SpdxElement> {
    yield* this.#documentElements();
    const { packages, distribution } = this.#inventory;
    if (distribution !== undefined) yield* this.#systemElements();
    const ids = new Set(packages.map(({ id }) => id));
    for (const found of packages) yield* this.#packageElements(found, ids);
    for (let start = 0; start < packages.length; start += maxEnds) {
      const ends = packages.slice(start, start + maxEnds).map(({ id }) => this.#packageId(id));
      yield relationship(this.#namespace, "contains", this.#address("Target"), ends);
    }
  }

  *#documentElements(): Generator<SpdxElement> {
    const { target } = this.#inventory;
    const { producer } = this.#options;
    const created = findCreatedAt(this.#inventory, this.#options);
    yield {
      type: "CreationInfo",
      "@id": creationInfo,
      specVersion: "3.0.1",
      created: created ?? unknownTime,
      createdBy: [this.#address("Agent")],
      createdUsing: [this.#address("Tool")],
      ...(created === undefined ? { comment: "It is not known when this document was made." } : {}),
    };
    const { name, version } = producer;
    yield { type: "SoftwareAgent", spdxId: this.#address("Agent"), creationInfo, name: `${name} ${version}` };
    yield { type: "Tool", spdxId: this.#address("Tool"), creationInfo, name: `${name}-${version}` };
    yield {
      type: "SpdxDocument",
      spdxId: this.#namespace,
      creationInfo,
      name: target.name,
      element: [this.#address("Sbom"), this.#address("Target"), this.#address("Agent"), this.#address("Tool")],
      profileConformance: ["core", "software", "simpleLicensing", "extension"],
      rootElement: [this.#address("Sbom")],
    };
    yield {
      type: "software_Sbom",
      spdxId: this.#address("Sbom"),
      creationInfo,
      element: [this.#address("Target")],
      rootElement: [this.#address("Target")],
      software_sbomType: ["analyzed"],
    };
    yield this.#targetElement();
  }

  #targetElement(): SpdxElement {
    const { isImage, name, version, purl, properties } = targetEntryOf(this.#inventory);
    return {
      type: "software_Package",
      spdxId: this.#address("Target"),
      creationInfo,
      name,
      ...propertyNodes(properties),
      software_primaryPurpose: isImage ? "container" : "application",
      ...(version === undefined ? {} : { software_packageVersion: version }),
      ...(purl === undefined ? {} : { software_packageUrl: purl }),
    };
  }

  *#systemElements(): Generator<SpdxElement> {
    const { distribution } = this.#inventory;
    if (distribution === undefined) return;
    const { id, version } = distribution;
    const spdxId = this.#address("OperatingSystem");
    const properties = distributionProperties(distribution);
    yield {
      type: "software_Package",
      spdxId,
      creationInfo,
      name: id,
      ...propertyNodes(properties),
      software_primaryPurpose: "operatingSystem",
      ...(version === undefined ? {} : { software_packageVersion: version }),
    };
    yield relationship(this.#namespace, "contains", this.#address("Target"), [spdxId]);
  }

  *#packageElements(found: Package, ids: ReadonlySet<string>): Generator<SpdxElement> {
    const spdxId = this.#packageId(found.id);
    const element = packageElement(found, spdxId, this.#inventory.image?.layers ?? []);
    if (found.vendor === undefined) yield element;
    else {
      yield* this.#once("Organization", found.vendor, (address) => ({
        type: "Organization",
        spdxId: address,
        creationInfo,
        name: found.vendor,
      }));
      yield { ...element, suppliedBy: this.#sharedAddress("Organization", found.vendor) };
    }
    yield* this.#licenseElements(found, spdxId);
    const needed = presentDependencies(found, ids).map((id) => this.#packageId(id));
    if (needed.length > 0) yield relationship(this.#namespace, "dependsOn", spdxId, needed);
    yield* this.#evidenceElements(found, spdxId);
  }

  *#licenseElements(found: Package, spdxId: string): Generator<SpdxElement> {
    if (found.licenses.length === 0) return;
    const expression = this.#licenses.expressionOf(found.licenses);
    const used = this.#licenses.usedIn(expression);
    for (const { id, text = "NOASSERTION" } of used) {
      yield* this.#once("LicenseText", id, (address) => ({
        type: "simplelicensing_SimpleLicensingText",
        spdxId: address,
        creationInfo,
        name: text === "NOASSERTION" ? id : text,
        simplelicensing_licenseText: text,
      }));
    }
    const custom = used.map(({ id }) => ({
      type: "DictionaryEntry",
      key: id,
      value: this.#sharedAddress("LicenseText", id),
    }));
    yield* this.#once("License", expression, (address) => ({
      type: "simplelicensing_LicenseExpression",
      spdxId: address,
      creationInfo,
      simplelicensing_licenseExpression: expression,
      ...(custom.length === 0 ? {} : { simplelicensing_customIdToUri: custom }),
    }));
    const declared = this.#sharedAddress("License", expression);
    yield relationship(this.#namespace, "hasDeclaredLicense", spdxId, [declared]);
  }

  /** The files that say that a package is there. */
  *#evidenceElements(found: Package, spdxId: string): Generator<SpdxElement> {
    const paths = [...new Set(found.locations.map(({ path }) => path))];
    for (const path of paths) {
      yield* this.#once("File", path, (address) => ({
        type: "software_File",
        spdxId: address,
        creationInfo,
        name: path,
      }));
    }
    const files = paths.map((path) => this.#sharedAddress("File", path));
    yield relationship(this.#namespace, "hasEvidence", spdxId, files);
  }

  *#once(kind: string, key: string, make: (address: string) => SpdxElement): Generator<SpdxElement> {
    const name = `${kind}-${shortHash(key)}`;
    if (this.#made.has(name)) return;
    this.#made.add(name);
    yield make(this.#address(name));
  }

  #sharedAddress(kind: string, key: string): string {
    return this.#address(`${kind}-${shortHash(key)}`);
  }

  #packageId(id: string): string {
    return this.#address(`Package-${shortHash(id)}`);
  }

  #address(name: string): string {
    return `${this.#namespace}#${name}`;
  }
}
