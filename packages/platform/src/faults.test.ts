import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import type { ReportState } from "./contract/report.ts";
import { environmentOf, makeDirectory, makeKey, type PlatformProcess, serve } from "./fixtures/platform-process.ts";
import { openDirectoryBlobStore } from "./ingest/directory-blob-store.ts";
import { sampleDocument } from "./routes/fixtures/sample-report.ts";
import { useTestServer } from "./routes/fixtures/test-server.ts";
import { useTestStore } from "./store/fixtures/test-store.ts";

const timeoutMs = 300_000;
const retryMs = 100;
const refused = z.object({ error: z.object({ code: z.string() }) });

describe("a database", () => {
  test(
    "that is killed comes back, and the platform goes on with what it had",
    async () => {
      const directory = await makeDirectory();
      const platform = await serve({}, join(directory, "data"));
      const key = await makeKey(platform);
      await upload(platform, key, "before");
      const [line = ""] = (await readFile(join(directory, "data/postgres/postmaster.pid"), "utf8")).split("\n");
      process.kill(Number(line), "SIGKILL");
      const answers = await untilServed(platform, key);
      await upload(platform, key, "after");
      platform.child.kill("SIGTERM");

      expect(await platform.ended).toBe(0);
      // While it was away nobody was told anything else than that.
      expect(answers.filter((answer) => !["200", "503 store-unusable"].includes(answer))).toEqual([]);
      expect(platform.log()).not.toContain("defect of ours");
    },
    timeoutMs,
  );

  test(
    "that ends all connections is asked again",
    async () => {
      const { store, call, makeKey: makeTestKey } = await useTestServer();
      const headers = await makeTestKey(["projects:read"]);
      const admin = new pg.Client({ connectionString: store.adminUrl });
      await admin.connect();
      await admin.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
      );
      await admin.end();
      const statuses: number[] = [];
      while (statuses.at(-1) !== 200) statuses.push((await call<unknown>({ url: "/api/v1/projects", headers })).status);

      expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
      expect(statuses.length).toBeLessThan(20);
    },
    timeoutMs,
  );
});

describe("a server that is told to stop while reports come in", () => {
  test(
    "loses none that it has taken",
    async () => {
      const store = await useTestStore();
      const directory = await makeDirectory();
      const first = await serve(environmentOf(store), directory);
      const key = await makeKey(first);
      let answered = 0;
      const uploads = Array.from({ length: 24 }, async (_, index) => {
        const state = await upload(first, key, `rule-${index}`).catch(() => undefined);
        answered++;
        // In the middle of all others.
        if (answered === 5) first.child.kill("SIGTERM");
        return state;
      });
      const taken = (await Promise.all(uploads)).filter((state) => state !== undefined);
      const firstEnd = await first.ended;
      const second = await serve(environmentOf(store), directory);
      const states = await Promise.all(taken.map((state) => waitFor(second, key, state)));
      second.child.kill("SIGTERM");

      expect(firstEnd).toBe(0);
      expect(await second.ended).toBe(0);
      expect(taken.length).toBeGreaterThanOrEqual(5);
      expect(new Set(states.map(({ status }) => status))).toEqual(new Set(["imported"]));
    },
    timeoutMs,
  );
});

/** A folder with so little room that a report fills it; `undefined` where this user may not make one. */
function makeSmallDisk(folder: string): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], { stdio: "ignore" });
  if (status !== 0) return false;
  onTestFinished(() => void execFileSync("umount", [folder]));
  return true;
}

describe("a disk that is full", () => {
  test(
    "refuses a report with its reason, keeps nothing of it, and takes the next one that fits",
    async ({ skip }) => {
      const folder = join(await makeDirectory(), "disk");
      await mkdir(folder);
      if (!makeSmallDisk(folder)) skip("only root makes file systems");
      const server = await useTestServer({ blobs: openDirectoryBlobStore(folder) });
      const headers = { ...(await server.makeKey(["reports:upload"])), "content-type": "application/json" };
      const send = (payload: string) =>
        server.call<Partial<ReportState>>({ method: "POST", url: "/api/v1/reports", headers, payload });
      const large = await send(`{"a":"${randomBytes(1_000_000).toString("hex")}"}`);
      const left = await readdir(join(folder, "incoming"));
      const small = await send(sampleDocument({ findings: [{ rule: "a" }] }));

      expect(large).toMatchObject({ status: 507, body: { error: { code: "store-full" } } });
      expect(left).toEqual([]);
      expect(small).toMatchObject({ status: 202, body: { status: "queued" } });
    },
    timeoutMs,
  );
});

async function upload({ url }: PlatformProcess, key: string, rule: string): Promise<ReportState> {
  const body = sampleDocument({ name: rule, findings: [{ rule }] });
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const answer = await fetch(`${url}/api/v1/reports`, { method: "POST", headers, body });
  if (answer.status !== 202) throw new Error(`expected 202, got ${answer.status}`);
  return (await answer.json()) as ReportState;
}

async function waitFor({ url }: PlatformProcess, key: string, sent: ReportState): Promise<ReportState> {
  const answer = await fetch(`${url}${sent.links.self}?wait=100`, { headers: { authorization: `Bearer ${key}` } });
  return (await answer.json()) as ReportState;
}

/** Asks until the platform serves again; gives every answer in between. */
async function untilServed({ url }: PlatformProcess, key: string): Promise<readonly string[]> {
  const answers: string[] = [];
  const unknown = "00000000-0000-4000-8000-000000000000";
  for (;;) {
    const answer = await fetch(`${url}/api/v1/reports/${unknown}`, { headers: { authorization: `Bearer ${key}` } });
    const { code } = refused.parse(await answer.json()).error;
    // The key is known again, and there is no such report.
    if (code === "record-not-found" && answers.length > 0) return answers;
    if (code !== "record-not-found") answers.push(`${answer.status} ${code}`);
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}
