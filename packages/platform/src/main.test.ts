import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import type { ReportState } from "./contract/report.ts";
import {
  commandLine,
  environmentOf,
  makeDirectory,
  makeKey,
  type PlatformProcess,
  password,
  serve,
} from "./fixtures/platform-process.ts";
import { trivyDocument } from "./ingest/fixtures/tool-documents.ts";
import { sampleDocument } from "./routes/fixtures/sample-report.ts";
import type { TenantTransaction } from "./store/database.ts";
import { type TestStore, useTestStore } from "./store/fixtures/test-store.ts";

const pod = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ name: main, image: "web:1" }] }
`;

/** Several processes, on a machine that may be busy with other tests. */
const timeoutMs = 600_000;

describe("a platform as a process", () => {
  test(
    "imports what the command line uploads, says how the gate decides, and ends cleanly",
    async () => {
      const store = await useTestStore();
      const directory = await makeDirectory();
      const platform = await serve(environmentOf(store), directory);
      const key = await makeKey(platform);
      const report = sampleDocument({ findings: [{ rule: "a", severity: "high" }] });
      const failing = await upload(platform, key, ["--fail-on", "high"], report);
      const passing = await upload(platform, key, ["--fail-on", "critical", "--label", "team=shop"], report);
      const wrong = await upload(
        platform,
        `${key.slice(0, -4)}${key.at(-4) === "A" ? "B" : "A"}${key.slice(-3)}`,
        [],
        report,
      );
      const flaw = { flaw: "CVE-2026-0001", severity: "HIGH", text: "said by Trivy" };
      const foreign = await upload(platform, key, [], trivyDocument("shop/web:1", [flaw]));
      const unknown = await upload(platform, key, [], '{"hello":1}');
      const misnamed = await upload(platform, key, ["--from", "trivvy"], "{}");
      const unwatched = await upload(platform, key, ["--wait", "0"], trivyDocument("shop/other:1", [flaw]));
      const file = join(directory, "Dockerfile");
      await writeFile(file, "FROM debian:12\n");
      const environment = { SEKISHO_API_KEY: key, SEKISHO_PLATFORM_URL: platform.url };
      const manifest = join(directory, "web.yaml");
      await writeFile(manifest, pod);
      const scanning = await call(["scan", file, manifest, "--lang", "en", "--upload", "default"], environment, "");
      const maps = await inOnlyTenant(store, (transaction) =>
        transaction.selectFrom("access_maps").select(["name", "workloads", "connections"]).execute(),
      );
      platform.child.kill("SIGTERM");

      // In from everywhere and out to everywhere: nothing holds it back.
      expect(maps).toEqual([{ name: relative(process.cwd(), manifest), workloads: 1, connections: 2 }]);
      expect(scanning).toMatchObject({ exitCode: 0, errors: expect.stringMatching(/default: \d+ findings, \d+ new/) });
      expect(failing).toMatchObject({ exitCode: 1, output: expect.stringContaining("1 findings, 1 new") });
      expect(passing).toMatchObject({ exitCode: 0, output: expect.stringContaining("1 findings, 0 new") });
      expect(foreign).toMatchObject({ exitCode: 0, output: expect.stringContaining("1 findings, 1 new") });
      expect(unknown).toMatchObject({ exitCode: 3, output: expect.stringContaining("no report that is known") });
      expect(misnamed).toMatchObject({ exitCode: 3, output: expect.stringContaining("no importer for trivvy") });
      expect(unwatched).toMatchObject({ exitCode: 0, output: expect.stringContaining("GET /api/v1/reports/") });
      expect(wrong).toMatchObject({ exitCode: 2, errors: expect.stringContaining("not-signed-in") });
      expect(await platform.ended).toBe(0);
      expect(platform.log()).not.toContain(password);
      expect(platform.log()).not.toContain(key.slice(-40));
    },
    timeoutMs,
  );

  test(
    "loses nothing when a worker is killed in the middle of an import",
    async () => {
      const store = await useTestStore();
      const directory = await makeDirectory();
      const web = await serve(environmentOf(store), directory, "web");
      const key = await makeKey(web);
      const first = await send(web, key, ["a", "b"]);
      const worker = await serve(environmentOf(store), directory, "worker");
      await waitFor(web, key, first);
      // Whoever holds the witness stops an import behind its first statements, where it is killed.
      const release = await holdWitnesses(store);
      const second = await send(web, key, ["a", "c"]);
      await untilBlocked(store);
      worker.child.kill("SIGKILL");
      await worker.ended;
      const half = await statusesOf(store);
      await release();
      await store.worker.pool.query(
        "UPDATE jobs SET lease_until = now() - interval '1 minute' WHERE state = 'running'",
      );
      const successor = await serve(environmentOf(store), directory, "worker");
      const done = await waitFor(web, key, second);

      expect(half).toEqual({ a: "open", b: "open" });
      expect(done).toMatchObject({ status: "imported", outcome: { new: 1, fixed: 1 } });
      expect(await statusesOf(store)).toEqual({ a: "open", b: "fixed", c: "open" });
      for (const { child } of [web, successor]) child.kill("SIGTERM");
      expect(await Promise.all([web.ended, successor.ended])).toEqual([0, 0]);
    },
    timeoutMs,
  );
});

interface CallEnd {
  readonly exitCode: number | null;
  readonly output: string;
  readonly errors: string;
}

function upload({ url }: PlatformProcess, key: string, options: readonly string[], report: string): Promise<CallEnd> {
  return call(["upload", "-", "--lang", "en", "--to", url, ...options], { SEKISHO_API_KEY: key }, report);
}

function call(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  input: string,
): Promise<CallEnd> {
  const child = spawn(process.execPath, [commandLine, ...words], { env: { ...process.env, ...environment } });
  const said = { output: "", errors: "" };
  child.stdout.on("data", (piece: Buffer) => (said.output += piece.toString("utf8")));
  child.stderr.on("data", (piece: Buffer) => (said.errors += piece.toString("utf8")));
  child.stdin.end(input);
  return new Promise((resolve) => child.on("close", (exitCode) => resolve({ exitCode, ...said })));
}

async function send({ url }: PlatformProcess, key: string, rules: readonly string[]): Promise<ReportState> {
  const body = sampleDocument({ findings: rules.map((rule) => ({ rule })) });
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const answer = await fetch(`${url}/api/v1/reports`, { method: "POST", headers, body });
  return (await answer.json()) as ReportState;
}

async function waitFor({ url }: PlatformProcess, key: string, sent: ReportState): Promise<ReportState> {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`${url}${sent.links.self}?wait=60`, { headers });
  return (await answer.json()) as ReportState;
}

/** Locks all witnesses until it is told to let go. */
async function holdWitnesses({ worker }: TestStore): Promise<() => Promise<void>> {
  const client = await worker.pool.connect();
  const { rows } = await client.query<{ tenant_id: string }>("SELECT tenant_id FROM tenants");
  await client.query("BEGIN");
  await client.query("SELECT set_config('sekisho.tenant', $1, true)", [rows[0]?.tenant_id]);
  await client.query("SELECT FROM witnesses FOR UPDATE");
  return async () => {
    await client.query("ROLLBACK");
    client.release();
  };
}

/** Waits until an import stands before the witnesses. */
async function untilBlocked({ worker }: TestStore): Promise<void> {
  for (;;) {
    const { rowCount } = await worker.pool.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    if (rowCount !== 0) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function inOnlyTenant<Result>(
  { worker }: TestStore,
  work: (transaction: TenantTransaction) => Promise<Result>,
): Promise<Result> {
  const { rows } = await worker.pool.query<{ tenant_id: string }>("SELECT tenant_id FROM tenants");
  return await worker.inTenant({ tenantId: rows[0]?.tenant_id ?? "" }, work);
}

async function statusesOf(store: TestStore): Promise<Readonly<Record<string, string>>> {
  const found = await inOnlyTenant(store, (transaction) =>
    transaction.selectFrom("findings").select(["rule_id", "status"]).orderBy("rule_id").execute(),
  );
  return Object.fromEntries(found.map((row) => [row.rule_id, row.status]));
}
