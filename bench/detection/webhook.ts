/**
 * Measures the audit webhook: `node bench/detection/webhook.ts [EVENTS_A_SECOND] [SECONDS]`. Events of a simulated cluster
 * are sent in batches over TLS with a token, evenly, to a `sekisho detect --listen --state` of its own; printed is how long
 * each batch waited for its answer, which comes when the queue and the journal have its events. Promise: 20,000 events a
 * second, 10 ms at the 99th percentile. Where the machine is too slow for the events, batches are sent again, as API servers
 * do it, and their number is printed.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createAuthority } from "../../packages/sekisho/src/access/fixtures/sample-certificates.ts";
import { simulateCluster } from "../../tools/audit-log/simulate.ts";

const main = join(import.meta.dirname, "../../packages/sekisho/src/cli/main.ts");
const rate = Number(process.argv[2] ?? "20000");
const seconds = Number(process.argv[3] ?? "20");
const batchSize = 100;
const warmUpSeconds = 5;
const connections = 16;
const token = "a-token-for-the-benchmark";

const folder = mkdtempSync(join(tmpdir(), "sekisho-webhook-"));
const authority = createAuthority("bench");
const own = authority.issue("localhost");
writeFileSync(join(folder, "tls.crt"), own.certificate);
writeFileSync(join(folder, "tls.key"), own.key);
writeFileSync(join(folder, "tokens"), `${token}\n`);

const receiver = spawn(
  process.execPath,
  [
    main,
    "detect",
    "--listen",
    "127.0.0.1:0",
    "--tls-cert",
    "tls.crt",
    "--tls-key",
    "tls.key",
    "--token-file",
    "tokens",
    "--state",
    "state.json",
  ],
  { cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
);
const line = await new Promise<string>((resolve) => {
  receiver.stderr.once("data", (piece: Buffer) => resolve(piece.toString()));
});
const url = /https:\S+/.exec(line)?.[0];
if (url === undefined) throw new Error(`expected the address, got ${line}`);

let postponed = 0;
const agent = new Agent({ keepAlive: true, maxSockets: connections, ca: authority.certificate });
const batches = makeBatches((warmUpSeconds + seconds) * rate);
await sendAll(batches.slice(0, (warmUpSeconds * rate) / batchSize));
postponed = 0;
const cpuBefore = cpuSecondsOf(receiver.pid);
const latencies = await sendAll(batches.slice((warmUpSeconds * rate) / batchSize));
const cpu = cpuSecondsOf(receiver.pid) - cpuBefore;
receiver.kill("SIGTERM");
await once(receiver, "exit");
agent.destroy();
rmSync(folder, { recursive: true });

const sorted = latencies.toSorted((left, right) => left - right);
const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
console.log(
  `${rate.toLocaleString("en")} events/s in batches of ${batchSize} over ${connections} connections, ${seconds} s: answers after ${at(0.5)} ms (50 %), ${at(0.99)} ms (99 %), ${at(0.999)} ms (99.9 %); the receiver took ${((cpu / seconds) * 100).toFixed(0)} % of a core; ${postponed} times it said to come again`,
);

function makeBatches(count: number): readonly Buffer[] {
  const made: Buffer[] = [];
  let items: string[] = [];
  for (const event of simulateCluster({ seed: 1, days: 365, pace: 5 })) {
    items.push(JSON.stringify(event));
    if (items.length < batchSize) continue;
    made.push(Buffer.from(`{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[${items.join(",")}]}`));
    items = [];
    if (made.length * batchSize >= count) break;
  }
  return made;
}

/** Sends batches at their times, whether the ones before are answered or not. */
async function sendAll(sent: readonly Buffer[]): Promise<readonly number[]> {
  const startedMs = performance.now();
  const answers: Promise<number>[] = [];
  for (const [index, batch] of sent.entries()) {
    const dueMs = startedMs + (index * batchSize * 1000) / rate;
    while (performance.now() < dueMs) await wait(Math.max(0, dueMs - performance.now()));
    answers.push(send(batch));
  }
  return await Promise.all(answers);
}

/** Sends a batch until it is taken; gives how long the last answer took. */
async function send(body: Buffer): Promise<number> {
  for (;;) {
    const { status, retrySeconds, ms } = await post(body);
    if (status === 200) return ms;
    if (status !== 429) throw new Error(`expected 200 or 429, got ${status}`);
    postponed += 1;
    await wait(retrySeconds * 1000);
  }
}

interface Answer {
  readonly status: number;
  readonly retrySeconds: number;
  readonly ms: number;
}

function post(body: Buffer): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const startedMs = performance.now();
  const headers = { authorization: `Bearer ${token}`, "content-length": body.length };
  const sending = request(url ?? "", { agent, method: "POST", headers }, (response) => {
    response.resume();
    response.on("end", () => {
      const { statusCode: status = 0, headers: said } = response;
      resolve({ status, retrySeconds: Number(said["retry-after"] ?? 1), ms: performance.now() - startedMs });
    });
  });
  sending.on("error", reject);
  sending.end(body);
  return promise;
}

function cpuSecondsOf(pid: number | undefined): number {
  const times = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ", 2)[1]?.split(" ") ?? [];
  return (Number(times[11]) + Number(times[12])) / 100;
}
