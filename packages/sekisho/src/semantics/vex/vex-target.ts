import type { Distribution, Inventory } from "../../model/inventory.ts";
import type { Package } from "../../model/package.ts";
import { type ImageReference, parseImageReference } from "../image-reference/image-reference.ts";
import type { PackageUrl } from "../package-url/url-parts.ts";

/** What is known of a target by which a statement may name it. */
export interface VexTarget {
  /** `sha256:…` of its manifest, its index and its configuration, as far as they are known. */
  readonly digests: ReadonlySet<string>;
  /** As the user and the archive name it. */
  readonly names: ReadonlySet<string>;
  readonly references: readonly ImageReference[];
  readonly distribution: Distribution | undefined;
  readonly packages: readonly Package[];
}

/** Gathers what names a target. */
export function toVexTarget({ target, image, distribution, packages }: Inventory): VexTarget {
  const names = new Set([target.name, ...(image === undefined ? [] : [image.name, ...image.tags])]);
  const references = image === undefined ? [] : [...names].flatMap((name) => parseImageReference(name) ?? []);
  const digests = [target.digest, image?.digest, image?.configDigest, ...references.map(({ digest }) => digest)];
  return {
    digests: new Set(digests.filter((digest) => digest !== undefined)),
    names,
    references,
    distribution,
    packages,
  };
}

/** How a package URL names a target that is an image: by digest, or by repository and tag; `undefined` when it does not. */
export function matchImageUrl(url: PackageUrl, target: VexTarget): "digest" | "name" | undefined {
  if (url.type !== "oci" && url.type !== "docker") return undefined;
  const version = decodeDigest(url.version);
  if (version?.startsWith("sha256:") === true) return target.digests.has(version) ? "digest" : undefined;
  return target.references.some((reference) => isNamed(url, version, reference)) ? "name" : undefined;
}

function decodeDigest(version: string | undefined): string | undefined {
  return version?.toLowerCase().startsWith("sha256:") === true ? version.toLowerCase() : version;
}

/** Source: purl-spec, types `oci` (tag and repository are qualifiers) and `docker` (the tag is the version). */
function isNamed(url: PackageUrl, version: string | undefined, reference: ImageReference): boolean {
  const { repository_url: place, tag: qualifier } = url.qualifiers;
  const tag = url.type === "oci" ? qualifier : version;
  if (tag !== undefined && tag !== (reference.tag ?? "latest")) return false;
  if (url.type === "oci") {
    const name = reference.repository.slice(reference.repository.lastIndexOf("/") + 1);
    return name.toLowerCase() === url.name && (place === undefined || isPlace(place, reference));
  }
  const path = url.namespace === undefined ? `library/${url.name}` : `${url.namespace}/${url.name}`;
  return path === reference.repository && isRegistry(place ?? "docker.io", reference);
}

function isPlace(written: string, reference: ImageReference): boolean {
  const place = parseImageReference(withoutScheme(written));
  return place?.registry === reference.registry && place.repository === reference.repository;
}

function isRegistry(written: string, { registry }: ImageReference): boolean {
  const place = withoutScheme(written);
  return place === registry || (registry === "docker.io" && place === "hub.docker.com");
}

function withoutScheme(address: string): string {
  const bare = address.replace(/^https?:\/\//, "");
  return bare.endsWith("/") ? bare.slice(0, -1) : bare;
}
