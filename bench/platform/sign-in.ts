import { readdirSync, readFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPlatform } from "@sekisho/platform";
import { hashPassword, isPassword } from "../../packages/platform/src/identity/password.ts";

// People who sign in at the same time, over HTTP, each with a password that is hashed with 19 MiB of memory, a session and
// an entry of the audit trail. Target: 50 a second on 2 cores, PostgreSQL and the clients on the same ones: 40 ms of CPU each.
// Says what each part takes: the hash, HTTP with the client that is measured along, the rest of the server, PostgreSQL.
// Run with: node --conditions=sekisho-source bench/platform/sign-in.ts [SECONDS [AT ONCE]]

const seconds = Number(process.argv[2] ?? 10);
const atOnce = Number(process.argv[3] ?? 16);
const password = "only for this measurement";
/** Linux counts CPU in hundredths of a second. */
const tickMs = 10;
const directory = await mkdtemp(join(tmpdir(), "sekisho-bench-sign-in-"));
// As root the database runs as another user.
await chmod(directory, 0o755);
const platform = await startPlatform({
  dataDirectory: directory,
  environment: { SEKISHO_OWNER_PASSWORD: password, SEKISHO_SECRET_KEY: "only for this measurement, of no use" },
  port: 0,
  log: { write: () => undefined },
});
try {
  await measure(signIn, 1);
  const stored = await hashPassword(password);
  const hash = await measure(async () => ((await isPassword(password, stored)) ? 201 : 401), seconds / 5);
  const http = await measure(askNothing, seconds / 5);
  const whole = await measure(signIn, seconds);
  const perSecond = (whole.done / whole.elapsedMs) * 1000;
  const rest = whole.ownMs - hash.ownMs - http.ownMs;
  console.log(`${whole.done} sign-ins in ${(whole.elapsedMs / 1000).toFixed(1)} s: ${perSecond.toFixed(0)} a second`);
  console.log(`${whole.refused} refused`);
  console.log(`CPU each: hash ${say(hash.ownMs)}, HTTP with the client ${say(http.ownMs)}, rest ${say(rest)}`);
  console.log(`PostgreSQL ${say(whole.databaseMs)}; all together ${say(whole.ownMs + whole.databaseMs)}`);
  console.log(`two cores alone: ${(2000 / (whole.ownMs + whole.databaseMs)).toFixed(0)} a second`);
} finally {
  await platform.stop();
  await rm(directory, { recursive: true, force: true });
}

interface Measured {
  readonly done: number;
  readonly refused: number;
  /** CPU of this process, which is the server and the clients, for each that was done. */
  readonly ownMs: number;
  /** CPU of PostgreSQL for each. */
  readonly databaseMs: number;
  readonly elapsedMs: number;
}

async function measure(work: () => Promise<number>, durationSeconds: number): Promise<Measured> {
  let done = 0;
  let refused = 0;
  const startedMs = performance.now();
  const startedCpu = process.cpuUsage();
  const startedDatabaseMs = readDatabaseMs();
  const endMs = startedMs + durationSeconds * 1000;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < endMs) {
        if ((await work()) < 300) done++;
        else refused++;
      }
    }),
  );
  const { user, system } = process.cpuUsage(startedCpu);
  const databaseMs = (readDatabaseMs() - startedDatabaseMs) / done;
  return { done, refused, ownMs: (user + system) / 1000 / done, databaseMs, elapsedMs: performance.now() - startedMs };
}

async function signIn(): Promise<number> {
  const answer = await fetch(`${platform.url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "owner@localhost", password }),
  });
  await answer.arrayBuffer();
  return answer.status;
}

/** A request of the same way without any work. */
async function askNothing(): Promise<number> {
  const answer = await fetch(`${platform.url}/healthz`);
  await answer.arrayBuffer();
  return answer.status;
}

/** CPU of the database and all processes below it, those that ended included; 0 where there is no /proc. */
function readDatabaseMs(): number {
  const parents = new Map<number, number>();
  const ticks = new Map<number, number>();
  const roots = new Set<number>();
  for (const name of listProcesses()) {
    const fields = readFields(name);
    if (fields === undefined) continue;
    parents.set(Number(name), Number(fields[1]));
    if (isDatabase(name)) roots.add(Number(name));
    // Fields 14 to 17 of proc(5): user and system time, and those of children that ended.
    ticks.set(
      Number(name),
      [11, 12, 13, 14].map((at) => Number(fields[at])).reduce((sum, one) => sum + one, 0),
    );
  }
  let total = 0;
  for (const [id, spent] of ticks) if (isBelow(id, parents, roots)) total += spent;
  return total * tickMs;
}

function listProcesses(): readonly string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    // Elsewhere than on Linux the share of PostgreSQL is not told.
    return [];
  }
}

/** What stands behind the name in parentheses: state, parent, … */
function readFields(name: string): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${name}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    // The process ended in between.
    return undefined;
  }
}

/** The server of this measurement: it was started with the directory. */
function isDatabase(name: string): boolean {
  try {
    const command = readFileSync(`/proc/${name}/cmdline`, "utf8");
    return Number(name) !== process.pid && command.includes("postgres") && command.includes(directory);
  } catch {
    // The process ended in between.
    return false;
  }
}

function isBelow(id: number, parents: ReadonlyMap<number, number>, roots: ReadonlySet<number>): boolean {
  for (let at: number | undefined = id; at !== undefined && at > 1; at = parents.get(at)) {
    if (roots.has(at)) return true;
  }
  return false;
}

function say(ms: number): string {
  return `${ms.toFixed(1)} ms`;
}
