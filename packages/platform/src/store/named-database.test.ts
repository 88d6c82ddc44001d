import { execFileSync, spawnSync } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { startEmbeddedServer } from "./embedded/embedded-server.ts";
import { openStore } from "./open-store.ts";

const timeoutMs = 300_000;
const script = fileURLToPath(new URL("../../../../deploy/make-owner.sql", import.meta.url));
const hasPsql = spawnSync("psql", ["--version"]).status === 0;

test.runIf(hasPsql)(
  "the owner that deploy/make-owner.sql makes is enough: it makes the schema and the roles, and has no other power",
  async () => {
    const directory = await mkdtemp(join(tmpdir(), "sekisho-named-"));
    await chmod(directory, 0o711);
    const server = await startEmbeddedServer({ directory: join(directory, "data"), isDurable: false });
    onTestFinished(async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    });
    const admin = new pg.Client({ connectionString: server.adminUrl });
    await admin.connect();
    await admin.query("CREATE DATABASE named");
    await admin.end();
    const { hostname, port, username, password } = new URL(server.urlOf("admin", "named"));
    const place = { PGHOST: hostname, PGPORT: port, PGUSER: username, PGPASSWORD: password, PGDATABASE: "named" };
    const call = ["--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--file", script];
    const environment = { ...process.env, ...place };
    execFileSync("psql", call, { env: environment, stdio: ["ignore", "ignore", "inherit"] });
    // Compose calls it at every start.
    execFileSync("psql", call, { env: environment, stdio: ["ignore", "ignore", "inherit"] });
    const owner = `postgres://sekisho_owner:${password}@${hostname}:${port}/named`;
    const store = await openStore({ kind: "url", owner });
    const again = await openStore({ kind: "url", owner });
    const names = await Promise.all(
      [store.application, store.worker, again.application].map(async ({ queries }) => {
        const { rows } = await sql<{ name: string }>`SELECT current_user AS name`.execute(queries);
        return rows[0]?.name;
      }),
    );
    const { rows } = await sql<{ is_powerful: boolean }>`
      SELECT rolsuper OR rolbypassrls AS is_powerful FROM pg_roles WHERE rolname = 'sekisho_owner'`.execute(
      store.worker.queries,
    );
    await Promise.all([store.close(), again.close()]);

    expect(names).toEqual(["sekisho_application", "sekisho_worker", "sekisho_application"]);
    expect(rows).toEqual([{ is_powerful: false }]);
  },
  timeoutMs,
);
