import type { Inventory } from "../../model/inventory.ts";
import { parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import { formatPackageUrl } from "../../semantics/package-url/package-url.ts";
import { inventoryProperties } from "../../semantics/sbom/inventory-properties.ts";
import type { SbomProperty } from "../../semantics/sbom/package-properties.ts";

/** What an SBOM says of the thing that it lists the content of. */
export interface TargetEntry {
  readonly isImage: boolean;
  readonly name: string;
  /** Digest of an image's manifest, else of its configuration. */
  readonly version?: string;
  readonly purl?: string;
  readonly properties: readonly SbomProperty[];
}

/** Gives the entry of an inventory's target. */
export function targetEntryOf(inventory: Inventory): TargetEntry {
  const { target } = inventory;
  const purl = findImageUrl(inventory);
  return {
    isImage: target.kind === "image",
    name: target.name,
    ...(target.digest === undefined ? {} : { version: target.digest }),
    ...(purl === undefined ? {} : { purl }),
    properties: [...describeTarget(inventory), ...inventoryProperties(inventory)],
  };
}

/** An image in a registry has a package URL: its repository with the digest of its manifest. */
function findImageUrl({ image }: Inventory): string | undefined {
  const reference = image === undefined ? undefined : parseImageReference(image.name);
  if (image?.digest === undefined || reference === undefined) return undefined;
  const { architecture, variant } = image.configuration.platform;
  return formatPackageUrl({
    type: "oci",
    name: reference.repository.slice(reference.repository.lastIndexOf("/") + 1),
    version: image.digest,
    qualifiers: {
      arch: [architecture, ...(variant === undefined ? [] : [variant])].join("/"),
      repository_url: `${reference.registry}/${reference.repository}`,
      tag: reference.tag ?? "",
    },
  });
}

function describeTarget({ target, image, origin, baseImage }: Inventory): SbomProperty[] {
  const properties: SbomProperty[] = [{ name: "sekisho:target:kind", value: target.kind }];
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined) properties.push({ name: `sekisho:${name}`, value });
  };
  if (origin.format !== "scan") add("origin:format", origin.format);
  add("origin:tool", origin.tool);
  add("image:configDigest", image?.configDigest);
  add("image:platform", target.image?.platform);
  for (const tag of image?.tags ?? []) add("image:tag", tag);
  for (const layer of image?.layers ?? []) add("image:layer:diffId", layer.diffId);
  add("image:baseLayers", baseImage === undefined ? undefined : String(baseImage.layers));
  add("image:baseName", baseImage?.name);
  return properties;
}
