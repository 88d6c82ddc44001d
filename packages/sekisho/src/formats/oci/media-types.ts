/** What a media type of the image world stands for. */
export type ContentKind = "manifest" | "index" | "schema-1" | "configuration" | "other";

/** Media types of manifests and indexes, as asked for in `Accept`, the wanted ones first. */
export const manifestMediaTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
] as const;

const kinds: ReadonlyMap<string, ContentKind> = new Map([
  ["application/vnd.oci.image.index.v1+json", "index"],
  ["application/vnd.docker.distribution.manifest.list.v2+json", "index"],
  ["application/vnd.oci.image.manifest.v1+json", "manifest"],
  ["application/vnd.docker.distribution.manifest.v2+json", "manifest"],
  ["application/vnd.docker.distribution.manifest.v1+json", "schema-1"],
  ["application/vnd.docker.distribution.manifest.v1+prettyjws", "schema-1"],
  ["application/vnd.oci.image.config.v1+json", "configuration"],
  ["application/vnd.docker.container.image.v1+json", "configuration"],
]);

/** Gives what a media type stands for; parameters such as `; charset=utf-8` do not count. */
export function contentKindOf(mediaType: string): ContentKind {
  return kinds.get(withoutParameters(mediaType)) ?? "other";
}

/**
 * Tells why a layer of that media type is not read: a foreign one is not in the registry, an encrypted one needs a key.
 *
 * Sources: OCI image specification 1.1, media-types.md; Docker image manifest V2 schema 2; the `+encrypted` ending is that of ocicrypt.
 */
export function unreadableLayerOf(mediaType: string): "foreign" | "encrypted" | undefined {
  const plain = withoutParameters(mediaType);
  if (plain.includes("+encrypted")) return "encrypted";
  if (plain.startsWith("application/vnd.oci.image.layer.nondistributable.")) return "foreign";
  if (plain.startsWith("application/vnd.docker.image.rootfs.foreign.")) return "foreign";
  return undefined;
}

/** Tells whether a media type is one of an image's layers, whatever its compression. */
export function isLayerType(mediaType: string): boolean {
  const plain = withoutParameters(mediaType);
  return (
    plain.startsWith("application/vnd.oci.image.layer.") || plain.startsWith("application/vnd.docker.image.rootfs.")
  );
}

function withoutParameters(mediaType: string): string {
  return (mediaType.split(";", 1)[0] ?? "").trim().toLowerCase();
}
