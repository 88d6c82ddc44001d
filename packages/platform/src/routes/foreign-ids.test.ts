import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cheapPasswordCost, hashPassword } from "../identity/password.ts";
import { openTestIngest, type TestIngest } from "../ingest/fixtures/test-ingest.ts";
import { newId } from "../store/uuid.ts";
import { routes } from "./registry.ts";

const password = "the other tenant's password";
/** Stands in every text of the tenant whose data must not be seen. */
const mark = "marked-as-theirs";

let ingest: TestIngest;
let stranger: Record<string, string>;
/** Every id of the tenant whose data must not be seen. */
let ids: readonly string[];
beforeAll(async () => {
  ingest = await openTestIngest();
  const { server } = ingest;
  await ingest.put({
    name: mark,
    findings: [
      { rule: mark, message: mark },
      { flaw: "CVE-1", message: mark },
    ],
  });
  const owner = await server.signIn();
  const [finding] = await ingest.findings();
  const payload = { verdict: "accepted", reason: mark, scope: "finding", finding: finding?.id };
  await server.call({ method: "POST", url: "/api/v1/decisions", headers: owner, payload });
  await server.makeKey(["findings:read"]);
  ids = await everyId();
  stranger = await signInElsewhere();
}, 90_000);
afterAll(() => ingest.close());

describe("somebody of another tenant", () => {
  test("sees nothing and changes nothing, whatever ids are sent to whatever route", async () => {
    const before = await everyRow();
    const leaks: string[] = [];
    let notFound = 0;
    const writing = routes.filter(({ path }) => path.startsWith("/api/v1/") && path !== "/api/v1/session");
    const anyId = fc.constantFrom(...ids);
    const bodies = fc.constantFrom(
      (id: string): unknown => ({ verdict: "excluded", reason: "mine now", scope: "finding", finding: id }),
      (id: string): unknown => ({ verdict: "excluded", reason: "mine now", scope: "asset", asset: id }),
      (id: string): unknown => ({ assignee: id }),
      (id: string): unknown => ({ text: id }),
      (id: string): unknown => ({ url: "https://x.example", title: id }),
      (): unknown => undefined,
    );
    const requests = fc.sample(fc.tuple(fc.constantFrom(...writing), anyId, anyId, bodies), { numRuns: 400, seed: 3 });
    for (const [route, inPath, inBody, bodyOf] of requests) {
      const url = route.path.replaceAll(/:[a-z]+/gi, inPath);
      const payload = JSON.stringify(bodyOf(inBody));
      const headers = { ...stranger, "content-type": "application/json" };
      const request = { method: route.method, url, headers, ...(payload === undefined ? {} : { payload }) } as const;
      const { status, body } = await ingest.server.call<unknown>(request);
      if (status === 404) notFound++;
      if (status >= 500 || JSON.stringify(body ?? "").includes(mark)) leaks.push(`${route.method} ${url}: ${status}`);
      if (route.path.includes(":") && status < 400) leaks.push(`${route.method} ${url}: ${status}`);
    }

    expect(leaks).toEqual([]);
    // Enough of them were understood and looked for what is not theirs.
    expect(notFound).toBeGreaterThan(50);
    expect(await everyRow()).toEqual(before);
  }, 120_000);
});

async function everyId(): Promise<readonly string[]> {
  const { rows } = await ingest.server.store.worker.pool.query<{ tenant_id: string }>("SELECT tenant_id FROM tenants");
  const tenantId = rows[0]?.tenant_id ?? "";
  return await ingest.server.store.worker.inTenant({ tenantId }, async (transaction) => {
    const found: string[] = [tenantId];
    for (const [table, column] of [
      ["findings", "finding_id"],
      ["assets", "asset_id"],
      ["projects", "project_id"],
      ["accounts", "account_id"],
      ["reports", "report_id"],
      ["decisions", "decision_id"],
      ["api_keys", "key_id"],
    ] as const) {
      const all = await transaction.selectFrom(table).select(transaction.dynamic.ref<string>(column)).execute();
      found.push(...all.map((row) => String(Object.values(row)[0])));
    }
    return found;
  });
}

/** Everything that the tenant has, but for what its owner's own requests change. */
async function everyRow(): Promise<readonly unknown[]> {
  return await ingest.server.store.worker.inTenant({ tenantId: ingest.tenantId }, async (transaction) => [
    await transaction.selectFrom("findings").selectAll().orderBy("finding_id").execute(),
    await transaction.selectFrom("decisions").selectAll().orderBy("decision_id").execute(),
    await transaction.selectFrom("finding_history").selectAll().orderBy("entry_id").execute(),
    await transaction.selectFrom("finding_comments").selectAll().execute(),
    await transaction.selectFrom("finding_tickets").selectAll().execute(),
    await transaction.selectFrom("projects").selectAll().execute(),
    await transaction.selectFrom("api_keys").selectAll().orderBy("key_id").execute(),
    await transaction.selectFrom("reports").selectAll().orderBy("report_id").execute(),
  ]);
}

async function signInElsewhere(): Promise<Record<string, string>> {
  const tenantId = newId();
  const { server } = ingest;
  await server.store.application.inTenant({ tenantId }, async (transaction) => {
    await transaction
      .insertInto("tenants")
      .values({ tenant_id: tenantId, name: "stranger", title: "Stranger" })
      .execute();
    await transaction
      .insertInto("accounts")
      .values({
        tenant_id: tenantId,
        account_id: newId(),
        email: "stranger@localhost",
        name: "Stranger",
        role: "owner",
        password_hash: await hashPassword(password, cheapPasswordCost),
      })
      .execute();
  });
  const payload = { tenant: "stranger", email: "stranger@localhost", password };
  const { headers } = await server.call<unknown>({ method: "POST", url: "/api/v1/session", payload });
  const [cookie = ""] = String(headers["set-cookie"]).split(";");
  return { cookie, origin: "http://localhost", host: "localhost" };
}
