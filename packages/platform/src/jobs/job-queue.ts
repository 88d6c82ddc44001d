import { type Kysely, sql } from "kysely";
import type { Database, TenantTransaction } from "../store/database.ts";
import type { Tables } from "../store/tables.ts";
import { newId } from "../store/uuid.ts";

/** What waits: work that somebody waits for goes before work that runs by a clock. */
export type Lane = "interactive" | "scheduled";

/** Work to be done. */
export interface NewJob {
  readonly tenantId: string;
  readonly kind: string;
  readonly lane: Lane;
  /** Jobs of one key run one after the other; the job's own id when left out. */
  readonly concurrencyKey?: string;
  readonly payload: unknown;
  /** Not before this moment; at once when left out. */
  readonly runAt?: string;
}

/** Work that a worker has taken. */
export interface ClaimedJob {
  readonly tenantId: string;
  readonly jobId: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly maxAttempts: number;
}

/** Why work was not done. */
export interface JobFailure {
  readonly code: string;
  readonly message: string;
}

/** Name of the notification that wakes workers. */
export const jobChannel = "sekisho_jobs";

/** Whoever has not said for so long that it still works is taken for dead. */
const leaseSeconds = 30;

/** Puts work into the queue, in the transaction that makes it necessary: both are there or neither is. */
export async function enqueue(transaction: TenantTransaction, job: NewJob): Promise<string> {
  const jobId = newId();
  await transaction
    .insertInto("jobs")
    .values({
      tenant_id: job.tenantId,
      job_id: jobId,
      kind: job.kind,
      lane: job.lane,
      concurrency_key: job.concurrencyKey ?? jobId,
      payload: JSON.stringify(job.payload),
      ...(job.runAt === undefined ? {} : { run_at: job.runAt }),
    })
    .execute();
  if (job.runAt === undefined) await sql`SELECT pg_notify(${jobChannel}, ${job.lane})`.execute(transaction);
  return jobId;
}

/**
 * Takes the next job of some lanes: interactive ones first, then by age. Two workers never take one job, nor two jobs of
 * one key.
 */
export async function claimJob(
  { queries }: Database,
  workerId: string,
  lanes: readonly Lane[],
): Promise<ClaimedJob | undefined> {
  try {
    const { rows } = await claimStatement(workerId, lanes).execute(queries);
    const [row] = rows;
    if (row === undefined) return undefined;
    return {
      tenantId: row.tenant_id,
      jobId: row.job_id,
      kind: row.kind,
      payload: row.payload,
      attempts: row.attempts,
      maxAttempts: row.max_attempts,
    };
  } catch (error) {
    // Two workers took two jobs of one key at the same moment, and the index on running jobs let one of them.
    if (isUniqueViolation(error)) return undefined;
    throw error;
  }
}

interface ClaimedRow {
  readonly tenant_id: string;
  readonly job_id: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly max_attempts: number;
}

function claimStatement(workerId: string, lanes: readonly Lane[]): ReturnType<typeof sql<ClaimedRow>> {
  return sql<ClaimedRow>`
    WITH next AS (
      SELECT tenant_id, job_id FROM jobs
      WHERE state = 'waiting' AND run_at <= now() AND lane = ANY(${sql.val([...lanes])})
        AND NOT EXISTS (
          SELECT FROM jobs AS other
          WHERE other.tenant_id = jobs.tenant_id AND other.concurrency_key = jobs.concurrency_key
            AND other.state = 'running')
      ORDER BY lane, run_at, job_id LIMIT 1
      FOR UPDATE SKIP LOCKED)
    UPDATE jobs SET state = 'running', attempts = attempts + 1, worker_id = ${workerId},
      lease_until = now() + make_interval(secs => ${leaseSeconds})
    FROM next WHERE jobs.tenant_id = next.tenant_id AND jobs.job_id = next.job_id
    RETURNING jobs.tenant_id, jobs.job_id, kind, payload, attempts, max_attempts`;
}

/**
 * Says that a worker still works on jobs. One whose end could not be written down, since the database was away, is not
 * among them: it is taken back.
 */
export async function renewLeases({ queries }: Database, workerId: string, jobIds: ReadonlySet<string>): Promise<void> {
  if (jobIds.size === 0) return;
  await sql`
    UPDATE jobs SET lease_until = now() + make_interval(secs => ${leaseSeconds})
    WHERE state = 'running' AND worker_id = ${workerId} AND job_id = ANY(${sql.val([...jobIds])})`.execute(queries);
}

/** Says that a job is done. */
export async function completeJob(queries: Kysely<Tables>, job: ClaimedJob): Promise<void> {
  await sql`
    UPDATE jobs SET state = 'done', finished_at = now(), lease_until = NULL, last_error = NULL
    WHERE tenant_id = ${job.tenantId} AND job_id = ${job.jobId} AND state = 'running'`.execute(queries);
}

/** Says that a job was not done; it is tried again later, each time after a longer wait, unless `isFinal`. */
export async function failJob(
  { queries }: Database,
  job: ClaimedJob,
  failure: JobFailure,
  isFinal: boolean,
): Promise<void> {
  const waitSeconds = isFinal ? 0 : 2 ** Math.min(job.attempts, 10);
  await sql`
    UPDATE jobs SET state = ${isFinal ? "failed" : "waiting"}, lease_until = NULL, worker_id = NULL,
      finished_at = CASE WHEN ${isFinal} THEN now() END, last_error = ${JSON.stringify(failure)},
      run_at = now() + make_interval(secs => ${waitSeconds})
    WHERE tenant_id = ${job.tenantId} AND job_id = ${job.jobId} AND state = 'running'`.execute(queries);
}

/** Takes the jobs of workers that died, to be tried again at once; gives those that have been tried too often. */
export async function takeBackJobs({ queries }: Database): Promise<readonly ClaimedJob[]> {
  const lost = JSON.stringify({ code: "worker-lost", message: "the worker ended in the middle of the job" });
  const { rows } = await sql<ClaimedRow & { readonly state: string }>`
    UPDATE jobs SET lease_until = NULL, worker_id = NULL, last_error = ${lost},
      state = CASE WHEN attempts < max_attempts THEN 'waiting' ELSE 'failed' END,
      finished_at = CASE WHEN attempts < max_attempts THEN NULL ELSE now() END
    WHERE state = 'running' AND lease_until < now()
    RETURNING tenant_id, job_id, kind, payload, attempts, max_attempts, state`.execute(queries);
  return rows
    .filter(({ state }) => state === "failed")
    .map((row) => ({
      tenantId: row.tenant_id,
      jobId: row.job_id,
      kind: row.kind,
      payload: row.payload,
      attempts: row.attempts,
      maxAttempts: row.max_attempts,
    }));
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "23505";
}
