import { digestOf } from "../../formats/oci/digest.ts";
import type { Descriptor } from "../../formats/oci/manifest.ts";
import { manifestMediaTypes } from "../../formats/oci/media-types.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { SekishoError } from "../../model/error.ts";
import type { Text } from "../../model/text.ts";
import { type ImageReference, parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import type { OpenedImage } from "../image-source.ts";
import { type ContentStore, maxDocumentBytes, resolveImage, type WantedImage } from "../resolve-image.ts";
import { streamBlob } from "./blob-stream.ts";
import { readLimitedBody } from "./limited-body.ts";
import { RegistryClient, type RegistrySettings, type RepositoryPlace } from "./registry-client.ts";
import type { Asked } from "./registry-error.ts";

/** How an image of a registry is opened. */
export interface RegistryOptions extends RegistrySettings {
  /** Hosts to ask first, by registry; a path behind the host is put before the repository. */
  readonly mirrors: Readonly<Record<string, readonly string[]>>;
}

/**
 * Opens an image of a registry: by its tag (`latest` when none is written) or digest, at its mirrors first. Layers stream
 * from the network each time they are opened. Source: OCI distribution specification 1.1.
 */
export async function openRegistryImage(
  name: string,
  wanted: Omit<WantedImage, "tags">,
  options: RegistryOptions,
): Promise<OpenedImage> {
  const reference = parseImageReference(name);
  if (reference === undefined) throw noReference(name);
  const { client, manifest, diagnostics } = await findManifest(reference, options);
  const store = registryStore(client, manifest);
  const tags = reference.tag === undefined && reference.digest !== undefined ? [] : [taggedName(reference)];
  const image = await resolveImage(store, manifest.descriptor, { ...wanted, tags });
  return { ...image, diagnostics: [...diagnostics, ...image.diagnostics], close: () => Promise.resolve() };
}

/** A manifest as a registry gave it. */
export interface FetchedManifest {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

interface FoundManifest {
  readonly client: RegistryClient;
  readonly manifest: FetchedManifest;
  readonly diagnostics: readonly Diagnostic[];
}

async function findManifest(reference: ImageReference, options: RegistryOptions): Promise<FoundManifest> {
  const diagnostics: Diagnostic[] = [];
  const places = [...mirrorsOf(reference, options), ownPlace(reference)];
  for (const [index, place] of places.entries()) {
    const client = new RegistryClient(place, options);
    try {
      const manifest = await fetchManifest(client, reference.digest ?? reference.tag ?? "latest");
      const problems = (await client.credentialProblems()).map(credentialProblem);
      return { client, manifest, diagnostics: [...diagnostics, ...problems] };
    } catch (error) {
      // A mirror that cannot help is passed over; the registry itself has the last word.
      if (index === places.length - 1 || !(error instanceof SekishoError)) throw error;
      diagnostics.push(mirrorFailed(place.host, error));
    }
  }
  throw noReference(reference.text);
}

/** Gives where a registry itself keeps what a reference names. */
export function ownPlace(reference: ImageReference): RepositoryPlace {
  const { registry, repository } = reference;
  return { registry, repository, host: registry === "docker.io" ? "registry-1.docker.io" : registry };
}

function mirrorsOf(reference: ImageReference, options: RegistryOptions): readonly RepositoryPlace[] {
  const mirrors = options.mirrors[reference.registry] ?? [];
  return mirrors.map((mirror) => {
    const [host = "", ...path] = mirror.replace(/\/+$/, "").split("/");
    return { registry: host, host, repository: [...path, reference.repository].join("/") };
  });
}

/** Fetches a manifest by tag or digest; its own digest is computed here and not taken from a header. */
export async function fetchManifest(client: RegistryClient, name: string): Promise<FetchedManifest> {
  const asked = askedManifest(client, name);
  const response = await client.get(`manifests/${name}`, { accept: manifestMediaTypes.join(", ") }, asked);
  const bytes = await readDocument(asked, () => readLimitedBody(response, maxDocumentBytes));
  const digest = name.includes(":") ? name : digestOf(bytes);
  const mediaType = response.headers["content-type"] ?? "";
  return { descriptor: { mediaType, digest, sizeBytes: bytes.length, annotations: {} }, bytes };
}

function askedManifest(client: RegistryClient, name: string): Asked {
  const { host, repository } = client.place;
  return { en: `manifest ${name} of ${host}/${repository}`, ja: ` ${host}/${repository} のマニフェスト ${name} ` };
}

async function readDocument(asked: Asked, read: () => Promise<Uint8Array | undefined>): Promise<Uint8Array> {
  const bytes = await read();
  if (bytes !== undefined) return bytes;
  throw new SekishoError("image-invalid", {
    en: `The ${asked.en} is larger than the limit maxDocumentBytes = ${maxDocumentBytes}.`,
    ja: `${asked.ja.trim()}が上限 maxDocumentBytes（${maxDocumentBytes} バイト）を超えています。`,
  });
}

function registryStore(client: RegistryClient, manifest: FetchedManifest): ContentStore {
  return {
    source: "registry",
    async readDocument(descriptor, role) {
      if (descriptor.digest === manifest.descriptor.digest) return manifest.bytes;
      if (role === "manifest") return (await fetchManifest(client, descriptor.digest)).bytes;
      const asked = { en: `configuration ${descriptor.digest}`, ja: `設定 ${descriptor.digest} ` };
      return readDocument(asked, async () => {
        const pieces: Uint8Array[] = [];
        if (descriptor.sizeBytes > maxDocumentBytes) return undefined;
        for await (const piece of streamBlob(client, descriptor)) pieces.push(piece);
        return Buffer.concat(pieces);
      });
    },
    openLayer: (descriptor) => ({ open: () => streamBlob(client, descriptor) }),
  };
}

function taggedName(reference: ImageReference): string {
  return `${reference.registry}/${reference.repository}:${reference.tag ?? "latest"}`;
}

function credentialProblem(problem: Text): Diagnostic {
  return { code: "image/credentials", level: "warning", message: problem };
}

function mirrorFailed(host: string, error: SekishoError): Diagnostic {
  return {
    code: "image/mirror",
    level: "warning",
    message: {
      en: `The mirror ${host} was passed over: ${error.text.en}`,
      ja: `ミラー ${host} は使用しませんでした。${error.text.ja}`,
    },
  };
}

/** Gives the error for a text that names no image. */
function noReference(name: string): SekishoError {
  return new SekishoError(
    "reference-invalid",
    {
      en: `${JSON.stringify(name)} is no name of an image: expected REGISTRY/REPOSITORY:TAG or REPOSITORY@sha256:DIGEST.`,
      ja: `${JSON.stringify(name)} はイメージ名として正しくありません。REGISTRY/REPOSITORY:TAG または REPOSITORY@sha256:DIGEST の形式で指定してください。`,
    },
    { hint: { en: "Repositories are written in small letters.", ja: "リポジトリ名は小文字で記載します。" } },
  );
}
