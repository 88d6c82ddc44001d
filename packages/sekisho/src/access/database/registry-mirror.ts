import { open } from "node:fs/promises";
import { digestOf } from "../../formats/oci/digest.ts";
import { type Descriptor, type ImageManifest, parseManifest } from "../../formats/oci/manifest.ts";
import type { SekishoError } from "../../model/error.ts";
import type { Text } from "../../model/text.ts";
import { type ImageReference, parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import { invalidDocument } from "../image-error.ts";
import { streamBlob } from "../registry/blob-stream.ts";
import { fetchManifest, ownPlace } from "../registry/open-registry-image.ts";
import { RegistryClient, type RegistrySettings } from "../registry/registry-client.ts";
import { putManifest, type UploadedContent, uploadBlob } from "../registry/upload-blob.ts";
import { mirrorUnreachable } from "./database-error.ts";
import { acceptPartial, partialBytes, partialPath, writePieces } from "./partial-file.ts";

/** Says of an artifact in a registry that it is an advisory database. */
const artifactType = "application/vnd.sekisho.advisories.v1";
/** The signed manifest of the database stands where an image has its configuration. */
const manifestType = "application/vnd.sekisho.advisories.manifest.v1+json";
const partType = "application/vnd.sekisho.advisories.part.v1";
const ociManifestType = "application/vnd.oci.image.manifest.v1+json";
const addressStart = "oci://";

/** A database in a registry. */
export interface RegistryDatabase {
  readonly client: RegistryClient;
  /** The signed manifest; its digest was compared with the one that the artifact names, and nothing more is known. */
  readonly manifest: string;
}

/** A file of a database, named as in its manifest: lower case hexadecimal SHA-256. */
export interface RegistryFile {
  readonly digest: string;
  readonly bytes: number;
}

/** Gives the name behind `oci://`; `undefined` when it is none of a registry's artifact. */
export function parseRegistryAddress(written: string): ImageReference | undefined {
  if (!written.startsWith(addressStart)) return undefined;
  const reference = parseImageReference(written.slice(addressStart.length));
  return reference?.written.registry === undefined ? undefined : reference;
}

/**
 * Finds the database that a registry keeps under a name.
 *
 * @throws {SekishoError} `database-unreachable` when there is something else; what registries answer.
 */
export async function findInRegistry(
  reference: ImageReference,
  maxManifestBytes: number,
  settings: RegistrySettings,
): Promise<RegistryDatabase> {
  const client = new RegistryClient(ownPlace(reference), settings);
  const name = reference.digest ?? reference.tag ?? "latest";
  const { bytes, descriptor } = await fetchManifest(client, name);
  if (reference.digest !== undefined && digestOf(bytes) !== reference.digest) {
    throw otherContent(reference, `sha256 ${digestOf(bytes)}`);
  }
  const parsed = parseManifest(bytes, descriptor.mediaType);
  const what: Text = { en: `The manifest of ${reference.text}`, ja: `${reference.text} のマニフェスト` };
  if (parsed.kind === "invalid") throw invalidDocument(what, parsed.problems);
  if (parsed.value.kind !== "manifest") throw otherContent(reference, parsed.value.kind);
  const { configuration } = checkArtifact(parsed.value, reference);
  if (configuration.sizeBytes > maxManifestBytes) throw otherContent(reference, `${configuration.sizeBytes} bytes`);
  const pieces: Uint8Array[] = [];
  for await (const piece of streamBlob(client, configuration)) pieces.push(piece);
  const manifest = Buffer.concat(pieces);
  if (digestOf(manifest) !== configuration.digest) throw otherContent(reference, digestOf(manifest));
  return { client, manifest: manifest.toString("utf8") };
}

/**
 * Fetches a file of a database to a path. What an earlier run brought is not fetched again; the file takes its name only
 * when its digest is right.
 *
 * @throws {SekishoError} `database-unreachable`, `database-unwritable`; what registries answer.
 */
export async function fetchFromRegistry(client: RegistryClient, file: RegistryFile, path: string): Promise<void> {
  const partial = partialPath(path);
  const descriptor = { mediaType: partType, digest: `sha256:${file.digest}`, sizeBytes: file.bytes, annotations: {} };
  for (;;) {
    const before = await partialBytes(partial);
    if (before < file.bytes) {
      // The stream itself ends with an error behind the last byte that the descriptor allows.
      const options = { from: before, grown: () => undefined };
      await writePieces(partial, streamBlob(client, descriptor, before), options);
    }
    if (await acceptPartial(path, file.digest)) return;
    // What lay there from before may be the wrong part; what was fetched whole now is what the registry has.
    if (before === 0) throw otherBytes(client, descriptor);
  }
}

/** What goes into a registry. */
export interface PushedDatabase {
  /** The signed manifest. */
  readonly manifest: string;
  /** Annotations of the artifact, for people who look at it with other tools. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly files: readonly (RegistryFile & { readonly path: string })[];
}

/** What was done for a push. */
export interface Pushed {
  /** Digest of the artifact's manifest, `sha256:…`. */
  readonly digest: string;
  /** Files that the registry did not have. */
  readonly newFiles: number;
}

/**
 * Puts a database under a name into a registry: first the files that it lacks, the name at the end.
 *
 * The same database gives the same artifact. The registry compares every file with its digest.
 */
export async function pushToRegistry(
  reference: ImageReference,
  { manifest, annotations, files }: PushedDatabase,
  { onProgress, ...settings }: RegistrySettings & { readonly onProgress?: (done: number, total: number) => void },
): Promise<Pushed> {
  const client = new RegistryClient(ownPlace(reference), settings);
  const unique = [...new Map(files.map((file) => [file.digest, file])).values()];
  let newFiles = 0;
  for (const [done, file] of unique.entries()) {
    onProgress?.(done, unique.length);
    if ((await uploadFile(client, file)) === "uploaded") newFiles += 1;
  }
  onProgress?.(unique.length, unique.length);
  const bytes = Buffer.from(manifest);
  const config = { mediaType: manifestType, digest: digestOf(bytes), size: bytes.length };
  await uploadBlob(client, contentOf(bytes, config.digest));
  const layers = unique.map((file) => ({ mediaType: partType, digest: `sha256:${file.digest}`, size: file.bytes }));
  const document = { schemaVersion: 2, mediaType: ociManifestType, artifactType, config, layers, annotations };
  const artifact = Buffer.from(JSON.stringify(document));
  await putManifest(client, reference.tag ?? "latest", { mediaType: ociManifestType, bytes: artifact });
  return { digest: digestOf(artifact), newFiles };
}

async function uploadFile(
  client: RegistryClient,
  { path, digest, bytes }: PushedDatabase["files"][number],
): Promise<"uploaded" | "present"> {
  const handle = await open(path);
  try {
    return await uploadBlob(client, {
      digest: `sha256:${digest}`,
      sizeBytes: bytes,
      async read(offset, length) {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      },
    });
  } finally {
    await handle.close();
  }
}

function contentOf(bytes: Buffer, digest: string): UploadedContent {
  return {
    digest,
    sizeBytes: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

function checkArtifact(manifest: ImageManifest, reference: ImageReference): ImageManifest {
  if (manifest.configuration.mediaType === manifestType) return manifest;
  throw otherContent(reference, manifest.artifactType ?? manifest.configuration.mediaType);
}

function otherContent(reference: ImageReference, got: string): SekishoError {
  const shown = JSON.stringify(got.slice(0, 100));
  return mirrorUnreachable(`${addressStart}${reference.text}`, {
    en: `expected an advisory database (${artifactType}), got ${shown}`,
    ja: `アドバイザリデータベース（${artifactType}）を想定しましたが、${shown} でした。`,
  });
}

function otherBytes(client: RegistryClient, { digest }: Descriptor): SekishoError {
  const { host, repository } = client.place;
  return mirrorUnreachable(`${addressStart}${host}/${repository}@${digest}`, {
    en: "its bytes have another digest",
    ja: "内容のダイジェストが一致しません。",
  });
}
