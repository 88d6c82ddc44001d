import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestIngest, type TestIngest } from "../ingest/fixtures/test-ingest.ts";
import { type CopiedTenant, copyTenant, listTables, markOfFirst } from "./fixtures/many-tenants.ts";
import { routes } from "./registry.ts";

const tenantCount = 100;
/** The figure is 10,000: `SEKISHO_REQUESTS=10000`. */
const requestCount = Number(process.env["SEKISHO_REQUESTS"] ?? "600");
const timeoutMs = 1_800_000;

let ingest: TestIngest;
let tenants: readonly CopiedTenant[];
/** Ids of the copied tenant without what begins them. */
let idEnds: readonly string[];
beforeAll(async () => {
  ingest = await openTestIngest();
  const { server } = ingest;
  const texts = { rule: `rule-${markOfFirst}`, message: markOfFirst };
  await ingest.put({ name: markOfFirst, findings: [texts, { flaw: "CVE-1", message: markOfFirst }] });
  const owner = await server.signIn();
  const [finding] = await ingest.findings();
  const payload = { verdict: "accepted", reason: markOfFirst, scope: "finding", finding: finding?.id };
  await server.call({ method: "POST", url: "/api/v1/decisions", headers: owner, payload });
  tenants = await copyTenant(ingest, tenantCount);
  idEnds = await everyIdEnd();
}, timeoutMs);
afterAll(() => ingest.close());

describe(`among ${tenantCount} tenants`, () => {
  test(
    "nobody is answered with what is another's, whatever ids are sent to whatever route",
    async () => {
      const asked = routes.filter(({ path }) => path.startsWith("/api/v1/") && path !== "/api/v1/session");
      const anyTenant = fc.integer({ min: 0, max: tenantCount - 1 });
      const request = fc.record({
        route: fc.constantFrom(...asked),
        caller: anyTenant,
        owner: anyTenant,
        end: fc.constantFrom(...idEnds),
        other: fc.constantFrom(...idEnds),
      });
      const leaks: string[] = [];
      const statuses = new Map<number, number>();
      for (const one of fc.sample(request, { numRuns: requestCount, seed: 5 })) {
        const { caller, owner } = pick(one);
        const body = await ask(
          one.route,
          caller,
          [one.end, one.other].map((end) => `${owner.idPrefix}${end}`),
        );
        statuses.set(body.status, (statuses.get(body.status) ?? 0) + 1);
        if (foreignMarks(body.text, caller).length > 0 || body.status >= 500) {
          leaks.push(`${one.route.method} ${one.route.path}: ${body.status} ${body.text.slice(0, 200)}`);
        }
      }

      expect(leaks).toEqual([]);
      // Some were served with their own, and many looked for what is not theirs.
      expect(statuses.get(200) ?? 0).toBeGreaterThan(requestCount / 50);
      expect(statuses.get(404) ?? 0).toBeGreaterThan(requestCount / 20);
    },
    timeoutMs,
  );

  test(
    "no statement gives another's rows, by row-level security alone: neither all of a table nor one by its key",
    async () => {
      const { store } = ingest.server;
      const admin = new pg.Client({ connectionString: store.adminUrl });
      await admin.connect();
      const tables = await listTables(admin);
      await admin.end();
      const seen = { own: 0, foreign: 0, withoutTenant: 0 };
      const client = await store.application.pool.connect();
      for (const [index, { tenantId }] of tenants.entries()) {
        const other = tenants[(index + 1) % tenants.length]?.tenantId ?? "";
        await client.query("BEGIN");
        await client.query("SELECT set_config('sekisho.tenant', $1, true)", [tenantId]);
        for (const { name } of tables) {
          const { rows } = await client.query<{ own: number; foreign: number }>(
            `SELECT (SELECT count(*)::int FROM ${name}) AS own,
               (SELECT count(*)::int FROM ${name} WHERE tenant_id <> $1 OR tenant_id = $2) AS foreign`,
            [tenantId, other],
          );
          seen.own += rows[0]?.own ?? 0;
          seen.foreign += rows[0]?.foreign ?? 0;
        }
        await client.query("COMMIT");
      }
      for (const { name } of tables) {
        const { rows } = await client.query<{ all: number }>(`SELECT count(*)::int AS all FROM ${name}`);
        seen.withoutTenant += rows[0]?.all ?? 0;
      }
      client.release();

      expect(seen.own).toBeGreaterThan(tenantCount * 10);
      expect(seen).toMatchObject({ foreign: 0, withoutTenant: 0 });
    },
    timeoutMs,
  );
});

/** Two tenants, never the same. */
function pick({ caller, owner }: { readonly caller: number; readonly owner: number }): {
  readonly caller: CopiedTenant;
  readonly owner: CopiedTenant;
} {
  const [one, other] = [tenants[caller], tenants[owner === caller ? (owner + 1) % tenantCount : owner]];
  if (one === undefined || other === undefined) throw new Error("expected two tenants");
  return { caller: one, owner: other };
}

async function ask(
  { method, path }: (typeof routes)[number],
  { headers }: CopiedTenant,
  [inPath = "", inBody = ""]: readonly string[],
): Promise<{ readonly status: number; readonly text: string }> {
  const url = path.replaceAll(/:[a-z]+/gi, inPath);
  const payload = JSON.stringify({ finding: inBody, asset: inBody, text: inBody, assignee: inBody, id: inBody });
  const { status, body } = await ingest.server.call<unknown>({
    method,
    url,
    headers,
    ...(method === "GET" || method === "DELETE" ? {} : { payload }),
  });
  return { status, text: typeof body === "string" ? body : JSON.stringify(body ?? "") };
}

function foreignMarks(text: string, { mark }: CopiedTenant): readonly string[] {
  return (text.match(/of-tenant-[a-z0-9]+;/g) ?? []).filter((found) => found !== mark);
}

async function everyIdEnd(): Promise<readonly string[]> {
  const { store } = ingest.server;
  const admin = new pg.Client({ connectionString: store.adminUrl });
  await admin.connect();
  const found = new Set<string>();
  for (const { name } of await listTables(admin)) {
    const { rows } = await admin.query<{ text: string }>(
      `SELECT to_jsonb(row)::text AS text FROM ${name} AS row WHERE tenant_id = $1`,
      [ingest.tenantId],
    );
    for (const { text } of rows) {
      for (const [, end = ""] of text.matchAll(/"[0-9a-f]{8}(-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"/g)) {
        found.add(end);
      }
    }
  }
  await admin.end();
  return [...found];
}
