import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Permission, permissions } from "../contract/permission.ts";
import { permissionsInProject, permissionsOf } from "../identity/role-permissions.ts";
import { openTestIngest, type TestIngest } from "../ingest/fixtures/test-ingest.ts";
import { listTables } from "./fixtures/many-tenants.ts";
import { newTenantOwner } from "./fixtures/other-tenant.ts";
import { sampleDocument } from "./fixtures/sample-report.ts";
import { sessionOf } from "./fixtures/second-factors.ts";
import { routes } from "./registry.ts";
import type { Route } from "./route.ts";

type Headers = Record<string, string>;

interface Caller {
  readonly name: string;
  readonly headers: Headers;
  readonly permissions: ReadonlySet<Permission>;
}

/** Roles that the tenant makes: one for each kind of permission that matters most, and none like a built-in one. */
const madeRoles: readonly { readonly scope: "tenant" | "project"; readonly held: readonly Permission[] }[] = [
  { scope: "tenant", held: ["audit:read"] },
  { scope: "tenant", held: ["accounts:manage", "findings:read"] },
  { scope: "tenant", held: ["members:provision", "keys:manage"] },
  { scope: "project", held: ["findings:read", "findings:decide"] },
];
const password = "four words with blanks";
const timeoutMs = 600_000;
/** Routes that say themselves whom they answer: with a token of their own, or to this machine. */
const ownRules = new Set(["GET /metrics", "GET /healthz", "GET /readyz"]);

let ingest: TestIngest;
let owner: Headers;
beforeAll(async () => {
  ingest = await openTestIngest();
  owner = await ingest.server.signIn();
  for (const name of ["shop", "bank"]) await call("POST", "/api/v1/projects", owner, { name });
  for (const name of ["shop", "bank"]) {
    const headers = { ...owner, "content-type": "application/json" };
    const payload = sampleDocument({ name, findings: [{ rule: `in-${name}` }, { flaw: "CVE-2026-1" }] });
    await ingest.server.call({ method: "POST", url: `/api/v1/reports?project=${name}`, headers, payload });
    await ingest.worker.drain();
    const key = { name, permissions: ["reports:upload"], project: name };
    await call("POST", "/api/v1/api-keys", owner, key);
    const decision = { verdict: "accepted", reason: "known", scope: "project", project: name, rule: `in-${name}` };
    await call("POST", "/api/v1/decisions", owner, decision);
  }
}, timeoutMs);
afterAll(() => ingest.close());

describe("every route", { timeout: timeoutMs }, () => {
  test("admits those alone who have its permission", async () => {
    const callers = await everyCaller();
    const unexpected: string[] = [];
    let asked = 0;
    for (const caller of callers) {
      for (const route of checked()) {
        asked++;
        const status = await ask(route, caller.headers);
        const isAllowed = route.permission === "signed-in" || hasPermission(caller, route);
        // Past the door a request without a body may be wrong, or about nothing; it is not forbidden.
        const isExpected = isAllowed ? ![401, 403, 500].includes(status) || isDelicate(route, caller) : status === 403;
        if (!isExpected) unexpected.push(`${caller.name} ${route.method} ${route.path}: ${status}`);
      }
    }

    expect(unexpected).toEqual([]);
    expect(asked).toBeGreaterThan(1500);
  });

  test("admits nobody without a credential", async () => {
    const admitted: string[] = [];
    for (const route of checked()) {
      const status = await ask(route, {});
      if (status !== 401) admitted.push(`${route.method} ${route.path}: ${status}`);
    }

    expect(admitted).toEqual([]);
  });

  test("finds nothing of another tenant, and nothing of another project, by whatever id", async () => {
    const ids = await everyId();
    const stranger = await newTenantOwner(ingest.server, password);
    const ofShop = await join("editor-of-shop@example.com", { projects: [{ project: "shop", role: "editor" }] });
    const leaks: string[] = [];
    let asked = 0;
    for (const route of routes.filter(({ path }) => path.includes(":"))) {
      const byStranger = ids.map(({ id }) => ({ id, headers: stranger }));
      const byNeighbour = ids.flatMap(({ id, project }) => (project === "bank" ? [{ id, headers: ofShop }] : []));
      for (const { id, headers } of [...byStranger, ...byNeighbour]) {
        asked++;
        const status = await ask(route, headers, id);
        if (status < 400 || status >= 500) leaks.push(`${route.method} ${route.path} ${id}: ${status}`);
      }
    }

    expect(leaks).toEqual([]);
    expect(asked).toBeGreaterThan(500);
  });
});

describe("every table", { timeout: timeoutMs }, () => {
  test("shows and lets change nothing of another tenant", async () => {
    const { application, adminUrl } = ingest.server.store;
    const { tenantId } = await newTenant();
    const seen: string[] = [];
    let tried = 0;
    for (const { name } of await tablesOf(adminUrl)) {
      for (const statement of [
        `SELECT FROM ${name}`,
        `UPDATE ${name} SET tenant_id = tenant_id WHERE tenant_id <> '${tenantId}'`,
        `DELETE FROM ${name} WHERE tenant_id <> '${tenantId}'`,
      ]) {
        tried++;
        const count = await countRows(application.pool, { tenantId, projects: "" }, statement);
        const own = name === "tenants" && statement.startsWith("SELECT") ? 1 : 0;
        if (count > own) seen.push(`${statement}: ${count}`);
      }
    }

    expect(seen).toEqual([]);
    expect(tried).toBeGreaterThan(90);
  });

  test("that belongs to projects shows and lets change nothing of another one", async () => {
    const { application, adminUrl } = ingest.server.store;
    const projects = await idsOfProjects();
    const access = { tenantId: ingest.tenantId, projects: `{${projects.get("shop")}}` };
    const seen: string[] = [];
    const open: string[] = [];
    for (const { name, columns } of await tablesOf(adminUrl)) {
      if (!columns.includes("project_id")) continue;
      const others = `WHERE project_id = '${projects.get("bank")}'`;
      if ((await countRows(application.pool, { ...access, projects: "" }, `SELECT FROM ${name} ${others}`)) === 0) {
        open.push(name);
      }
      for (const statement of [
        `SELECT FROM ${name} ${others}`,
        `UPDATE ${name} SET project_id = project_id ${others}`,
        `DELETE FROM ${name} ${others}`,
      ]) {
        const count = await countRows(application.pool, access, statement);
        if (count > 0) seen.push(`${statement}: ${count}`);
      }
    }

    expect(seen).toEqual([]);
    // The rest were seen to have rows that are hidden.
    expect(open.length).toBeLessThan(8);
  });
});

function checked(): readonly Route[] {
  const known = routes.filter(({ permission }) => permission !== "public");
  // Whoever signs out has no other question.
  return known.filter(
    ({ method, path }) => !ownRules.has(`${method} ${path}`) && !(method === "DELETE" && path === "/api/v1/session"),
  );
}

function hasPermission({ permissions: held }: Caller, { permission }: Route): boolean {
  return permission !== "signed-in" && permission !== "public" && held.has(permission);
}

/** A key has no account of its own: what is asked of people is refused to it past the door, too. */
function isDelicate({ wantsProof, permission }: Route, { headers }: Caller): boolean {
  const isOfPeople = permission === "signed-in" || permission === "accounts:manage" || wantsProof === true;
  return isOfPeople && headers["authorization"] !== undefined;
}

async function ask(
  { method, path }: Route,
  headers: Headers,
  id = "00000000-0000-4000-8000-000000000000",
): Promise<number> {
  const url = path.replaceAll(/:[a-z]+/gi, id);
  const hasBody = method !== "GET" && method !== "DELETE";
  const sent = hasBody ? { headers: { ...headers, "content-type": "application/json" }, payload: "{}" } : { headers };
  return (await ingest.server.call({ method, url, ...sent })).status;
}

async function everyCaller(): Promise<readonly Caller[]> {
  const callers: Caller[] = [{ name: "owner", headers: owner, permissions: permissionsOf("owner") }];
  for (const role of ["admin", "editor", "viewer", "auditor"] as const) {
    const headers = await join(`${role}@example.com`, { role });
    callers.push({ name: role, headers, permissions: permissionsOf(role) });
  }
  for (const role of ["editor", "viewer"] as const) {
    const headers = await join(`${role}-of-project@example.com`, { projects: [{ project: "shop", role }] });
    callers.push({ name: `${role} of a project`, headers, permissions: permissionsInProject(role) });
  }
  for (const { scope, held } of madeRoles) {
    const email = `made-${callers.length}@example.com`;
    const role = { title: email, scope, permissions: held };
    const { body } = await call<{ id: string }>("POST", "/api/v1/roles", owner, role);
    const membership =
      scope === "project"
        ? { projects: [{ project: "shop", role: "viewer", customRole: body.id }] }
        : { role: "viewer" };
    const headers = await join(email, membership);
    if (scope === "tenant") {
      const signedIn = await ingest.server.call<{ account: { id: string } }>({ url: "/api/v1/session", headers });
      const url = `/api/v1/members/${signedIn.body.account.id}/custom-role`;
      await ingest.server.call({ method: "PUT", url, headers: owner, payload: { role: body.id } });
    }
    callers.push({ name: `made role of a ${scope} with ${held.join(" ")}`, headers, permissions: new Set(held) });
  }
  for (const permission of permissions) {
    const headers = await ingest.server.makeKey([permission]);
    callers.push({ name: `key with ${permission}`, headers, permissions: new Set([permission]) });
  }
  return callers;
}

async function join(email: string, membership: object): Promise<Headers> {
  const { body } = await call<{ link: string }>("POST", "/api/v1/invitations", owner, { email, ...membership });
  const [, token = ""] = body.link.split("#");
  await call("POST", "/api/v1/invitations/answer", {}, { token, password });
  const payload = { email, password };
  return sessionOf(await ingest.server.call({ method: "POST", url: "/api/v1/session", payload }));
}

function call<Body>(method: "POST", url: string, headers: Headers, payload: object): Promise<{ body: Body }> {
  return ingest.server.call<Body>({ method, url, headers, payload });
}

interface KnownId {
  readonly id: string;
  readonly project: string | undefined;
}

/** Ids of everything that routes name, with the project where there is one. */
async function everyId(): Promise<readonly KnownId[]> {
  const { tenantId, server } = ingest;
  const names = new Map([...(await idsOfProjects())].map(([name, id]) => [id, name]));
  return await server.store.worker.inTenant({ tenantId }, async (transaction) => {
    const known: KnownId[] = [];
    for (const [table, column] of [
      ["findings", "finding_id"],
      ["assets", "asset_id"],
      ["reports", "report_id"],
      ["decisions", "decision_id"],
      ["api_keys", "key_id"],
      ["projects", "project_id"],
    ] as const) {
      const named = transaction.dynamic.ref<string>(column);
      const rows = await transaction.selectFrom(table).select([named, "project_id"]).execute();
      for (const row of rows) {
        known.push({ id: String(Object.values(row)[0]), project: names.get(row.project_id ?? "") });
      }
    }
    return known;
  });
}

async function idsOfProjects(): Promise<ReadonlyMap<string, string>> {
  const { tenantId, server } = ingest;
  const rows = await server.store.worker.inTenant({ tenantId }, (transaction) =>
    transaction.selectFrom("projects").select(["name", "project_id"]).execute(),
  );
  return new Map(rows.map((row) => [row.name, row.project_id]));
}

async function newTenant(): Promise<{ readonly tenantId: string }> {
  const stranger = await newTenantOwner(ingest.server, password);
  const { body } = await ingest.server.call<{ tenant: { id: string } }>({ url: "/api/v1/session", headers: stranger });
  return { tenantId: body.tenant.id };
}

async function tablesOf(adminUrl: string): Promise<Awaited<ReturnType<typeof listTables>>> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const tables = await listTables(admin);
  await admin.end();
  return tables;
}

/** How many rows a statement finds of what a tenant and its projects do not own; what is not permitted at all finds none. */
async function countRows(
  pool: pg.Pool,
  { tenantId, projects }: { readonly tenantId: string; readonly projects: string },
  statement: string,
): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT set_config('sekisho.tenant', $1, true), set_config('sekisho.project', $2, true)", [
      tenantId,
      projects,
    ]);
    const own =
      statement.startsWith("SELECT") && !statement.includes("WHERE") ? ` WHERE tenant_id <> '${tenantId}'` : "";
    return (await client.query(`${statement}${own}`)).rowCount ?? 0;
  } catch (error) {
    if (error instanceof Error && /permission denied/.test(error.message)) return 0;
    throw error;
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}
