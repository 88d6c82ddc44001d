import { openPartFiles } from "../../access/database/part-files.ts";
import { filePath, findFileBytes, hasDigest, type StoreFolder } from "../../access/database/store-folder.ts";
import type { Manifest } from "../../advisories/database/manifest.ts";
import type { Part } from "../../advisories/database/part.ts";
import { readEveryValue } from "../../advisories/database/read-every-value.ts";

/** What is wrong with a part. */
export interface DamagedPart {
  readonly part: Part;
  readonly problem: "missing" | "altered" | "unreadable";
}

/** Reads every byte of a database: the digest of each file, then each value in it. */
export async function verifyDatabase(folder: StoreFolder, manifest: Manifest): Promise<readonly DamagedPart[]> {
  const damaged: DamagedPart[] = [];
  for (const part of manifest.parts) {
    const problem = await findProblem(folder, part);
    if (problem !== undefined) damaged.push({ part, problem });
  }
  return damaged;
}

async function findProblem(folder: StoreFolder, part: Part): Promise<DamagedPart["problem"] | undefined> {
  const path = filePath(folder, part.digest);
  if ((await findFileBytes(folder, part.digest)) === undefined) return "missing";
  if (!(await hasDigest(path, part.digest))) return "altered";
  const files = openPartFiles();
  try {
    return readEveryValue(part, files.open(path)) ? undefined : "unreadable";
  } finally {
    files.close();
  }
}
