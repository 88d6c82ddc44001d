import type { Platform } from "../../model/image.ts";
import { isDigest } from "./digest.ts";
import {
  isPresent,
  itemsOf,
  type JsonPlace,
  memberOf,
  optionalText,
  type ParsedDocument,
  parseJsonDocument,
  report,
  requiredCount,
  requiredItemsOf,
  requiredText,
  textRecordOf,
} from "./json-document.ts";
import { contentKindOf } from "./media-types.ts";

/** Names other content by its digest. Source: OCI image specification 1.1, Descriptor. */
export interface Descriptor {
  /** Empty when it is left out, as some writers do in an index. */
  readonly mediaType: string;
  readonly digest: string;
  readonly sizeBytes: number;
  readonly platform?: Platform;
  readonly artifactType?: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What makes up one image. */
export interface ImageManifest {
  readonly kind: "manifest";
  readonly mediaType: string | undefined;
  readonly artifactType: string | undefined;
  readonly configuration: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly annotations: Readonly<Record<string, string>>;
  /** The manifest that this one is about: a signature's image. */
  readonly subject: Descriptor | undefined;
}

/** One name for several manifests: an OCI index or a Docker manifest list. */
export interface ImageIndex {
  readonly kind: "index";
  readonly manifests: readonly Descriptor[];
  readonly annotations: Readonly<Record<string, string>>;
}

/** A manifest of Docker's first form, which names no configuration: it is recognised, not read. */
export interface OldManifest {
  readonly kind: "schema-1";
}

/** Every document that a name in a registry can stand for. */
export type ManifestDocument = ImageManifest | ImageIndex | OldManifest;

/**
 * Reads an OCI manifest or index, a Docker manifest of schema 2 or a manifest list.
 *
 * What it is, its own media type says, then the type that it was served or named with, then its members. A document that
 * has both `layers` and `manifests`, or whose own type says something else than its members, is refused: programs would
 * disagree about what it is (CVE-2021-41190). Never throws.
 */
export function parseManifest(bytes: Uint8Array, mediaType = ""): ParsedDocument<ManifestDocument> {
  return parseJsonDocument(bytes, (root) => readManifest(root, mediaType));
}

function readManifest(root: JsonPlace, servedAs: string): ManifestDocument | undefined {
  const own = optionalText(memberOf(root, "mediaType"));
  const layers = memberOf(root, "layers");
  const manifests = memberOf(root, "manifests");
  const configuration = memberOf(root, "config");
  const version = memberOf(root, "schemaVersion");
  if (root.problems.length > 0) return undefined;
  if (version.value === 1) return { kind: "schema-1" };
  if (isPresent(manifests) && (isPresent(layers) || isPresent(configuration))) {
    const expected = { en: "no manifests beside config and layers", ja: "config や layers と併用されない manifests" };
    report(manifests, expected);
    return undefined;
  }
  const kind = isPresent(manifests) ? "index" : "manifest";
  const claimed = contentKindOf(own ?? servedAs);
  if (claimed === "schema-1") return { kind: "schema-1" };
  if ((claimed === "index" || claimed === "manifest") && claimed !== kind) {
    const member = claimed === "index" ? manifests : layers;
    report(member, { en: `a list, because the document is an ${claimed}`, ja: `${claimed} に必要な配列` });
    return undefined;
  }
  const annotations = textRecordOf(memberOf(root, "annotations"));
  if (kind === "index") return { kind, manifests: requiredItemsOf(manifests).map(readDescriptor), annotations };
  return readImageManifest(root, own, annotations);
}

function readImageManifest(
  root: JsonPlace,
  mediaType: string | undefined,
  annotations: Readonly<Record<string, string>>,
): ImageManifest {
  const subject = memberOf(root, "subject");
  return {
    kind: "manifest",
    mediaType,
    artifactType: optionalText(memberOf(root, "artifactType")),
    configuration: readDescriptor(memberOf(root, "config")),
    layers: requiredItemsOf(memberOf(root, "layers")).map(readDescriptor),
    annotations,
    subject: isPresent(subject) ? readDescriptor(subject) : undefined,
  };
}

function readDescriptor(place: JsonPlace): Descriptor {
  if (!isPresent(place)) report(place, { en: "a descriptor", ja: "ディスクリプター" });
  const digestPlace = memberOf(place, "digest");
  const digest = isPresent(place) ? requiredText(digestPlace) : "";
  if (digest !== "" && !isDigest(digest)) {
    report(digestPlace, {
      en: "a digest of sha256, sha384 or sha512 in small hexadecimal letters",
      ja: "小文字の 16 進数による sha256、sha384、sha512 のダイジェスト",
    });
  }
  const platform = readPlatform(memberOf(place, "platform"));
  const artifactType = optionalText(memberOf(place, "artifactType"));
  return {
    mediaType: optionalText(memberOf(place, "mediaType")) ?? "",
    digest,
    sizeBytes: isPresent(place) ? requiredCount(memberOf(place, "size")) : 0,
    ...(platform === undefined ? {} : { platform }),
    ...(artifactType === undefined ? {} : { artifactType }),
    annotations: textRecordOf(memberOf(place, "annotations")),
  };
}

function readPlatform(place: JsonPlace): Platform | undefined {
  if (!isPresent(place)) return undefined;
  const variant = optionalText(memberOf(place, "variant"));
  return {
    os: optionalText(memberOf(place, "os")) ?? "",
    architecture: optionalText(memberOf(place, "architecture")) ?? "",
    ...(variant === undefined || variant === "" ? {} : { variant }),
  };
}

/**
 * Tells whether an entry of an index says something about an image instead of being one: the provenance and SBOM
 * manifests that BuildKit adds.
 */
export function isAttestation(descriptor: Descriptor): boolean {
  if (descriptor.annotations["vnd.docker.reference.type"] !== undefined) return true;
  return descriptor.platform?.os === "unknown" && descriptor.platform.architecture === "unknown";
}

/** Reads the list of names that an OCI layout keeps in `oci-layout`: its version. Never throws. */
export function parseLayoutVersion(bytes: Uint8Array): ParsedDocument<string> {
  return parseJsonDocument(bytes, (root) => {
    const place = memberOf(root, "imageLayoutVersion");
    const version = requiredText(place);
    if (version !== "" && !version.startsWith("1.")) report(place, { en: "version 1", ja: "バージョン 1" });
    return version;
  });
}

/** One image of a `docker save` archive: paths inside the archive. */
export interface SavedImage {
  readonly configuration: string;
  readonly tags: readonly string[];
  readonly layers: readonly string[];
}

/** Reads the `manifest.json` of a `docker save` or `podman save` archive. Never throws. */
export function parseSavedImages(bytes: Uint8Array): ParsedDocument<readonly SavedImage[]> {
  return parseJsonDocument(bytes, (root) =>
    requiredItemsOf(root).map((item) => ({
      configuration: requiredText(memberOf(item, "Config")),
      tags: itemsOf(memberOf(item, "RepoTags")).map(requiredText),
      layers: itemsOf(memberOf(item, "Layers")).map(requiredText),
    })),
  );
}
