import { chmod, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { SekishoError } from "sekisho";
import { describe, expect, onTestFinished, test } from "vitest";
import { startEmbeddedServer } from "./embedded/embedded-server.ts";
import { findBinaries } from "./embedded/find-binaries.ts";
import { runProgram } from "./embedded/run-program.ts";
import { findServerAccount, parseAccounts } from "./embedded/server-account.ts";
import { useTestStore } from "./fixtures/test-store.ts";
import { migrate } from "./migrate.ts";
import type { Migration } from "./migrations/migration.ts";
import { migrations } from "./migrations/registry.ts";
import { openStore, type Store } from "./open-store.ts";

const startTimeoutMs = 90_000;

describe("an embedded database", () => {
  test(
    "keeps rows from one start to the next, and is started once at a time",
    async () => {
      const directory = await makeDirectory();
      const settings = { kind: "embedded", directory, isDurable: false } as const;
      const first = await openStore(settings);
      const second = await codeOf(openStore(settings));
      await first.worker.queries.insertInto("flaws").values({ flaw: "CVE-2021-44228", names: [] }).execute();
      await first.close();
      const again = await openStore(settings);
      const flaws = await again.application.queries.selectFrom("flaws").select("flaw").execute();
      await again.close();

      expect(second).toBe("store-busy");
      expect(flaws).toEqual([{ flaw: "CVE-2021-44228" }]);
    },
    startTimeoutMs,
  );

  test(
    "is taken over when the process that started it was killed",
    async () => {
      const directory = await makeDirectory();
      const orphan = await startEmbeddedServer({ directory, isDurable: false });
      const store = await openStore({ kind: "embedded", directory, isDurable: false });
      const { rows } = await store.application.pool.query<{ one: number }>("SELECT 1 AS one");
      await store.close();

      expect(rows).toEqual([{ one: 1 }]);
      await expect(pingOf(orphan.adminUrl)).rejects.toThrow(/ECONNREFUSED/);
    },
    startTimeoutMs,
  );

  test(
    "starts again after it was killed without a word, and after a half-made first start",
    async () => {
      const directory = await makeDirectory();
      const server = await startEmbeddedServer({ directory, isDurable: false });
      const binaries = await findBinaries();
      const halt = ["stop", "--mode", "immediate", "--pgdata", join(directory, "postgres")];
      await runProgram(binaries.pgCtl, halt, await findServerAccount());
      const store = await openStore({ kind: "embedded", directory, isDurable: false });
      await store.close();

      expect(server.adminUrl).toContain("127.0.0.1");
    },
    startTimeoutMs,
  );

  test(
    "keeps its passwords to its user",
    async () => {
      const directory = await makeDirectory();
      const server = await startEmbeddedServer({ directory, isDurable: false });
      onTestFinished(() => server.stop());
      const { mode } = await stat(join(directory, "database.json"));

      expect(mode & 0o777).toBe(0o600);
      await expect(pingOf(server.adminUrl.replace(/:[0-9a-f]{64}@/, ":wrong@"))).rejects.toThrow(/password/);
    },
    startTimeoutMs,
  );
});

test.runIf(process.getuid?.() === 0)("a data directory that the database's user cannot reach is refused", async () => {
  const parent = await mkdtemp(join(tmpdir(), "sekisho-store-"));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const error = await startEmbeddedServer({ directory: join(parent, "data") }).catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({ code: "store-unusable" });
  expect(String(error)).toContain(parent);
});

describe("a database elsewhere", () => {
  test("takes the roles on by the owner's address alone", async () => {
    const { ownerUrl } = await useTestStore();
    const store = await openStore({ kind: "url", owner: ownerUrl });
    onTestFinished(() => store.close());

    expect(await whoIs(store)).toEqual(["sekisho_application", "sekisho_worker"]);
  });

  test("is brought forward by two servers at once", async () => {
    const { ownerUrl, adminUrl } = await useTestStore();
    const admin = new pg.Client({ connectionString: adminUrl });
    await admin.connect();
    await admin.query(
      "DROP OWNED BY sekisho_owner; CREATE SCHEMA IF NOT EXISTS public; GRANT ALL ON SCHEMA public TO sekisho_owner",
    );
    await admin.end();
    const outcomes = await Promise.all([1, 2, 3].map(() => migrateOver(ownerUrl, migrations)));

    const applied = outcomes.map((outcome) => outcome.applied.length).toSorted((left, right) => left - right);
    expect(applied).toEqual([0, 0, migrations.length]);
  });

  test.each([
    { name: "an address that nobody listens at", url: "postgres://nobody:secret-word@127.0.0.1:1/none" },
    { name: "an address that is none", url: "not an address" },
    { name: "an address with another protocol", url: "mysql://127.0.0.1:1/none" },
  ])("says so without the password: $name", async ({ url }) => {
    const error = await openStore({ kind: "url", owner: url }).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(SekishoError);
    expect(error).toMatchObject({ code: "store-unusable" });
    expect(String(error)).not.toContain("secret-word");
  });

  test("is refused where the application would see all tenants", async () => {
    const { ownerUrl, adminUrl } = await useTestStore();

    expect(await codeOf(openStore({ kind: "url", owner: ownerUrl, application: adminUrl }))).toBe("store-unusable");
  });
});

describe("the schema", () => {
  test("is refused when a later version made it", async () => {
    const { ownerUrl } = await useTestStore();
    const later: Migration = { number: 9999, name: "later", sql: "SELECT 1" };
    await migrateOver(ownerUrl, [...migrations, later]);

    expect(await codeOf(migrateOver(ownerUrl, migrations))).toBe("store-newer");
  });

  test("stays as it was when a step fails", async () => {
    const { ownerUrl } = await useTestStore();
    const broken: Migration = { number: 9998, name: "broken", sql: "CREATE TABLE half (a int); SELECT nothing" };
    const code = await codeOf(migrateOver(ownerUrl, [...migrations, broken]));
    const outcome = await migrateOver(ownerUrl, [{ ...broken, sql: "CREATE TABLE half (a int)" }, ...migrations]);

    expect(code).toBe("store-unusable");
    expect(outcome.applied).toEqual([9998]);
  });
});

test("accounts of the operating system are read as passwd(5) writes them", () => {
  const text =
    "root:x:0:0:root:/root:/bin/bash\npostgres:x:101:104::/var/lib/postgresql:/bin/bash\nbroken\n:x:1:1\nodd:x:-1:a\n";

  expect([...parseAccounts(text)]).toEqual([
    ["root", { uid: 0, gid: 0 }],
    ["postgres", { uid: 101, gid: 104 }],
  ]);
});

async function makeDirectory(): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), "sekisho-store-"));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  // As root the database runs as somebody else, who must get through.
  await chmod(parent, 0o711);
  return join(parent, "data");
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return "nothing was thrown";
  } catch (error) {
    return error instanceof SekishoError ? error.code : String(error);
  }
}

async function pingOf(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.end();
}

async function migrateOver(url: string, steps: readonly Migration[]): Promise<{ readonly applied: readonly number[] }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await migrate(client, steps);
  } finally {
    await client.end();
  }
}

async function whoIs({ application, worker }: Store): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { pool } of [application, worker]) {
    const { rows } = await pool
      .query<{ name: string }>("RESET ROLE; SELECT current_user AS name")
      .then((results) => ({ rows: [results].flat().flatMap((result) => result.rows) }));
    names.push(...rows.map(({ name }) => name));
  }
  return names;
}
