import { zstdCompressSync } from "node:zlib";
import { sql } from "kysely";
import type { EventWatch, WatchStanding } from "sekisho";
import { z } from "zod";
import { streamTrouble } from "../contract/event-stream.ts";
import { writeJson } from "../store/copy-rows.ts";
import type { TenantTransaction } from "../store/database.ts";
import { type EventStream, type JudgedSegment, momentOf } from "./event-store.ts";

/** What a turn leaves behind. */
export interface JudgedTurn {
  readonly stream: EventStream;
  readonly watch: EventWatch;
  readonly judged: readonly JudgedSegment[];
  readonly now: Date;
}

type Trouble = z.infer<typeof streamTrouble>;

const savedTroubles = z.array(streamTrouble);

/** Writes what a watch remembers, and adds what it counted. */
export async function saveWatch(transaction: TenantTransaction, turn: JudgedTurn): Promise<void> {
  const { stream, watch, judged, now } = turn;
  const standing = watch.standing();
  const { duplicates, late, early, future, droppedAlerts } = standing.counts;
  const counted = {
    events: sumOf(judged, ({ events }) => events),
    problems: sumOf(judged, ({ problems }) => problems),
    duplicates,
    late,
    early,
    future,
    dropped: droppedAlerts,
  };
  const lastMs = judged.reduce((latest, segment) => Math.max(latest, segment.lastMs), 0);
  const told = {
    memory: zstdCompressSync(JSON.stringify(watch.save())),
    held: watch.heldCount(),
    learning_since: momentOf(standing.learningSinceMs),
    coverage: writeJson(coverageOf(standing)),
    troubles: writeJson(mergeTroubles(await knownTroubles(transaction, stream), standing, now)),
  };
  await transaction
    .insertInto("event_watches")
    .values({ ...namesOf(stream), ...counted, ...told, last_event_at: momentOf(lastMs) })
    .onConflict((conflict) =>
      conflict.columns(["tenant_id", "project_id", "cluster"]).doUpdateSet((update) => ({
        ...told,
        changed_at: now.toISOString(),
        events: update("event_watches.events", "+", counted.events),
        problems: update("event_watches.problems", "+", counted.problems),
        duplicates: update("event_watches.duplicates", "+", counted.duplicates),
        late: update("event_watches.late", "+", counted.late),
        early: update("event_watches.early", "+", counted.early),
        future: update("event_watches.future", "+", counted.future),
        dropped: update("event_watches.dropped", "+", counted.dropped),
        last_event_at: sql`greatest(event_watches.last_event_at, ${momentOf(lastMs)}::timestamptz)`,
      })),
    )
    .execute();
}

/** Counts a request that cannot be judged, also where nothing of the stream was judged before. */
export async function countFailedRequest(transaction: TenantTransaction, stream: EventStream): Promise<void> {
  await transaction
    .insertInto("event_watches")
    .values({ ...namesOf(stream), memory: Buffer.alloc(0), events: 0, problems: 0, failed_requests: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(["tenant_id", "project_id", "cluster"])
        .doUpdateSet({ failed_requests: sql`event_watches.failed_requests + 1` }),
    )
    .execute();
}

function namesOf({ tenantId, projectId, cluster }: EventStream) {
  return { tenant_id: tenantId, project_id: projectId, cluster };
}

function sumOf(judged: readonly JudgedSegment[], countOf: (segment: JudgedSegment) => number): number {
  return judged.reduce((sum, segment) => sum + countOf(segment), 0);
}

function coverageOf({ coverage }: WatchStanding) {
  return coverage.map(({ atMs, ...covered }) => ({ ...covered, at: new Date(atMs).toISOString() }));
}

async function knownTroubles(
  transaction: TenantTransaction,
  { projectId, cluster }: EventStream,
): Promise<readonly Trouble[]> {
  const row = await transaction
    .selectFrom("event_watches")
    .select("troubles")
    .where("project_id", "=", projectId)
    .where("cluster", "=", cluster)
    .executeTakeFirst();
  return savedTroubles.parse(row?.troubles ?? []);
}

/** Each kind as it was told last. */
function mergeTroubles(known: readonly Trouble[], { diagnostics }: WatchStanding, now: Date): readonly Trouble[] {
  const at = now.toISOString();
  const troubles = new Map(known.map((trouble) => [trouble.code, trouble]));
  for (const { code, level, message } of diagnostics) troubles.set(code, { code, level, message, at });
  return [...troubles.values()].toSorted((left, right) => (left.code < right.code ? -1 : 1));
}
