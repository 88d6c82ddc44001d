import type { Inventory } from "../../model/inventory.ts";
import type { Package, PackageHash } from "../../model/package.ts";
import { distributionProperties } from "../../semantics/sbom/inventory-properties.ts";
import { formatLocation } from "../../semantics/sbom/location-text.ts";
import { isWritableUrl, packageProperties, type SbomProperty } from "../../semantics/sbom/package-properties.ts";
import { formatPropertyLines } from "../../semantics/sbom/property-lines.ts";
import { showControls } from "../escape/visible.ts";
import { findCreatedAt } from "../sbom/created-at.ts";
import { presentDependencies } from "../sbom/direct-packages.ts";
import type { SbomOptions } from "../sbom/options.ts";
import { targetEntryOf } from "../sbom/target-entry.ts";
import { documentNamespaceOf, elementNameOf, fullNameOf, unknownTime } from "./element-names.ts";
import { type LicenseReference, LicenseReferences } from "./license-references.ts";

/** A package as both writings of SPDX 2.3 say it. */
export interface SpdxPackage {
  readonly SPDXID: string;
  readonly name: string;
  readonly versionInfo?: string;
  readonly supplier: string;
  readonly primaryPackagePurpose: "APPLICATION" | "CONTAINER" | "LIBRARY" | "OPERATING_SYSTEM";
  readonly checksums?: readonly { readonly algorithm: string; readonly checksumValue: string }[];
  readonly licenseDeclared: string;
  readonly purl?: string;
  /** What SPDX has no field for, as lines. */
  readonly comment?: string;
}

/** One line between two elements. */
export interface SpdxRelationship {
  readonly spdxElementId: string;
  readonly relationshipType: "CONTAINS" | "DEPENDS_ON" | "DESCRIBES";
  readonly relatedSpdxElement: string;
}

/** A document of SPDX 2.3 whose long lists are made while they are written. */
export interface SpdxDocument {
  readonly name: string;
  readonly namespace: string;
  readonly created: string;
  readonly creationComment?: string;
  /** `Tool: name-version`. */
  readonly tool: string;
  readonly packages: Iterable<SpdxPackage>;
  /** Complete once the packages are written. */
  readonly licenseReferences: () => readonly LicenseReference[];
  readonly relationships: Iterable<SpdxRelationship>;
}

const documentId = "SPDXRef-DOCUMENT";
const targetId = "SPDXRef-Target";
const systemId = "SPDXRef-OperatingSystem";

/**
 * Gives what both writings of SPDX 2.3 say of an inventory.
 *
 * Files are not listed: the specification demands a SHA-1 of each, which an inventory does not hold. Where a package was
 * found stands in its annotation.
 */
export function toSpdx2(inventory: Inventory, options: SbomOptions): SpdxDocument {
  const licenses = new LicenseReferences();
  const created = findCreatedAt(inventory, options);
  const { name, version } = options.producer;
  return {
    name: inventory.target.name === "" ? "sbom" : inventory.target.name,
    namespace: documentNamespaceOf(inventory, options),
    created: created ?? unknownTime,
    ...(created === undefined ? { creationComment: "It is not known when this document was made." } : {}),
    tool: `Tool: ${name}-${version}`,
    packages: listPackages(inventory, licenses),
    licenseReferences: () => licenses.used,
    relationships: listRelationships(inventory),
  };
}

function* listPackages(inventory: Inventory, licenses: LicenseReferences): Generator<SpdxPackage> {
  yield targetPackage(inventory);
  const layers = inventory.image?.layers ?? [];
  const { distribution } = inventory;
  if (distribution !== undefined) {
    const { id, version } = distribution;
    const properties = distributionProperties(distribution);
    yield {
      SPDXID: systemId,
      name: id,
      ...(version === undefined ? {} : { versionInfo: version }),
      supplier: "NOASSERTION",
      primaryPackagePurpose: "OPERATING_SYSTEM",
      licenseDeclared: "NOASSERTION",
      ...commentOf(properties),
    };
  }
  for (const found of inventory.packages) {
    const extra = [
      ...(found.id === found.purl ? [] : [{ name: "sekisho:id", value: found.id }]),
      ...packageProperties(found, layers),
      ...found.locations.map((location) => ({ name: "sekisho:location", value: formatLocation(location) })),
    ];
    yield { ...toPackage(found, licenses), ...commentOf(extra) };
  }
}

function targetPackage(inventory: Inventory): SpdxPackage {
  const { isImage, name, version, purl, properties } = targetEntryOf(inventory);
  return {
    SPDXID: targetId,
    name,
    ...(version === undefined ? {} : { versionInfo: version }),
    supplier: "NOASSERTION",
    primaryPackagePurpose: isImage ? "CONTAINER" : "APPLICATION",
    licenseDeclared: "NOASSERTION",
    ...(purl === undefined ? {} : { purl }),
    ...commentOf(properties),
  };
}

function toPackage(found: Package, licenses: LicenseReferences): SpdxPackage {
  const { id, version, vendor, hashes, purl } = found;
  return {
    SPDXID: `SPDXRef-${elementNameOf(id)}`,
    name: fullNameOf(found),
    ...(version === "" ? {} : { versionInfo: version }),
    supplier: vendor === undefined || vendor.trim() === "" ? "NOASSERTION" : `Organization: ${showControls(vendor)}`,
    primaryPackagePurpose: "LIBRARY",
    ...(hashes.length === 0 ? {} : { checksums: hashes.map(toChecksum) }),
    licenseDeclared: licenses.expressionOf(found.licenses),
    ...(isWritableUrl(purl) ? { purl } : {}),
  };
}

function toChecksum({ algorithm, value }: PackageHash): { readonly algorithm: string; readonly checksumValue: string } {
  return { algorithm: algorithm.toUpperCase(), checksumValue: value };
}

function commentOf(properties: readonly SbomProperty[]): Pick<SpdxPackage, "comment"> {
  return properties.length === 0 ? {} : { comment: formatPropertyLines(properties) };
}

function* listRelationships({ packages, distribution }: Inventory): Generator<SpdxRelationship> {
  yield { spdxElementId: documentId, relationshipType: "DESCRIBES", relatedSpdxElement: targetId };
  if (distribution !== undefined) {
    yield { spdxElementId: targetId, relationshipType: "CONTAINS", relatedSpdxElement: systemId };
  }
  const ids = new Set(packages.map(({ id }) => id));
  for (const found of packages) {
    const spdxElementId = `SPDXRef-${elementNameOf(found.id)}`;
    yield { spdxElementId: targetId, relationshipType: "CONTAINS", relatedSpdxElement: spdxElementId };
    for (const other of presentDependencies(found, ids)) {
      const relatedSpdxElement = `SPDXRef-${elementNameOf(other)}`;
      yield { spdxElementId, relationshipType: "DEPENDS_ON", relatedSpdxElement };
    }
  }
}
