import type { Package, PackageHash } from "../../model/package.ts";
import { formatLocation } from "../../semantics/sbom/location-text.ts";
import {
  isWritableUrl,
  type LayerDigests,
  packageProperties,
  type SbomProperty,
} from "../../semantics/sbom/package-properties.ts";
import { fullNameOf, shortHash } from "./element-names.ts";

/** The node that every element refers to for when and by whom it was made. */
export const creationInfo = "_:creation";

/** One element of the graph of SPDX 3. */
export type SpdxElement = Readonly<Record<string, unknown>> & { readonly type: string };

/** Gives the element of a package. */
export function packageElement(found: Package, spdxId: string, layers: readonly LayerDigests[]): SpdxElement {
  const { id, purl, version, hashes, locations } = found;
  const properties = [
    ...(id === purl ? [] : [{ name: "sekisho:id", value: id }]),
    ...packageProperties(found, layers),
    ...locations.map((location) => ({ name: "sekisho:location", value: formatLocation(location) })),
  ];
  return {
    type: "software_Package",
    spdxId,
    creationInfo,
    name: fullNameOf(found),
    ...(hashes.length === 0 ? {} : { verifiedUsing: hashes.map(hashNode) }),
    ...propertyNodes(properties),
    software_primaryPurpose: "library",
    ...(version === "" ? {} : { software_packageVersion: version }),
    ...(isWritableUrl(purl) ? { software_packageUrl: purl } : {}),
  };
}

/** Gives the member that carries properties, in the extension that SPDX has for those of CycloneDX. */
export function propertyNodes(properties: readonly SbomProperty[]): { readonly extension?: readonly unknown[] } {
  if (properties.length === 0) return {};
  const entries = properties.map(({ name, value }) => ({
    type: "extension_CdxPropertyEntry",
    extension_cdxPropName: name,
    extension_cdxPropValue: value,
  }));
  return { extension: [{ type: "extension_CdxPropertiesExtension", extension_cdxProperty: entries }] };
}

/** Gives a relationship; its name is computed from its ends. */
export function relationship(
  namespace: string,
  relationshipType: string,
  from: string,
  to: readonly string[],
): SpdxElement {
  const key = shortHash(`${relationshipType}\n${from}\n${to.join("\n")}`);
  return { type: "Relationship", spdxId: `${namespace}#Relationship-${key}`, creationInfo, from, relationshipType, to };
}

function hashNode({ algorithm, value }: PackageHash): unknown {
  return { type: "Hash", algorithm, hashValue: value };
}
