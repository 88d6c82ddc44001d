import type { BlobSweep } from "../ingest/blob-store.ts";
import { isUuid } from "../store/uuid.ts";
import type { S3Client } from "./s3-client.ts";
import { findElement, findElements } from "./s3-xml.ts";

interface SweptBucket {
  readonly client: S3Client;
  readonly prefix: string;
}

interface FoundObject {
  readonly key: string;
  readonly modifiedMs: number;
}

/**
 * Deletes the objects that nobody names, and uploads that broke off; gives how many.
 *
 * Whoever uploads the same bytes again writes the object anew: its age is asked once more right before it is deleted.
 */
export async function sweepBucket(bucket: SweptBucket, sweep: BlobSweep): Promise<number> {
  const { prefix } = bucket;
  let removed = await endUploads(bucket, sweep);
  for await (const page of listObjects(bucket)) {
    const old = page.filter(({ modifiedMs }) => modifiedMs < sweep.olderThanMs);
    const named = await findNamed(old, prefix, sweep);
    for (const { key } of old) {
      const isIncoming = key.startsWith(`${prefix}incoming/`);
      if (!isIncoming && (blobOf(key, prefix) === undefined || named.has(key))) continue;
      if (await deleteOld(bucket, key, sweep)) removed++;
    }
  }
  return removed;
}

/** Deletes every object of a tenant; gives how many. */
export async function eraseObjects({ client, prefix }: SweptBucket, tenantId: string): Promise<number> {
  if (!isUuid(tenantId)) throw new Error(`expected a tenant, got ${tenantId}`);
  let removed = 0;
  for await (const page of listObjects({ client, prefix: `${prefix}${tenantId}/` })) {
    for (const { key } of page) {
      await client.send({ method: "DELETE", key, expects: [404] });
      removed++;
    }
  }
  return removed;
}

/** Gives the keys among some whose blobs are named. */
async function findNamed(
  objects: readonly FoundObject[],
  prefix: string,
  sweep: BlobSweep,
): Promise<ReadonlySet<string>> {
  const keys = new Map<string, Map<string, string>>();
  for (const { key } of objects) {
    const blob = blobOf(key, prefix);
    if (blob === undefined) continue;
    const ofTenant = keys.get(blob.tenantId) ?? new Map<string, string>();
    ofTenant.set(blob.digest, key);
    keys.set(blob.tenantId, ofTenant);
  }
  const named = new Set<string>();
  for (const [tenantId, digests] of keys) {
    for (const digest of await sweep.findNamed(tenantId, [...digests.keys()])) named.add(digests.get(digest) ?? "");
  }
  return named;
}

/** Objects of others in the bucket are none of ours. */
function blobOf(key: string, prefix: string): { readonly tenantId: string; readonly digest: string } | undefined {
  const [tenantId = "", folder, name = ""] = key.slice(prefix.length).split("/");
  const hex = /^([0-9a-f]{64})\.zst$/.exec(name)?.[1];
  return hex === undefined || hex.slice(0, 2) !== folder || !isUuid(tenantId)
    ? undefined
    : { tenantId, digest: `sha256:${hex}` };
}

async function deleteOld({ client }: SweptBucket, key: string, { olderThanMs }: BlobSweep): Promise<boolean> {
  const head = await client.send({ method: "HEAD", key, expects: [404] });
  const modifiedMs = Date.parse(head.headers.get("last-modified") ?? "");
  if (head.status === 404 || !(modifiedMs < olderThanMs)) return false;
  await client.send({ method: "DELETE", key, expects: [404] });
  return true;
}

async function* listObjects({ client, prefix }: SweptBucket): AsyncGenerator<readonly FoundObject[]> {
  let token: string | undefined;
  do {
    const query = { "list-type": "2", prefix, ...(token === undefined ? {} : { "continuation-token": token }) };
    const answer = await client.ask({ method: "GET", key: "", query });
    yield [...findElements(answer, "Contents")].map((object) => ({
      key: findElement(object, "Key") ?? "",
      modifiedMs: Date.parse(findElement(object, "LastModified") ?? ""),
    }));
    token = findElement(answer, "NextContinuationToken");
  } while (token !== undefined);
}

async function endUploads({ client, prefix }: SweptBucket, { olderThanMs }: BlobSweep): Promise<number> {
  const query = { uploads: "", prefix: `${prefix}incoming/` };
  const answer = await client.ask({ method: "GET", key: "", query });
  let removed = 0;
  for (const upload of findElements(answer, "Upload")) {
    const key = findElement(upload, "Key") ?? "";
    const uploadId = findElement(upload, "UploadId") ?? "";
    if (key === "" || !(Date.parse(findElement(upload, "Initiated") ?? "") < olderThanMs)) continue;
    await client.send({ method: "DELETE", key, query: { uploadId }, expects: [404] });
    removed++;
  }
  return removed;
}
