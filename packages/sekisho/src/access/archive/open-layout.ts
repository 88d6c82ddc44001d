import { type Descriptor, isAttestation, parseLayoutVersion, parseManifest } from "../../formats/oci/manifest.ts";
import { SekishoError } from "../../model/error.ts";
import type { ImageSourceKind } from "../../model/image.ts";
import { invalidDocument } from "../image-error.ts";
import type { FileRange, LayerBlob, OpenedImage } from "../image-source.ts";
import {
  type ContentStore,
  chooseManifest,
  maxDocumentBytes,
  resolveImage,
  type WantedImage,
} from "../resolve-image.ts";
import { chooseNamed } from "./choose-named.ts";
import { blobOfRange, type FileSource, readWhole } from "./file-source.ts";

const nameAnnotations = ["org.opencontainers.image.ref.name", "io.containerd.image.name"] as const;

/** An image of an archive or a layout. */
export interface WantedFile extends Omit<WantedImage, "tags"> {
  /** Name or digest of one image among several; the only one when left out. */
  readonly image: string | undefined;
}

/**
 * Opens an image of an OCI layout, in a directory or in an archive. Source: OCI image specification 1.1, Image Layout.
 * The files stay with the caller, who closes them.
 */
export async function openLayout(
  files: FileSource,
  source: ImageSourceKind,
  wanted: WantedFile,
): Promise<Omit<OpenedImage, "close">> {
  await checkVersion(files);
  const name = `${files.name}/index.json`;
  const bytes = await readWhole(getFile(files, "index.json"), { name, maxBytes: maxDocumentBytes });
  const parsed = parseManifest(bytes, "application/vnd.oci.image.index.v1+json");
  if (parsed.kind === "invalid") throw invalidDocument({ en: name, ja: `${name} ` }, parsed.problems);
  if (parsed.value.kind !== "index") throw noIndex(name);
  const images = parsed.value.manifests.filter((descriptor) => !isAttestation(descriptor));
  const named = images.map((image) => ({ image, names: namesOf(image), digest: image.digest }));
  const chosen = chooseNamed(named, { source: files.name, image: wanted.image });
  // Entries of one name, or of none, are one image for several platforms.
  const candidates = chosen.map(({ image }) => image);
  const [first] = candidates;
  const start =
    first !== undefined && candidates.every((candidate) => candidate.digest === first.digest)
      ? first
      : chooseManifest({ kind: "index", manifests: candidates, annotations: {} }, { ...wanted, tags: [] });
  const tags = [...new Set(images.filter((image) => image.digest === start.digest).flatMap(namesOf))];
  return resolveImage(layoutStore(files, source), start, { ...wanted, tags });
}

function namesOf(descriptor: Descriptor): readonly string[] {
  return nameAnnotations.map((name) => descriptor.annotations[name]).filter((name) => name !== undefined);
}

async function checkVersion(files: FileSource): Promise<void> {
  const name = `${files.name}/oci-layout`;
  const parsed = parseLayoutVersion(
    await readWhole(getFile(files, "oci-layout"), { name, maxBytes: maxDocumentBytes }),
  );
  if (parsed.kind === "invalid") throw invalidDocument({ en: name, ja: `${name} ` }, parsed.problems);
}

function layoutStore(files: FileSource, source: ImageSourceKind): ContentStore {
  return {
    source,
    readDocument: (descriptor) =>
      readWhole(getBlob(files, descriptor.digest), { name: descriptor.digest, maxBytes: maxDocumentBytes }),
    openLayer(descriptor) {
      const path = blobPath(descriptor.digest);
      const range = files.find(path);
      return range === undefined ? missingBlob(files, path) : blobOfRange(range, descriptor.digest);
    },
  };
}

function getBlob(files: FileSource, digest: string): FileRange {
  return getFile(files, blobPath(digest));
}

function blobPath(digest: string): string {
  return `blobs/${digest.replace(":", "/")}`;
}

/** Gives the content of a layer that is not there: whoever reads it is told so. */
export function missingBlob(files: FileSource, path: string): LayerBlob {
  const next = (): Promise<never> => Promise.reject(missingFile(files, path));
  return { open: () => ({ [Symbol.asyncIterator]: () => ({ next }) }) };
}

/** Gives a file of the layout or archive; throws when it is not there. */
export function getFile(files: FileSource, path: string): FileRange {
  const range = files.find(path);
  if (range !== undefined) return range;
  throw missingFile(files, path);
}

function missingFile(files: FileSource, path: string): SekishoError {
  return new SekishoError("image-not-found", {
    en: `${files.name} lacks a file that it refers to: expected ${path}.`,
    ja: `${files.name} に、参照されているファイル ${path} がありません。`,
  });
}

function noIndex(name: string): SekishoError {
  return new SekishoError("image-invalid", {
    en: `${name} is no index: expected a list of manifests.`,
    ja: `${name} がインデックスではありません。マニフェストの一覧を想定しています。`,
  });
}
