import { sql } from "kysely";
import { z } from "zod";
import {
  eventStream,
  type eventStreamList,
  streamCoverage,
  streamTrouble,
  type wholeEventStream,
} from "../contract/event-stream.ts";
import type { TenantTransaction } from "../store/database.ts";
import { readCursor, writeCursor } from "./cursor.ts";

/** Which streams are asked for. */
export interface StreamQuestion {
  readonly projectId: string | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** Names a stream. */
export interface StreamName {
  readonly projectId: string;
  readonly cluster: string;
}

type Stream = z.infer<typeof eventStream>;

const order = "streams";
const keysOfPage = z.tuple([z.string(), z.string()]);

/** Senders are told to wait beyond it, so that no stream has more. */
const mostWaiting = 2_000;

const selectStreams = sql`
  SELECT p.name AS project, w.cluster, w.events, w.duplicates, w.late, w.early, w.future, w.problems, w.dropped,
    w.failed_requests AS "failedRequests", w.held, w.last_event_at AS "lastEventAt", w.changed_at AS "judgedAt",
    octet_length(w.memory) AS "stateBytes", w.learning_since AS "learningSince",
    (SELECT max(s.received_at) FROM event_segments s
      WHERE s.tenant_id = w.tenant_id AND s.project_id = w.project_id AND s.cluster = w.cluster) AS "lastHeardAt",
    (SELECT count(*)::int FROM (SELECT FROM event_segments s WHERE s.tenant_id = w.tenant_id
      AND s.project_id = w.project_id AND s.cluster = w.cluster AND s.state = 'waiting' LIMIT ${mostWaiting}) AS waiting
    ) AS "waitingRequests",
    (SELECT count(*)::int FROM jsonb_array_elements(w.coverage) AS c
      WHERE (c->>'isAsked')::boolean AND c->>'ended' <> 'done') AS "incompleteQuestions"
  FROM event_watches w JOIN projects p ON p.tenant_id = w.tenant_id AND p.project_id = w.project_id`;

/** Gives streams by project and cluster. */
export async function listEventStreams(
  transaction: TenantTransaction,
  { projectId, limit, cursor }: StreamQuestion,
): Promise<z.infer<typeof eventStreamList>> {
  const conditions = [sql`true`];
  if (projectId !== undefined) conditions.push(sql`w.project_id = ${projectId}`);
  if (cursor !== undefined) {
    const [project, cluster] = readCursor(cursor, order, keysOfPage);
    conditions.push(sql`(p.name, w.cluster) > (${project}, ${cluster})`);
  }
  const { rows } = await sql<Stream>`
    ${selectStreams} WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY p.name, w.cluster LIMIT ${limit + 1}`.execute(transaction);
  const shown = rows.slice(0, limit);
  const end = rows.length > limit ? shown.at(-1) : undefined;
  return {
    streams: z.array(eventStream).parse(shown),
    next: end === undefined ? null : writeCursor({ order, keys: [end.project, end.cluster] }),
  };
}

/** Gives a stream as lists show it; `undefined` where no events of the cluster came. */
export async function findEventStream(
  transaction: TenantTransaction,
  { projectId, cluster }: StreamName,
): Promise<Stream | undefined> {
  const { rows } = await sql<Stream>`
    ${selectStreams} WHERE w.project_id = ${projectId} AND w.cluster = ${cluster}`.execute(transaction);
  return rows[0] === undefined ? undefined : eventStream.parse(rows[0]);
}

/** Gives a stream with how every question ended and what went wrong. */
export async function readEventStream(
  transaction: TenantTransaction,
  name: StreamName,
): Promise<z.infer<typeof wholeEventStream> | undefined> {
  const stream = await findEventStream(transaction, name);
  const rest = await transaction
    .selectFrom("event_watches")
    .select(["coverage", "troubles"])
    .where("project_id", "=", name.projectId)
    .where("cluster", "=", name.cluster)
    .executeTakeFirst();
  if (stream === undefined || rest === undefined) return undefined;
  return {
    ...stream,
    coverage: z.array(streamCoverage).parse(rest.coverage),
    troubles: z.array(streamTrouble).parse(rest.troubles),
  };
}
