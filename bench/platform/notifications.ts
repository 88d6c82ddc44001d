import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { boxKey, fillOutbox } from "../../packages/platform/src/outbox/fixtures/filled-outbox.ts";
import { openStore } from "../../packages/platform/src/store/open-store.ts";

// 100,000 messages wait for a slow webhook, and ten times 100 for quick ones, on an embedded, durable PostgreSQL; one
// process sends. Prints the rate, the order, its memory, and when the others had theirs.
// Run with: node --conditions=sekisho-source bench/platform/notifications.ts [MESSAGES] [DELAY_MS]

const messages = Number(process.argv[2] ?? 100_000);
const delayMs = Number(process.argv[3] ?? 2);
const others = 10;
const messagesOfOthers = 100;
const program = fileURLToPath(
  new URL("../../packages/platform/src/outbox/fixtures/dispatcher-process.ts", import.meta.url),
);

interface Receiver {
  readonly url: string;
  readonly numbers: number[];
  readonly close: () => void;
}

async function receive(delay: number): Promise<Receiver> {
  const numbers: number[] = [];
  const server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (piece: Buffer) => {
      body += piece.toString("utf8");
    });
    request.on("end", () => {
      numbers.push(Number(/"cause":"test:(\d+)"/.exec(body)?.[1]));
      setTimeout(() => response.end(), delay);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}/`, numbers, close: () => server.closeAllConnections() };
}

function isInOrder({ numbers }: Receiver): boolean {
  return numbers.every((number, index) => number === index + 1);
}

function megabytesOf(pid: number, field: string): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024);
}

/** User and system time of a process, in seconds; Linux counts hundredths. */
function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) {
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

const directory = join(tmpdir(), `sekisho-bench-${process.pid}`);
const store = await openStore({ kind: "embedded", directory });
try {
  const { tenantId, addDestination } = await fillOutbox(store);
  const slow = await receive(delayMs);
  const quick = await Promise.all(Array.from({ length: others }, () => receive(0)));
  await addDestination("slow", slow.url, messages);
  const childArguments = ["--conditions=sekisho-source", program, store.workerConnection.url, boxKey, "60"];
  const child = spawn(process.execPath, childArguments, { stdio: ["ignore", "ignore", "inherit"] });
  await until(() => slow.numbers.length > Math.min(500, messages / 2));
  const firstMegabytes = megabytesOf(child.pid ?? 0, "VmRSS");
  const otherStart = performance.now();
  for (const [index, { url }] of quick.entries()) await addDestination(`quick ${index}`, url, messagesOfOthers);
  await until(() => quick.every(({ numbers }) => numbers.length === messagesOfOthers));
  const othersSeconds = (performance.now() - otherStart) / 1000;
  const start = performance.now();
  const before = slow.numbers.length;
  const cpuBefore = cpuSecondsOf(child.pid ?? 0);
  await until(() => slow.numbers.length >= messages);
  const seconds = (performance.now() - start) / 1000;
  const cpuMs = ((cpuSecondsOf(child.pid ?? 0) - cpuBefore) * 1000) / (messages - before);
  const peakMegabytes = megabytesOf(child.pid ?? 0, "VmHWM");
  await new Promise((resolve) => {
    setTimeout(resolve, 1000);
  });
  child.kill("SIGTERM");
  const counted = await store.worker.queries
    .selectFrom("outbox_messages")
    .select(({ fn }) => ["state", fn.countAll<number>().as("count")])
    .where("tenant_id", "=", tenantId)
    .groupBy("state")
    .execute();
  const states = counted.map(({ state, count }) => `${count} ${state}`).join(", ");
  const lines = [
    `${messages} messages to a webhook of ${delayMs} ms: ${Math.round((messages - before) / seconds)} a second`,
    `in order: ${[slow, ...quick].every(isInOrder) ? "yes" : "NO"}; ${states}`,
    `${others} others with ${messagesOfOthers} messages each had them after ${othersSeconds.toFixed(1)} s`,
    `the sender works ${cpuMs.toFixed(2)} ms for a message`,
    `memory: ${firstMegabytes} MiB at the beginning, ${peakMegabytes} MiB at most`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  for (const { close } of [slow, ...quick]) close();
} finally {
  await store.close();
  await rm(directory, { recursive: true, force: true });
}
process.exit(0);
