import type { Descriptor } from "../../formats/oci/manifest.ts";
import { SekishoError } from "../../model/error.ts";
import type { HttpResponse } from "./http-client.ts";
import type { RegistryClient } from "./registry-client.ts";
import { type Asked, wrongAnswer } from "./registry-error.ts";

/** Content that is put into a registry. */
export interface UploadedContent {
  readonly digest: string;
  readonly sizeBytes: number;
  /** Gives `length` bytes from `offset`. */
  readonly read: (offset: number, length: number) => Promise<Uint8Array>;
}

/** What is sent in one request, and held meanwhile. */
const defaultChunkBytes = 8 * 1024 * 1024;
const binary = "application/octet-stream";
/** Chunks in a row of which the registry keeps nothing. */
const maxFailures = 3;

/**
 * Puts a blob into a repository, unless it is there. Small ones go in one request, larger ones in chunks; when a chunk
 * fails, the registry is asked how much it has, and the upload goes on there. Source: OCI distribution specification
 * 1.1, "Pushing blobs".
 */
export async function uploadBlob(
  client: RegistryClient,
  content: UploadedContent,
  chunkBytes: number = defaultChunkBytes,
): Promise<"uploaded" | "present"> {
  const { digest, sizeBytes } = content;
  const asked = { en: `upload of ${digest}`, ja: `データ ${digest} の登録` };
  if (await hasBlob(client, digest, asked)) return "present";
  const begun = await client.send(
    { method: "POST", path: "blobs/uploads/", headers: { "content-length": "0" }, accepts: [202] },
    asked,
  );
  begun.discard();
  let place = placeOf(begun, { client, asked });
  let last: Uint8Array = await content.read(0, Math.min(chunkBytes, sizeBytes));
  if (sizeBytes > chunkBytes) {
    place = await sendChunks(place, content, { client, asked, chunkBytes });
    last = new Uint8Array();
  }
  const path = withDigest(place, digest);
  const headers = { "content-type": binary, "content-length": String(last.length) };
  const ended = await client.send({ method: "PUT", path, headers, body: last, accepts: [201] }, asked);
  ended.discard();
  return "uploaded";
}

/**
 * Puts a manifest under a tag into a repository.
 *
 * @param manifest The descriptor's media type and the bytes.
 */
export async function putManifest(
  client: RegistryClient,
  tag: string,
  manifest: Pick<Descriptor, "mediaType"> & { readonly bytes: Uint8Array },
): Promise<void> {
  const { mediaType, bytes } = manifest;
  const headers = { "content-type": mediaType, "content-length": String(bytes.length) };
  const asked = { en: `manifest ${tag}`, ja: `マニフェスト ${tag} の登録` };
  const response = await client.send(
    { method: "PUT", path: `manifests/${tag}`, headers, body: bytes, accepts: [201] },
    asked,
  );
  response.discard();
}

interface Uploading {
  readonly client: RegistryClient;
  readonly asked: Asked;
}

async function hasBlob(client: RegistryClient, digest: string, asked: Asked): Promise<boolean> {
  const response = await client.send(
    { method: "HEAD", path: `blobs/${digest}`, headers: {}, accepts: [200, 404] },
    asked,
  );
  response.discard();
  return response.status === 200;
}

/** Sends everything in chunks and gives the address at which the upload ends. */
async function sendChunks(
  begun: string,
  content: UploadedContent,
  { client, asked, chunkBytes }: Uploading & { readonly chunkBytes: number },
): Promise<string> {
  let place = begun;
  let failures = 0;
  for (let offset = 0; offset < content.sizeBytes; ) {
    const body = await content.read(offset, Math.min(chunkBytes, content.sizeBytes - offset));
    const headers = {
      "content-type": binary,
      "content-length": String(body.length),
      "content-range": `${offset}-${offset + body.length - 1}`,
    };
    let response: HttpResponse;
    try {
      response = await client.send({ method: "PATCH", path: place, headers, body, accepts: [202] }, asked);
    } catch (error) {
      failures += 1;
      if (failures > maxFailures || !(error instanceof SekishoError) || error.code !== "registry-unreachable")
        throw error;
      response = await client.send({ method: "GET", path: place, headers: {}, accepts: [204] }, asked);
    }
    response.discard();
    place = placeOf(response, { client, asked });
    const end = endOf(response) ?? offset + body.length;
    if (end > offset) failures = 0;
    offset = Math.min(end, content.sizeBytes);
  }
  return place;
}

/** The registry names the address of the next request in every answer. */
function placeOf(response: HttpResponse, { client, asked }: Uploading): string {
  const { location } = response.headers;
  const address = location === undefined ? null : URL.parse(location, response.url.href);
  if (address !== null) return address.href;
  throw wrongAnswer(asked, client.place.host, {
    en: "expected the address of the upload in Location, got none",
    ja: "アップロード先の Location を想定しましたが、応答にありません",
  });
}

/** `0-99`: a hundred bytes are there. Some registries write `0-0` and `0--1` for nothing. */
function endOf(response: HttpResponse): number | undefined {
  const end = /^(?:bytes=)?0-(\d+)$/.exec(response.headers["range"]?.toString() ?? "")?.[1];
  if (end === undefined) return undefined;
  return end === "0" ? 0 : Number(end) + 1;
}

function withDigest(place: string, digest: string): string {
  const url = new URL(place);
  url.searchParams.set("digest", digest);
  return url.href;
}
