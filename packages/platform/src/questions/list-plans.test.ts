import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStore, type TestStore } from "../store/fixtures/test-store.ts";
import { newId } from "../store/uuid.ts";
import { assetPageStatement } from "./list-assets.ts";
import { flawPageStatement } from "./list-flaws.ts";
import { reportPageStatement } from "./list-reports.ts";

const page = { projectId: undefined, limit: 50 } as const;

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
}, 90_000);
afterAll(() => store.close());

test.each([
  { name: "assets by name", statement: () => assetPageStatement({ ...page, sort: "name" }), index: "assets_by_name" },
  {
    name: "the newest assets",
    statement: () => assetPageStatement({ ...page, sort: "newest" }),
    index: "assets_by_first_sight",
  },
  {
    name: "assets with the worst findings",
    statement: () => assetPageStatement({ ...page, sort: "worst" }),
    index: "findings_open_by_asset",
  },
  { name: "the newest reports", statement: () => reportPageStatement(page), index: "reports_of_tenant" },
  {
    name: "urgent flaws",
    statement: () => flawPageStatement({ ...page, sort: "urgent" }),
    index: "topics_by_flaw",
  },
  { name: "flaws by name", statement: () => flawPageStatement({ ...page, sort: "name" }), index: "topics_by_flaw" },
])("a page is found by an index of the tenant's: $name", async ({ statement, index }) => {
  const plan = await explain(statement());

  expect(plan).toMatch(new RegExp(`Index (?:Only )?Scan using ${index}`));
  // Flaws are the same for all tenants, and as many as there are in the world: they are looked up one by one or hashed.
  expect(plan).not.toMatch(/Seq Scan on (?!flaws|projects)/);
});

async function explain(statement: RawBuilder<unknown>): Promise<string> {
  return await store.application.inTenant({ tenantId: newId() }, async (transaction) => {
    // The planner sees empty tables here: without its other ways the shape of the statement decides.
    await sql`SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`.execute(
      transaction,
    );
    const { rows } = await sql<Record<"QUERY PLAN", string>>`EXPLAIN (COSTS OFF) ${statement}`.execute(transaction);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
}
