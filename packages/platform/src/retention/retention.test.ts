import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDirectoryBlobStore } from "../ingest/directory-blob-store.ts";
import { jobs } from "../jobs/registry.ts";
import { Worker } from "../jobs/worker.ts";
import { sampleDocument } from "../routes/fixtures/sample-report.ts";
import { useTestServer } from "../routes/fixtures/test-server.ts";
import { readRetentionDays, runRetention } from "./retention.ts";

const timeoutMs = 120_000;
const now = Date.parse("2030-01-01T00:00:00Z");
const longAgo = new Date(now - 3 * 86_400_000);

test(
  "a round forgets reports that were replaced, with their files, and uploads that broke off; what counts now stays",
  async () => {
    const directory = await mkdtemp(join(tmpdir(), "sekisho-retention-"));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    const server = await useTestServer({ blobs: openDirectoryBlobStore(directory) });
    const headers = { ...(await server.makeKey(["reports:upload"])), "content-type": "application/json" };
    const worker = new Worker({
      jobs,
      services: server.services,
      connection: { url: server.store.workerUrl },
      places: 1,
      onError: (error) => server.errors.push(error),
    });
    for (const rule of ["first", "second"]) {
      const payload = sampleDocument({ findings: [{ rule }] });
      await server.call({ method: "POST", url: "/api/v1/reports", headers, payload });
      await worker.drain();
    }
    await makeOld(server.store.adminUrl);
    const [tenantId = ""] = (await readdir(directory)).filter((name) => name !== "incoming");
    const orphan = join(directory, tenantId, "ab", `${"ab".repeat(32)}.zst`);
    await mkdir(join(directory, tenantId, "ab"), { recursive: true });
    await writeFile(orphan, "nobody names it");
    await writeFile(join(directory, "incoming", "broken-off"), "half of it");
    await mkdir(join(directory, tenantId, "ff"), { recursive: true });
    await writeFile(join(directory, tenantId, "ff", "somebody's own file"), "left alone");
    const old = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    for (const { parentPath, name } of old) await utimes(join(parentPath, name), longAgo, longAgo);
    const fresh = join(directory, "incoming", "under-way");
    await writeFile(fresh, "the beginning");
    await utimes(fresh, new Date(now), new Date(now));
    const kept = await runRetention(server.services, { days: undefined }, now);
    const forgotten = await runRetention(server.services, { days: 30 }, now);
    const left = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const findings = await server.store.worker.inTenant({ tenantId }, (transaction) =>
      transaction.selectFrom("findings").select("rule_id").execute(),
    );

    expect(server.errors).toEqual([]);
    expect(kept).toEqual({ reports: 0, files: 2 });
    expect(forgotten).toEqual({ reports: 1, files: 1 });
    // The report that counts, the upload that is under way, and what is none of ours.
    expect(left).toHaveLength(3);
    expect(findings.map((row) => row.rule_id).toSorted()).toEqual(["first", "second"]);
  },
  timeoutMs,
);

async function makeOld(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query("UPDATE reports SET received_at = now() - interval '40 days'");
  await admin.query("UPDATE blobs SET created_at = now() - interval '40 days'");
  await admin.end();
}

describe("SEKISHO_REPORT_DAYS", () => {
  test.each([
    { written: undefined, days: undefined },
    { written: "", days: undefined },
    { written: "30", days: 30 },
  ])("$written is $days", ({ written, days }) => {
    expect(readRetentionDays(written)).toBe(days);
  });

  test.each(["0", "-1", "1.5", "a week", "1e9"])("%s is refused", (written) => {
    expect(() => readRetentionDays(written)).toThrow("expected days from 1 to 99999");
  });
});
