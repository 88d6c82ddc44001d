import { monitorEventLoopDelay } from "node:perf_hooks";
import { sql } from "kysely";
import type { Services } from "../services.ts";

const nanosecondsPerSecond = 1e9;

/** Watches from the first time that somebody asks. */
let eventLoop: ReturnType<typeof monitorEventLoopDelay> | undefined;

/** Says how things stand at this moment, for whoever reads the metrics: the queue, the connections, the process. */
export async function measureServer(services: Services): Promise<void> {
  measureProcess(services);
  await measureQueue(services);
}

function measureProcess({ metrics, store }: Services): void {
  eventLoop ??= startWatch();
  const { rss, heapUsed } = process.memoryUsage();
  metrics.set("process_resident_memory_bytes", "Memory of the process.", rss);
  metrics.set("sekisho_heap_bytes", "Memory of its objects.", heapUsed);
  metrics.set(
    "process_start_time_seconds",
    "When the process began.",
    Math.round(Date.now() / 1000 - process.uptime()),
  );
  const delay = eventLoop.percentile(99) / nanosecondsPerSecond;
  metrics.set(
    "sekisho_event_loop_delay_seconds",
    "How late timers are; the 99th percentile since the last look.",
    delay,
  );
  eventLoop.reset();
  const help = "Connections to the database.";
  for (const role of ["application", "worker"] as const) {
    const { totalCount, idleCount, waitingCount } = store[role].pool;
    metrics.set("sekisho_database_connections", help, totalCount - idleCount, { role, state: "busy" });
    metrics.set("sekisho_database_connections", help, idleCount, { role, state: "idle" });
    metrics.set("sekisho_database_requests_waiting", "Requests without a connection.", waitingCount, { role });
  }
}

function startWatch(): ReturnType<typeof monitorEventLoopDelay> {
  const watch = monitorEventLoopDelay({ resolution: 20 });
  watch.enable();
  return watch;
}

/** Without a database there are all other metrics, and one that says so. */
async function measureQueue({ metrics, store }: Services): Promise<void> {
  const up = "Whether the database answers.";
  try {
    for (const { lane, ready, running, waitSeconds } of await readQueue(store.worker.queries)) {
      metrics.set("sekisho_jobs_waiting", "Jobs that could run and do not yet.", ready, { lane });
      metrics.set("sekisho_jobs_running", "Jobs that run.", running, { lane });
      metrics.set("sekisho_jobs_wait_seconds", "How long the oldest of them waits.", waitSeconds, { lane });
    }
    metrics.set("sekisho_database_up", up, 1);
  } catch {
    // Who needed the database for work has written down what is wrong with it.
    metrics.set("sekisho_database_up", up, 0);
  }
}

interface LaneState {
  readonly lane: string;
  readonly ready: number;
  readonly running: number;
  readonly waitSeconds: number;
}

async function readQueue(queries: Services["store"]["worker"]["queries"]): Promise<readonly LaneState[]> {
  const { rows } = await sql<LaneState>`
    SELECT lanes.lane, coalesce(waiting.ready, 0)::int AS ready, coalesce(waiting.seconds, 0)::float8 AS "waitSeconds",
      (SELECT count(*)::int FROM jobs WHERE state = 'running' AND lane = lanes.lane) AS running
    FROM (VALUES ('interactive'), ('scheduled')) AS lanes (lane)
    LEFT JOIN (
      SELECT lane, count(*) AS ready, extract(epoch FROM now() - min(run_at)) AS seconds FROM jobs
      WHERE state = 'waiting' AND run_at <= now() GROUP BY lane) AS waiting USING (lane)`.execute(queries);
  return rows;
}
