import type { Readable } from "node:stream";
import { sql } from "kysely";
import type { BlobStore } from "../ingest/blob-store.ts";
import type { TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";

/** Whose stream of events it is. */
export interface EventStream {
  readonly tenantId: string;
  readonly projectId: string;
  readonly cluster: string;
}

/** What one request brought, stored. */
export interface StoredSegment {
  readonly segmentId: string;
  readonly digest: string;
  readonly sizeBytes: number;
}

/** What became of a segment. */
export interface JudgedSegment {
  readonly segmentId: string;
  readonly events: number;
  /** Values in it that are no events. */
  readonly problems: number;
  /** Milliseconds since 1970; 0 where no event has a time. */
  readonly firstMs: number;
  readonly lastMs: number;
}

/**
 * Keeps the events of clusters in the order in which they arrived. Other implementations keep them elsewhere: detection
 * knows nothing else of where events are.
 */
export interface EventStore {
  /** Makes bytes safe; they are a part of no stream yet. */
  keep(
    tenantId: string,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<{ readonly digest: string; readonly sizeBytes: number }>;
  /** Makes kept bytes the next segment of a stream. */
  append(transaction: TenantTransaction, stream: EventStream, segment: NewSegment): Promise<string>;
  /** Gives how many segments of a stream wait, counted up to a limit. */
  countWaiting(transaction: TenantTransaction, stream: EventStream, limit: number): Promise<number>;
  /** Gives the next segments that wait, the oldest first. */
  nextWaiting(transaction: TenantTransaction, stream: EventStream, limit: number): Promise<readonly StoredSegment[]>;
  read(tenantId: string, segment: StoredSegment): Readable;
  /** Notes that segments were judged. */
  markJudged(transaction: TenantTransaction, tenantId: string, segments: readonly JudgedSegment[]): Promise<void>;
  /** Notes that a segment cannot be read. */
  markFailed(transaction: TenantTransaction, tenantId: string, segmentId: string): Promise<void>;
  /** Forgets the judged segments of a stream that are older than some days. */
  forget(transaction: TenantTransaction, stream: EventStream, days: number): Promise<void>;
}

/** What makes bytes a segment. */
export interface NewSegment {
  readonly digest: string;
  readonly sizeBytes: number;
  /** Id of the account or API key. */
  readonly sentBy: string;
}

/** Opens the store of a platform on one machine: segments are rows, their bytes blobs, compressed with zstd. */
export function openEmbeddedEventStore(blobs: BlobStore): EventStore {
  return {
    keep: (tenantId, bytes) => blobs.write(tenantId, bytes),
    append,
    countWaiting,
    nextWaiting,
    read: (tenantId, { digest }) => blobs.read(tenantId, digest),
    markJudged,
    markFailed: async (transaction, _tenantId, segmentId) => {
      await transaction
        .updateTable("event_segments")
        .set({ state: "failed" })
        .where("segment_id", "=", segmentId)
        .execute();
    },
    forget: async (transaction, { projectId, cluster }, days) => {
      await sql`
        DELETE FROM event_segments
        WHERE project_id = ${projectId} AND cluster = ${cluster} AND state <> 'waiting'
          AND received_at < now() - make_interval(days => ${days})`.execute(transaction);
    },
  };
}

async function append(
  transaction: TenantTransaction,
  { tenantId, projectId, cluster }: EventStream,
  { digest, sizeBytes, sentBy }: NewSegment,
): Promise<string> {
  const segmentId = newId();
  await transaction
    .insertInto("blobs")
    .values({ tenant_id: tenantId, digest, size_bytes: sizeBytes })
    .onConflict((conflict) => conflict.columns(["tenant_id", "digest"]).doNothing())
    .execute();
  await transaction
    .insertInto("event_segments")
    .values({
      tenant_id: tenantId,
      segment_id: segmentId,
      project_id: projectId,
      cluster,
      blob_digest: digest,
      size_bytes: sizeBytes,
      sent_by: sentBy,
    })
    .execute();
  return segmentId;
}

async function countWaiting(
  transaction: TenantTransaction,
  { projectId, cluster }: EventStream,
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM event_segments
      WHERE project_id = ${projectId} AND cluster = ${cluster} AND state = 'waiting' LIMIT ${limit}) AS waiting`.execute(
    transaction,
  );
  return rows[0]?.count ?? 0;
}

async function nextWaiting(
  transaction: TenantTransaction,
  { projectId, cluster }: EventStream,
  limit: number,
): Promise<readonly StoredSegment[]> {
  return await transaction
    .selectFrom("event_segments")
    .select(["segment_id as segmentId", "blob_digest as digest", "size_bytes as sizeBytes"])
    .where("project_id", "=", projectId)
    .where("cluster", "=", cluster)
    .where("state", "=", "waiting")
    .orderBy("segment_id")
    .limit(limit)
    .execute();
}

async function markJudged(
  transaction: TenantTransaction,
  _tenantId: string,
  segments: readonly JudgedSegment[],
): Promise<void> {
  for (const { segmentId, events, problems, firstMs, lastMs } of segments) {
    await transaction
      .updateTable("event_segments")
      .set({ state: "judged", events, problems, first_at: momentOf(firstMs), last_at: momentOf(lastMs) })
      .where("segment_id", "=", segmentId)
      .execute();
  }
}

/** Latest moment that is written: clocks of senders may say anything. */
const maxMomentMs = Date.UTC(9999, 0);

/** Gives a time of an event as the database writes it; `null` for one that is none. */
export function momentOf(ms: number): string | null {
  return ms <= 0 ? null : new Date(Math.min(ms, maxMomentMs)).toISOString();
}
