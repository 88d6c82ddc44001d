import { sql } from "kysely";
import type { Notice } from "../contract/notice.ts";
import type { Database } from "../store/database.ts";
import type { SendProblem } from "./send-problem.ts";

/** A destination that nobody else sends to for now. */
export interface ClaimedLane {
  readonly tenantId: string;
  readonly destinationId: string;
  readonly leaseId: string;
  /** In a row, before this turn. */
  readonly failures: number;
}

/** A message that is due. */
export interface DueMessage {
  readonly position: number;
  readonly messageId: string;
  readonly causeKey: string;
  readonly notice: Notice;
  readonly attempts: number;
  readonly createdAt: string;
}

/**
 * Takes the destination that waits longest. Two processes never hold one destination, and whoever died with one loses it
 * when the lease is over.
 */
export async function claimLane(
  { queries }: Database,
  leaseId: string,
  leaseSeconds: number,
): Promise<ClaimedLane | undefined> {
  const { rows } = await sql<ClaimedLane>`
    WITH next AS (
      SELECT tenant_id, destination_id FROM outbox_lanes
      WHERE has_waiting AND next_attempt_at <= now() AND (lease_until IS NULL OR lease_until < now())
      ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    UPDATE outbox_lanes AS lane SET lease_id = ${leaseId}, lease_until = now() + make_interval(secs => ${leaseSeconds})
    FROM next WHERE lane.tenant_id = next.tenant_id AND lane.destination_id = next.destination_id
    RETURNING lane.tenant_id AS "tenantId", lane.destination_id AS "destinationId", lane.lease_id AS "leaseId",
      lane.failures`.execute(queries);
  return rows[0];
}

/** Gives the next messages of a lane in their order. */
export async function readDueMessages(
  { queries }: Database,
  { tenantId, destinationId }: ClaimedLane,
  limit: number,
): Promise<readonly DueMessage[]> {
  const { rows } = await sql<DueMessage>`
    SELECT position, message_id AS "messageId", cause_key AS "causeKey", notice, attempts, created_at AS "createdAt"
    FROM outbox_messages
    WHERE tenant_id = ${tenantId} AND destination_id = ${destinationId} AND state = 'waiting' AND not_before <= now()
    ORDER BY position LIMIT ${limit}`.execute(queries);
  return rows;
}

/**
 * Says that a message arrived. The disk is not waited for: a database that crashes at this moment forgets it, the message
 * goes out again, and its receiver knows its id.
 */
export async function markSent({ queries }: Database, lane: ClaimedLane, position: number): Promise<void> {
  await sql`
    WITH unhurried AS (SELECT set_config('synchronous_commit', 'off', true) AS commits)
    UPDATE outbox_messages SET state = 'sent', finished_at = now(), attempts = attempts + 1, last_error = NULL
    FROM unhurried
    WHERE unhurried.commits = 'off' AND tenant_id = ${lane.tenantId} AND destination_id = ${lane.destinationId} AND position = ${position}`.execute(
    queries,
  );
}

/** Says that a message did not arrive; one that is given up becomes a dead letter. */
export async function markFailed(
  { queries }: Database,
  lane: ClaimedLane,
  {
    position,
    problem,
    isGivenUp,
  }: { readonly position: number; readonly problem: SendProblem; readonly isGivenUp: boolean },
): Promise<void> {
  await sql`
    UPDATE outbox_messages SET attempts = attempts + 1, last_error = ${writeProblem(problem)},
      state = ${isGivenUp ? "dead" : "waiting"}, finished_at = CASE WHEN ${isGivenUp} THEN now() END
    WHERE tenant_id = ${lane.tenantId} AND destination_id = ${lane.destinationId} AND position = ${position}`.execute(
    queries,
  );
}

/** How a turn of a lane ended. */
export interface LaneTurn {
  /** In a row, after this turn. */
  readonly failures: number;
  /** Until the next attempt after a failure. */
  readonly waitSeconds: number;
  readonly problem: SendProblem | undefined;
}

/**
 * Gives a lane back. Whoever posts a message writes it before they touch the lane: the lane is locked first, and then the
 * messages are looked at, so that none is overlooked.
 */
export async function releaseLane(database: Database, lane: ClaimedLane, turn: LaneTurn): Promise<void> {
  const { tenantId, destinationId, leaseId } = lane;
  const { failures, waitSeconds, problem } = turn;
  await database.inTenant({ tenantId }, async (transaction) => {
    const { rows } = await sql`
      SELECT FROM outbox_lanes WHERE destination_id = ${destinationId} AND lease_id = ${leaseId} FOR UPDATE`.execute(
      transaction,
    );
    // Somebody else holds it by now.
    if (rows.length === 0) return;
    await sql`
      UPDATE outbox_lanes SET lease_id = NULL, lease_until = NULL, failures = ${failures},
        last_error = ${problem === undefined ? null : writeProblem(problem)}, has_waiting = next.at IS NOT NULL,
        next_attempt_at = greatest(next.at, now() + make_interval(secs => ${waitSeconds}))
      FROM (SELECT min(not_before) AS at FROM outbox_messages
        WHERE destination_id = ${destinationId} AND state = 'waiting') AS next
      WHERE destination_id = ${destinationId}`.execute(transaction);
  });
}

function writeProblem({ code, message }: SendProblem): string {
  return JSON.stringify({ code, message: message.slice(0, 500) });
}
