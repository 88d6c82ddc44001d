import type { DetectionFile } from "sekisho";
import { detectionFileKind } from "../contract/detection-file.ts";
import type { TenantTransaction } from "../store/database.ts";

/** Gives the files that a tenant judges events by, in the order of kinds and names. */
export async function readDetectionFiles(transaction: TenantTransaction): Promise<readonly DetectionFile[]> {
  const rows = await transaction
    .selectFrom("detection_files")
    .select(["kind", "name", "content"])
    .orderBy("kind")
    .orderBy("name")
    .execute();
  return rows.map(({ kind, name, content }) => ({ kind: detectionFileKind.parse(kind), name, content }));
}
