import { buffer } from "node:stream/consumers";
import { zstdDecompressSync } from "node:zlib";
import { type EventWatch, openEventWatch, toWatchSettings } from "sekisho";
import { z } from "zod";
import { queueReport } from "../ingest/queue-report.ts";
import { enqueue } from "../jobs/job-queue.ts";
import type { Services } from "../services.ts";
import type { TenantTransaction } from "../store/database.ts";
import { readDetectionFiles } from "./detection-files.ts";
import {
  type EventStore,
  type EventStream,
  type JudgedSegment,
  openEmbeddedEventStore,
  type StoredSegment,
} from "./event-store.ts";
import { countFailedRequest, type JudgedTurn, saveWatch } from "./save-watch.ts";
import { writeIncidents } from "./write-incidents.ts";

/** What a job that judges events is told. */
export const judgePayload = z.object({ projectId: z.uuid(), cluster: z.string(), settles: z.boolean().default(false) });

/** One turn takes so many segments and bytes: its result is written in one transaction. */
const maxSegments = 200;
const maxTurnBytes = 64 * 1024 * 1024;
/** What is held back for the order is judged when nothing came for so long. */
const settleSeconds = 15;
/** Segments are kept for those who look into an incident. */
const keptDays = 30;

/** Asks for the events of a stream to be judged, unless somebody has asked already. */
export async function askToJudge(transaction: TenantTransaction, stream: EventStream, runAt?: string): Promise<void> {
  const { tenantId, projectId, cluster } = stream;
  const concurrencyKey = `events:${projectId}:${cluster}`;
  const settles = runAt !== undefined;
  const waiting = await transaction
    .selectFrom("jobs")
    .select("job_id")
    .where("concurrency_key", "=", concurrencyKey)
    .where("state", "=", "waiting")
    .$if(!settles, (query) => query.where("run_at", "<=", new Date().toISOString()))
    .limit(1)
    .executeTakeFirst();
  if (waiting !== undefined) return;
  await enqueue(transaction, {
    tenantId,
    kind: "judge-events",
    lane: "interactive",
    concurrencyKey,
    payload: { projectId, cluster, settles },
    ...(runAt === undefined ? {} : { runAt }),
  });
}

/**
 * Judges the events of a stream that wait. Everything that comes of them is written in one transaction together with what
 * is remembered: a turn that breaks off has never been, and is done again.
 */
export async function judgeWaitingEvents(services: Services, stream: EventStream, settles: boolean): Promise<void> {
  const store = openEmbeddedEventStore(services.blobs);
  const begun = await services.store.worker.inTenant({ tenantId: stream.tenantId }, (transaction) =>
    begin(transaction, store, stream),
  );
  if (begun.segments.length === 0 && (!settles || begun.memory === undefined)) return;
  const now = new Date();
  await finish(services, { store, stream, now, ...(await judge(begun, { store, stream, now })) });
}

interface TurnStart {
  readonly store: EventStore;
  readonly stream: EventStream;
  readonly now: Date;
}

/** A segment at which this breaks off ends the turn before it: those before it are judged without it. */
async function judge(begun: Begun, start: TurnStart): Promise<Pick<Turn, "watch" | "judged">> {
  const { store, stream, now } = start;
  const watch = openEventWatch({
    ...toWatchSettings(begun.files),
    cluster: stream.cluster,
    now,
    ...(begun.memory === undefined ? {} : { memory: begun.memory }),
  });
  const judged: JudgedSegment[] = [];
  try {
    for (const segment of begun.segments) {
      const bytes = await buffer(store.read(stream.tenantId, segment));
      judged.push({ segmentId: segment.segmentId, ...watch.take(bytes, segment.segmentId) });
    }
  } catch (error) {
    if (judged.length === 0) throw error;
    return await judge({ ...begun, segments: begun.segments.slice(0, judged.length) }, start);
  }
  if (begun.segments.length === 0) watch.settle();
  return { watch, judged };
}

interface Begun {
  readonly segments: readonly StoredSegment[];
  readonly files: Awaited<ReturnType<typeof readDetectionFiles>>;
  readonly memory: unknown;
}

async function begin(transaction: TenantTransaction, store: EventStore, stream: EventStream): Promise<Begun> {
  const segments: StoredSegment[] = [];
  let bytes = 0;
  for (const segment of await store.nextWaiting(transaction, stream, maxSegments)) {
    bytes += segment.sizeBytes;
    if (segments.length > 0 && bytes > maxTurnBytes) break;
    segments.push(segment);
  }
  const row = await transaction
    .selectFrom("event_watches")
    .select("memory")
    .where("project_id", "=", stream.projectId)
    .where("cluster", "=", stream.cluster)
    .executeTakeFirst();
  // The first request may have been one that cannot be judged.
  const memory: unknown =
    row === undefined || row.memory.length === 0 ? undefined : JSON.parse(zstdDecompressSync(row.memory).toString());
  return { segments, files: await readDetectionFiles(transaction), memory };
}

interface Turn extends JudgedTurn {
  readonly store: EventStore;
}

async function finish(services: Services, turn: Turn): Promise<void> {
  const { store, stream, watch, judged, now } = turn;
  const { tenantId } = stream;
  const changes = watch.changes();
  const report =
    changes.length === 0 && !isLossy(watch)
      ? undefined
      : Buffer.from(JSON.stringify({ schemaVersion: 1, reports: [watch.report()] }));
  const blob = report === undefined ? undefined : await services.blobs.write(tenantId, inOnePiece(report));
  await services.store.worker.inTenant({ tenantId }, async (transaction) => {
    await saveWatch(transaction, turn);
    await store.markJudged(transaction, tenantId, judged);
    await writeIncidents(transaction, stream, changes);
    if (blob !== undefined) await queueActivities(transaction, stream, blob);
    await store.forget(transaction, stream, keptDays);
    const waiting = await store.countWaiting(transaction, stream, 1);
    if (waiting > 0) await askToJudge(transaction, stream);
    else if (watch.heldCount() > 0) {
      await askToJudge(transaction, stream, new Date(now.getTime() + settleSeconds * 1000).toISOString());
    }
  });
}

/** Whether events or alerts are missing: a report says so, too. */
function isLossy(watch: EventWatch): boolean {
  return watch.standing().diagnostics.some(({ level }) => level === "error");
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** Findings come into the book by the way of all others: as a report about the activity in a cluster. */
async function queueActivities(
  transaction: TenantTransaction,
  { tenantId, projectId, cluster }: EventStream,
  blob: { readonly digest: string; readonly sizeBytes: number },
): Promise<void> {
  const scope = { kind: "cluster", cluster, part: "activity" };
  const what = { tenantId, projectId, blob, scope, labels: {}, lane: "scheduled", uploadedBy: "detection" } as const;
  await queueReport(transaction, what);
}

/** Sets the segment aside at which detection breaks off again and again, and goes on behind it. */
export async function passOverSegment(services: Services, stream: EventStream): Promise<void> {
  const store = openEmbeddedEventStore(services.blobs);
  await services.store.worker.inTenant({ tenantId: stream.tenantId }, async (transaction) => {
    const [segment] = await store.nextWaiting(transaction, stream, 1);
    if (segment === undefined) return;
    await store.markFailed(transaction, stream.tenantId, segment.segmentId);
    await countFailedRequest(transaction, stream);
    await askToJudge(transaction, stream);
  });
}
