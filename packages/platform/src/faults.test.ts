import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rm, statfs, writeFile } from "node:fs/promises";
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
/** Enough for an upload and the first pages of its import. */
const roomBytes = 3 * 1024 * 1024;
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
    "that is killed in the middle of an import loses nothing: the report is imported all the same, once",
    async () => {
      const directory = await makeDirectory();
      const platform = await serve({}, join(directory, "data"));
      const key = await makeKey(platform);
      const rules = Array.from({ length: 12_000 }, (_, index) => ({ rule: `rule-${index}` }));
      const sent = await send(platform, key, sampleDocument({ findings: rules }));
      await untilMerging(join(directory, "data"));
      const [line = ""] = (await readFile(join(directory, "data/postgres/postmaster.pid"), "utf8")).split("\n");
      process.kill(Number(line), "SIGKILL");
      await untilServed(platform, key);
      const imported = await untilImported(platform, key, sent);
      const again = await untilImported(platform, key, await send(platform, key, sampleDocument({ findings: rules })));
      platform.child.kill("SIGTERM");

      expect(await platform.ended).toBe(0);
      expect(imported).toMatchObject({ status: "imported", outcome: { findings: 12_000, new: 12_000 } });
      expect(again).toMatchObject({ status: "imported", outcome: { findings: 12_000, new: 0, fixed: 0 } });
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

/** Gives a folder little room; false where this user may not. */
function makeSmallDisk(folder: string, size: string): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder], { stdio: "ignore" });
  if (status !== 0) return false;
  // Whoever was killed a moment ago may still have a file open there.
  onTestFinished(() => void execFileSync("umount", ["--lazy", folder]));
  return true;
}

describe("a disk that is full", () => {
  test(
    "under the database in the middle of an import loses nothing: the report is imported once there is room",
    async ({ skip }) => {
      const folder = join(await makeDirectory(), "disk");
      await mkdir(folder);
      if (!makeSmallDisk(folder, "400m")) skip("only root makes file systems");
      const platform = await serve({}, join(folder, "data"));
      const key = await makeKey(platform);
      await upload(platform, key, "before");
      const filler = join(folder, "filler");
      const { bavail, bsize } = await statfs(folder);
      await writeFile(filler, Buffer.alloc(bavail * bsize - roomBytes));
      const rules = Array.from({ length: 12_000 }, (_, index) => ({ rule: `rule-${index}` }));
      const sent = await send(platform, key, sampleDocument({ findings: rules }));
      while (!/No space left on device|53100|could not extend/.test(platform.log() + (await databaseLog(folder)))) {
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
      await rm(filler);
      await untilServed(platform, key, 0);
      const imported = await untilImported(platform, key, sent);
      platform.child.kill("SIGTERM");

      expect(await platform.ended).toBe(0);
      expect(imported).toMatchObject({ status: "imported", outcome: { findings: 12_000, new: 12_000 } });
    },
    timeoutMs,
  );

  test(
    "refuses a report with its reason, keeps nothing of it, and takes the next one that fits",
    async ({ skip }) => {
      const folder = join(await makeDirectory(), "disk");
      await mkdir(folder);
      if (!makeSmallDisk(folder, "256k")) skip("only root makes file systems");
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

async function upload(platform: PlatformProcess, key: string, rule: string): Promise<ReportState> {
  return await send(platform, key, sampleDocument({ name: rule, findings: [{ rule }] }));
}

async function send({ url }: PlatformProcess, key: string, body: string): Promise<ReportState> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const answer = await fetch(`${url}/api/v1/reports`, { method: "POST", headers, body });
  if (answer.status !== 202) throw new Error(`expected 202, got ${answer.status}`);
  return (await answer.json()) as ReportState;
}

async function waitFor({ url }: PlatformProcess, key: string, sent: ReportState): Promise<ReportState> {
  const answer = await fetch(`${url}${sent.links.self}?wait=100`, { headers: { authorization: `Bearer ${key}` } });
  return (await answer.json()) as ReportState;
}

/** Waits until a report is being merged: the import holds its scope, and the database has rows of it that nobody sees. */
async function untilMerging(data: string): Promise<void> {
  const stored = z.object({ admin: z.string() });
  const { admin } = stored.parse(JSON.parse(await readFile(join(data, "database.json"), "utf8")));
  const [, , , port = ""] = (await readFile(join(data, "postgres/postmaster.pid"), "utf8")).split("\n");
  const client = new pg.Client({ connectionString: `postgres://sekisho_admin:${admin}@127.0.0.1:${port}/sekisho` });
  client.on("error", () => undefined);
  await client.connect();
  for (let pages = 0; pages === 0; ) {
    const { rows } = await client.query<{ size: number }>("SELECT pg_relation_size('findings')::int AS size");
    pages = rows[0]?.size ?? 0;
  }
  await client.end();
}

async function untilImported(platform: PlatformProcess, key: string, sent: ReportState): Promise<ReportState> {
  let state = sent;
  while (state.status === "queued" || state.status === "importing") state = await waitFor(platform, key, sent);
  return state;
}

/** Asks until the platform serves again, after so many answers that it does not; gives every answer in between. */
async function untilServed({ url }: PlatformProcess, key: string, least = 1): Promise<readonly string[]> {
  const answers: string[] = [];
  const unknown = "00000000-0000-4000-8000-000000000000";
  for (;;) {
    const answer = await fetch(`${url}/api/v1/reports/${unknown}`, { headers: { authorization: `Bearer ${key}` } });
    const { code } = refused.parse(await answer.json()).error;
    // The key is known again, and there is no such report.
    if (code === "record-not-found" && answers.length >= least) return answers;
    if (code !== "record-not-found") answers.push(`${answer.status} ${code}`);
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

function databaseLog(folder: string): Promise<string> {
  return readFile(join(folder, "data/postgres/server.log"), "utf8");
}
