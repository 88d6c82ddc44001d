import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPlatform } from "@sekisho/platform";

// People who sign in at the same time, over HTTP, each with a password that is hashed with 19 MiB of memory, a session and
// an entry of the audit trail. Target: 50 a second on 2 cores.
// Run with: node --conditions=sekisho-source bench/platform/sign-in.ts [SECONDS [AT ONCE]]

const seconds = Number(process.argv[2] ?? 10);
const atOnce = Number(process.argv[3] ?? 16);
const password = "only for this measurement";
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
  await measure(1);
  const { signedIn, refused, cpuMs, elapsedMs } = await measure(seconds);
  const perSecond = (signedIn / elapsedMs) * 1000;
  console.log(`${signedIn} sign-ins in ${(elapsedMs / 1000).toFixed(1)} s: ${perSecond.toFixed(0)} a second`);
  console.log(`${(cpuMs / signedIn).toFixed(1)} ms of CPU each in the server (without PostgreSQL); ${refused} refused`);
  console.log(`two cores alone: ${((2 * 1000 * signedIn) / cpuMs).toFixed(0)} a second`);
} finally {
  await platform.stop();
  await rm(directory, { recursive: true, force: true });
}

interface Measured {
  readonly signedIn: number;
  readonly refused: number;
  /** Of this process, which is the server; the requests' own share is in it. */
  readonly cpuMs: number;
  readonly elapsedMs: number;
}

async function measure(durationSeconds: number): Promise<Measured> {
  const count = { signedIn: 0, refused: 0 };
  const startedMs = performance.now();
  const startedCpu = process.cpuUsage();
  const endMs = startedMs + durationSeconds * 1000;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < endMs) {
        if ((await signIn()) === 201) count.signedIn++;
        else count.refused++;
      }
    }),
  );
  const { user, system } = process.cpuUsage(startedCpu);
  return { ...count, cpuMs: (user + system) / 1000, elapsedMs: performance.now() - startedMs };
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
