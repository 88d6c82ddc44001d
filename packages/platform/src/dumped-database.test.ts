import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { z } from "zod";
import { makeDirectory, makeKey, type PlatformProcess, serve } from "./fixtures/platform-process.ts";
import { findSystemPostgres, useSystemPostgres } from "./fixtures/system-postgres.ts";
import { sampleDocument } from "./routes/fixtures/sample-report.ts";

const timeoutMs = 300_000;
const script = fileURLToPath(new URL("../../../deploy/make-owner.sql", import.meta.url));
const bin = await findSystemPostgres();
const findings = z.object({ findings: z.array(z.object({ id: z.string(), title: z.string() })) });
const uploaded = z.object({ id: z.string(), status: z.literal("imported"), outcome: z.unknown() });
const rules = z.array(z.object({ rule: z.string() }));
const comparison = z.object({ appeared: rules, gone: rules });

// PostgreSQL, documentation of pg_dump: "-Fc" is what pg_restore reads. Skipped where the system has no PostgreSQL.
test.runIf(bin !== undefined)(
  "a platform on a named database is saved with pg_dump and the data directory, and goes on from both",
  async () => {
    const directory = await makeDirectory();
    const server = await useSystemPostgres(bin ?? "", await folderOf(directory, "server"));
    const [first, second] = [join(directory, "first"), join(directory, "second")];
    server.run("createdb", "first");
    server.run("psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--file", script, "first");
    const before = await serve({ DATABASE_URL: ownerUrl(server.port, "first") }, first);
    const key = await makeKey(before, ["reports:upload", "reports:read", "findings:read"]);
    const older = await upload(before, key, ["one", "two"]);
    const newer = await upload(before, key, ["two", "three"]);
    const listed = await list(before, key);
    // While the platform runs: the database first, and then the files that it names.
    server.run("pg_dump", "--format", "custom", "--file", join(directory, "dump"), "first");
    await cp(first, second, { recursive: true });
    await upload(before, key, ["four"]);
    before.child.kill("SIGTERM");
    await before.ended;
    server.run("createdb", "--owner", "sekisho_owner", "second");
    server.run("pg_restore", "--exit-on-error", "--dbname", "second", join(directory, "dump"));
    const after = await serve({ DATABASE_URL: ownerUrl(server.port, "second") }, second);
    const restored = await list(after, key);
    const compared = comparison.parse(await ask(after, key, `/api/v1/reports/${newer.id}/comparison?with=${older.id}`));
    const again = await upload(after, key, ["two", "three"]);
    const forced = server.run(
      "psql",
      "--tuples-only",
      "--no-align",
      "--command",
      "SELECT relforcerowsecurity FROM pg_class WHERE relname = 'findings'",
      "second",
    );
    after.child.kill("SIGTERM");

    expect(await after.ended).toBe(0);
    expect(listed.findings).toHaveLength(3);
    // What came after the dump is not in it.
    expect(restored).toEqual(listed);
    // The stored files are read for it.
    expect([compared.appeared, compared.gone].map((some) => some.map(({ rule }) => rule))).toEqual([
      ["three"],
      ["one"],
    ]);
    expect(again).toMatchObject({ status: "imported", outcome: { new: 0, fixed: 0 } });
    expect(forced.trim()).toBe("t");
  },
  timeoutMs,
);

async function folderOf(directory: string, name: string): Promise<string> {
  const folder = join(directory, name);
  await mkdir(folder, { mode: 0o711 });
  return folder;
}

/** Nobody is asked for a password. */
function ownerUrl(port: number, database: string): string {
  return `postgres://sekisho_owner:none@127.0.0.1:${port}/${database}`;
}

async function list(platform: PlatformProcess, key: string): Promise<z.infer<typeof findings>> {
  return findings.parse(await ask(platform, key, "/api/v1/findings?query=state:open,fixed"));
}

async function upload(
  platform: PlatformProcess,
  key: string,
  rules: readonly string[],
): Promise<z.infer<typeof uploaded>> {
  const body = sampleDocument({ findings: rules.map((rule) => ({ rule })) });
  return uploaded.parse(await ask(platform, key, "/api/v1/reports?wait=100", body));
}

async function ask({ url }: PlatformProcess, key: string, path: string, body?: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const answer = await fetch(`${url}${path}`, body === undefined ? { headers } : { method: "POST", headers, body });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return await answer.json();
}
