import type { AuditVerification } from "../contract/audit.ts";
import { type AuditRecord, firstHash, hashAuditRecord } from "../identity/audit.ts";

/** An entry as it is stored. */
export interface StoredEntry {
  readonly record: AuditRecord;
  readonly previousHash: Buffer;
  readonly hash: Buffer;
}

/** What was written down of the trail at some moment. */
export interface Anchor {
  readonly kind: "daily" | "retention";
  readonly sequence: number;
  readonly hash: Buffer;
}

/**
 * Walks along a chain until the first link that does not hold.
 *
 * An entry whose own hash is wrong was changed, or is another one than stood there (reordered). One whose own hash is right
 * but follows another entry was inserted, or what stood before it was written anew. Numbers that are left out were removed.
 * A whole end that was written anew, or cut off, shows where an anchor was left behind; without one it cannot show.
 *
 * @param entries In the order of their numbers, those of one number by their moments.
 */
export async function verifyTrail(
  entries: AsyncIterable<StoredEntry>,
  anchors: readonly Anchor[],
): Promise<AuditVerification> {
  const start = newest(anchors.filter(({ kind }) => kind === "retention"));
  const known = new Map(anchors.map(({ sequence, hash }) => [sequence, hash]));
  let sequence = start?.sequence ?? 0;
  let previous = start?.hash ?? firstHash;
  let at: string | null = null;
  const walk: { entries: number; first: number | null } = { entries: 0, first: null };
  const stand = (): Omit<AuditVerification, "brokenAt"> => ({
    ...walk,
    last: walk.entries === 0 ? null : sequence,
    hash: walk.entries === 0 ? null : previous.toString("hex"),
  });
  for await (const entry of entries) {
    const kind = judge(entry, { sequence, hash: previous }, known.get(entry.record.sequence));
    const where = kind === "removed" ? sequence + 1 : entry.record.sequence;
    if (kind !== undefined) return { ...stand(), brokenAt: { kind, sequence: where, at: entry.record.at } };
    walk.first ??= entry.record.sequence;
    walk.entries++;
    sequence = entry.record.sequence;
    previous = entry.hash;
    at = entry.record.at;
  }
  const end = newest(anchors);
  const isCut = end !== undefined && end.sequence > sequence;
  return { ...stand(), brokenAt: isCut ? { kind: "cut", sequence: sequence + 1, at } : null };
}

type BreakKind = NonNullable<AuditVerification["brokenAt"]>["kind"];
type Link = Pick<Anchor, "sequence" | "hash">;

function judge(
  { record, previousHash, hash }: StoredEntry,
  before: Link,
  anchored: Buffer | undefined,
): BreakKind | undefined {
  if (record.sequence <= before.sequence) return "inserted";
  if (record.sequence > before.sequence + 1) return "removed";
  const follows = previousHash.equals(before.hash);
  if (!hashAuditRecord(record, previousHash).equals(hash)) return follows ? "changed" : "reordered";
  if (!follows) return "inserted";
  return anchored === undefined || anchored.equals(hash) ? undefined : "rewritten";
}

function newest(anchors: readonly Anchor[]): Anchor | undefined {
  return anchors.toSorted((left, right) => right.sequence - left.sequence)[0];
}
