import { randomUUID } from "node:crypto";
import { readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { BlobSweep } from "../ingest/blob-store.ts";
import { isUuid } from "../store/uuid.ts";

const batchSize = 1000;
/** Where uploads are written before they have a name. */
const incomingFolder = "incoming";

interface SweptFolder extends BlobSweep {
  /** Folder of the blob store. */
  readonly directory: string;
}

/** Deletes the files that nobody names: of reports that were forgotten, and of uploads that broke off. Gives how many. */
export async function sweepBlobs(directory: string, sweep: BlobSweep): Promise<number> {
  const settings = { ...sweep, directory };
  const incoming = join(directory, incomingFolder);
  let removed = 0;
  for (const name of await list(incoming)) removed += await removeOld(join(incoming, name), settings);
  for (const tenantId of await list(directory)) {
    if (!isUuid(tenantId)) continue;
    for (const folder of await list(join(directory, tenantId))) {
      removed += await sweepFolder(join(directory, tenantId, folder), tenantId, settings);
    }
  }
  return removed;
}

async function sweepFolder(folder: string, tenantId: string, settings: SweptFolder): Promise<number> {
  const names = (await list(folder)).filter((name) => /^[0-9a-f]{64}\.zst$/.test(name));
  let removed = 0;
  for (let start = 0; start < names.length; start += batchSize) {
    const batch = names.slice(start, start + batchSize);
    const named = await settings.findNamed(tenantId, batch.map(digestOf));
    for (const name of batch) {
      if (!named.has(digestOf(name))) removed += await removeOld(join(folder, name), settings);
    }
  }
  return removed;
}

function digestOf(name: string): string {
  return `sha256:${name.slice(0, 64)}`;
}

/** Takes a file out of the way before it looks at its age: an upload may put the same bytes there at this moment. */
async function removeOld(file: string, { directory, olderThanMs }: SweptFolder): Promise<number> {
  if (!(await isOlder(file, olderThanMs))) return 0;
  const aside = join(directory, incomingFolder, `${randomUUID()}.swept`);
  await rename(file, aside);
  if (await isOlder(aside, olderThanMs)) {
    await rm(aside);
    return 1;
  }
  await rename(aside, file);
  return 0;
}

async function isOlder(file: string, olderThanMs: number): Promise<boolean> {
  try {
    return (await stat(file)).mtimeMs < olderThanMs;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function list(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error) || (error instanceof Error && "code" in error && error.code === "ENOTDIR")) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
