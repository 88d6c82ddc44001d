import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addTenant, openTestStore, type TestStore } from "./fixtures/test-store.ts";
import { newId } from "./uuid.ts";

/** Tables that belong to no tenant, and why. */
const globalTables = new Map([
  ["schema_migrations", "the schema's own book, which neither serving role sees"],
  ["flaws", "what is known of flaws is the same for everybody"],
]);
/** Indexes that do not begin with the tenant, and why. */
const globalIndexes = new Map([
  ["tenants_name_key", "a tenant is found by its name before its id is known"],
  ["tenant_plans_by_customer", "the provider of payments names customers and no tenants"],
  ["outbox_lanes_ready", "workers look for destinations of all tenants"],
  ["jobs_waiting", "workers look for work of all tenants"],
  ["jobs_leased", "workers look for work that nobody does any more"],
]);

let store: TestStore;
let admin: pg.Client;
let tables: readonly string[];
beforeAll(async () => {
  store = await openTestStore();
  admin = new pg.Client({ connectionString: store.adminUrl });
  await admin.connect();
  const { rows } = await admin.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'public'::regnamespace ORDER BY 1",
  );
  tables = rows.map(({ name }) => name);
}, 90_000);
afterAll(async () => {
  await admin.end();
  await store.close();
});

describe("the schema", () => {
  test("has the tables that are expected to be there", () => {
    expect(tables).toContain("findings");
    expect(tables.length).toBeGreaterThan(20);
  });

  test("shuts every tenant's table off by a forced policy", async () => {
    const { rows } = await admin.query<{ name: string; is_forced: boolean; policies: string }>(`
      SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS is_forced,
        (SELECT count(*) FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'tenant_isolation'
           AND polcmd = '*' AND polqual IS NOT NULL AND polwithcheck IS NOT NULL)::int AS policies
      FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace`);

    const open = rows
      .filter(({ name }) => !globalTables.has(name))
      .filter((row) => !row.is_forced || Number(row.policies) !== 1);
    expect(open).toEqual([]);
  });

  test("begins every key and index of a tenant's table with the tenant", async () => {
    const { rows } = await admin.query<{ index: string; first: string; table_name: string }>(`
      SELECT i.relname AS index, a.attname AS first, t.relname AS table_name
      FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0]
      WHERE t.relnamespace = 'public'::regnamespace`);

    const others = rows.filter(({ first, table_name: table }) => first !== "tenant_id" && !globalTables.has(table));
    expect(others.map(({ index }) => index).toSorted()).toEqual([...globalIndexes.keys()].toSorted());
  });

  test("begins every foreign key with the tenant", async () => {
    const { rows } = await admin.query<{ name: string }>(`
      SELECT c.conname AS name FROM pg_constraint c
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
      JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
      WHERE c.contype = 'f' AND (a.attname <> 'tenant_id' OR b.attname <> 'tenant_id')`);

    expect(rows).toEqual([]);
  });

  test("has an index for every foreign key but those to tenants", async () => {
    const { rows } = await admin.query<{ name: string }>(`
      SELECT c.conrelid::regclass || ' ' || c.conname AS name FROM pg_constraint c
      WHERE c.contype = 'f' AND c.confrelid <> 'tenants'::regclass AND c.confdeltype = 'c' AND NOT EXISTS (
        SELECT FROM pg_index x WHERE x.indrelid = c.conrelid
          AND (x.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)`);

    expect(rows.map(({ name }) => name)).toEqual([]);
  });
});

describe("row-level security", () => {
  let mine: string;
  let theirs: string;
  beforeAll(async () => {
    mine = await addTenant(store, "mine");
    theirs = await addTenant(store, "theirs");
    await fill(mine, "mine");
    await fill(theirs, "theirs");
  });

  test.each([
    { name: "the application", url: () => store.applicationUrl, common: [] },
    // Workers go from tenant to tenant and take jobs of all of them; the owner can take their role on.
    { name: "the worker", url: () => store.workerUrl, common: ["jobs", "tenants"] },
    { name: "the owner of the schema", url: () => store.ownerUrl, common: ["jobs", "tenants"] },
  ])("shows $name nothing of tenants' own without a tenant", async ({ url, common }) => {
    const client = new pg.Client({ connectionString: url() });
    await client.connect();
    const seen: string[] = [];
    for (const table of tables) {
      if (globalTables.has(table)) continue;
      const { rowCount } = await client.query(`SELECT FROM ${table} LIMIT 1`);
      if (rowCount !== 0) seen.push(table);
    }
    await client.end();

    expect(seen).toEqual(common);
  });

  test("shows each tenant its own rows alone", async () => {
    for (const [tenantId, name] of [
      [mine, "mine"],
      [theirs, "theirs"],
    ] as const) {
      const names = await store.application.inTenant({ tenantId }, (transaction) =>
        transaction.selectFrom("projects").select("name").execute(),
      );
      expect(names).toEqual([{ name }]);
    }
  });

  test("shows nothing of others to whoever asks for their ids", async () => {
    const rows = await store.application.inTenant({ tenantId: mine }, (transaction) =>
      transaction.selectFrom("projects").selectAll().where("tenant_id", "=", theirs).execute(),
    );

    expect(rows).toEqual([]);
  });

  test("refuses rows of another tenant", async () => {
    const writing = store.application.inTenant({ tenantId: mine }, (transaction) =>
      transaction
        .insertInto("projects")
        .values({ tenant_id: theirs, project_id: newId(), name: "planted", title: "planted" })
        .execute(),
    );

    await expect(writing).rejects.toThrow(/row-level security/);
  });

  test("refuses a foreign key to another tenant's row", async () => {
    const [project] = await store.application.inTenant({ tenantId: theirs }, (transaction) =>
      transaction.selectFrom("projects").select("project_id").execute(),
    );
    const writing = store.worker.inTenant({ tenantId: mine }, (transaction) =>
      transaction
        .insertInto("scopes")
        .values({
          tenant_id: mine,
          scope_id: newId(),
          project_id: project?.project_id ?? "",
          kind: "target",
          parts: "{}",
        })
        .execute(),
    );

    await expect(writing).rejects.toThrow(/foreign key/);
  });

  test("changes and deletes nothing of others", async () => {
    const changed = await store.application.inTenant({ tenantId: mine }, (transaction) =>
      transaction.updateTable("projects").set({ title: "taken" }).where("name", "=", "theirs").executeTakeFirst(),
    );
    const deleted = await store.application.inTenant({ tenantId: mine }, (transaction) =>
      transaction.deleteFrom("projects").where("name", "=", "theirs").executeTakeFirst(),
    );

    expect(changed.numUpdatedRows).toBe(0n);
    expect(deleted.numDeletedRows).toBe(0n);
  });

  test.each([
    { name: "change the audit trail", statement: "UPDATE audit_entries SET action = 'x'" },
    { name: "shorten the audit trail", statement: "DELETE FROM audit_entries" },
    { name: "change a history", statement: "UPDATE finding_history SET change = 'x'" },
    { name: "make a finding", statement: "INSERT INTO findings (tenant_id) VALUES (gen_random_uuid())" },
    { name: "change a flaw", statement: "UPDATE flaws SET epss = 0" },
    { name: "switch row-level security off", statement: "ALTER TABLE findings DISABLE ROW LEVEL SECURITY" },
    { name: "become the owner", statement: "SET ROLE sekisho_owner" },
    { name: "become a superuser", statement: "SET ROLE sekisho_admin" },
    { name: "read the book of the schema", statement: "SELECT * FROM schema_migrations" },
    { name: "read passwords of roles", statement: "SELECT * FROM pg_authid" },
    { name: "read files of the server", statement: "SELECT pg_read_file('postgresql.conf')" },
    { name: "run programs on the server", statement: "COPY projects FROM PROGRAM 'id'" },
  ])("does not let the application $name", async ({ statement }) => {
    const client = new pg.Client({ connectionString: store.applicationUrl });
    await client.connect();
    const trying = client.query(statement);

    await expect(trying).rejects.toThrow(/permission denied|must be owner/);
    await client.end();
  });
});

async function fill(tenantId: string, name: string): Promise<void> {
  const owned = { tenant_id: tenantId };
  await store.application.inTenant({ tenantId }, async (transaction) => {
    await transaction
      .insertInto("projects")
      .values({ ...owned, project_id: newId(), name, title: name })
      .execute();
    await transaction
      .insertInto("accounts")
      .values({ ...owned, account_id: newId(), email: "a@example.com", name, role: "owner" })
      .execute();
    await transaction
      .insertInto("jobs")
      .values({ ...owned, job_id: newId(), kind: "x", lane: "scheduled", concurrency_key: "x", payload: "{}" })
      .execute();
  });
}
