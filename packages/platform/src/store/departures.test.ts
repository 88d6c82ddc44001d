import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { openTestIngest } from "../ingest/fixtures/test-ingest.ts";

/** What a tenant keeps of projects that are gone: words and topics name no place, accounts and blobs are its own. */
const kept = new Set(
  "accounts audit_entries blobs components component_words jobs sessions tenants topics topic_words".split(" "),
);

test("a project that is deleted takes everything along that was seen in it", async () => {
  const ingest = await openTestIngest();
  onTestFinished(() => ingest.close());
  await ingest.put({ findings: [{ flaw: "CVE-2026-1", rule: "vulnerability/CVE-2026-1" }, { rule: "a" }] });
  await ingest.put({ findings: [{ rule: "a" }] });
  const admin = new pg.Client({ connectionString: ingest.server.store.adminUrl });
  await admin.connect();
  onTestFinished(() => admin.end());
  const { rows: tables } = await admin.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  const filled = async (): Promise<readonly string[]> => {
    const names: string[] = [];
    for (const { name } of tables) {
      const { rowCount } = await admin.query(`SELECT FROM ${name} WHERE tenant_id = $1 LIMIT 1`, [ingest.tenantId]);
      if (rowCount !== 0 && !kept.has(name)) names.push(name);
    }
    return names;
  };
  const before = await filled();
  await ingest.server.store.worker.inTenant({ tenantId: ingest.tenantId }, (transaction) =>
    transaction.deleteFrom("projects").execute(),
  );

  expect(before).toEqual(
    expect.arrayContaining(["findings", "observations", "asset_components", "assets", "witnesses"]),
  );
  expect(await filled()).toEqual([]);
});
