import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import type { dashboard, dashboardList } from "../contract/dashboard.ts";
import type { Role } from "../contract/permission.ts";
import type { view, viewsSeen } from "../contract/view.ts";
import { cheapPasswordCost, hashPassword } from "../identity/password.ts";
import { newId } from "../store/uuid.ts";
import { openTestServer, type TestAnswer, type TestServer } from "./fixtures/test-server.ts";

type View = z.infer<typeof view>;
type Dashboard = z.infer<typeof dashboard>;
type Headers = Record<string, string>;

let server: TestServer;
let owner: Headers;
let viewer: Headers;
let editor: Headers;
beforeAll(async () => {
  server = await openTestServer();
  owner = await server.signIn();
  viewer = await signInAs("viewer");
  editor = await signInAs("editor");
}, 90_000);
afterAll(() => server.close());

const findings = { list: "findings", query: "severity>=high state:open", sort: "worst" } as const;

describe("saved views", () => {
  test("belong to whoever saves them, and are shared by who may", async () => {
    const own = await save(viewer, { name: "mine", query: findings });
    const shared = await save(editor, { name: "for all", query: { list: "assets", kind: "image" }, isShared: true });
    const seen = await listViews(viewer);
    const seenByOwner = await listViews(owner);

    expect(own.status).toBe(201);
    expect(own.body).toMatchObject({ name: "mine", isMine: true, query: findings });
    expect(shared.body.query).toEqual({ list: "assets", kind: "image", sort: "name" });
    expect(seen.map(({ name, isMine }) => [name, isMine])).toEqual([
      ["for all", false],
      ["mine", true],
    ]);
    // The owner of a tenant may share, and so change what is shared; what is private stays private.
    expect(seenByOwner.map(({ name, isMine }) => [name, isMine])).toEqual([["for all", true]]);
  });

  test("are changed and deleted by nobody else", async () => {
    const { body } = await save(editor, { name: "private", query: findings });
    const url = `/api/v1/views/${body.id}`;
    const change = { name: "stolen", query: findings };
    const answers = [
      await call({ method: "PUT", url, headers: viewer, payload: change }),
      await call({ method: "DELETE", url, headers: viewer }),
      await call({ method: "DELETE", url: `/api/v1/views/${newId()}`, headers: viewer }),
      await call({ method: "PUT", url, headers: editor, payload: { ...change, name: "renamed" } }),
      await call({ method: "DELETE", url, headers: editor }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 200, 204]);
  });

  test.each([
    { name: "a query that is none", body: { name: "x", query: { ...findings, query: "colour:red" } }, status: 400 },
    { name: "a list that is none", body: { name: "x", query: { list: "passwords" } }, status: 400 },
    { name: "a field that no list has", body: { name: "x", query: { list: "flaws", colour: "red" } }, status: 400 },
    { name: "no name", body: { name: " ", query: findings }, status: 400 },
    { name: "sharing without the permission", body: { name: "x", query: findings, isShared: true }, status: 403 },
  ])("refuse $name", async ({ body, status }) => {
    expect((await save(viewer, body)).status).toBe(status);
  });

  test("have a name of their own", async () => {
    await save(viewer, { name: "twice", query: findings });
    const again = await save(viewer, { name: "twice", query: findings });
    const other = await save(viewer, { name: "twice", query: { list: "flaws" } });

    expect([again.status, other.status]).toEqual([409, 201]);
  });

  test("keep hostile names as they are", async () => {
    const name = `"><script>alert(1)</script>'; DROP TABLE saved_views; --`;
    const { body } = await save(viewer, { name, query: findings });

    expect(body.name).toBe(name);
    expect((await listViews(viewer, "findings")).map((row) => row.name)).toContain(name);
  });

  test("are not shown to a key of one project", async () => {
    await call({ method: "POST", url: "/api/v1/projects", headers: owner, payload: { name: "one" } });
    const key = await server.makeKey(["views:save"], "one");

    expect(await listViews(key)).toEqual([]);
    expect((await save(key, { name: "x", query: findings })).status).toBe(403);
  });

  test("stand in the audit trail", async () => {
    const { body } = await save(viewer, { name: "audited", query: findings });
    const rows = await server.store.worker.pool.query("SELECT tenant_id FROM tenants");
    const entries = await server.store.worker.inTenant({ tenantId: rows.rows[0].tenant_id }, (transaction) =>
      transaction
        .selectFrom("audit_entries")
        .select("action")
        .where("subject", "=", body.id)
        .orderBy("sequence")
        .execute(),
    );

    expect(entries).toEqual([{ action: "view.save" }]);
  });
});

describe("dashboards", () => {
  const place = { x: 0, y: 0, width: 6, height: 4 };
  const widgets = [
    { key: "open", kind: "open-by-severity", place },
    { key: "worst", kind: "finding-list", query: "severity:critical", place: { ...place, x: 6 } },
    { key: "cis", kind: "framework", framework: "cis-docker@1.6.0", title: "基準", place: { ...place, y: 4 } },
  ];

  test("keep their widgets with the defaults written out", async () => {
    const made = await keep(viewer, { title: "Mine", widgets });
    const read = await call<Dashboard>({ url: `/api/v1/dashboards/${made.body.id}`, headers: viewer });
    const list = await call<z.infer<typeof dashboardList>>({ url: "/api/v1/dashboards", headers: viewer });

    expect(made.status).toBe(201);
    expect(read.body.widgets[1]).toEqual({ ...widgets[1], sort: "worst", limit: 10 });
    expect(list.body.dashboards).toMatchObject([{ title: "Mine", isMine: true, isShared: false }]);
    expect((await call({ url: `/api/v1/dashboards/${made.body.id}`, headers: owner })).status).toBe(404);
  });

  test("are changed as a whole, by who may", async () => {
    const made = await keep(editor, { title: "Team", isShared: true, widgets });
    const url = `/api/v1/dashboards/${made.body.id}`;
    const payload = { title: "Team", isShared: true, widgets: [] };
    const byViewer = await call({ method: "PUT", url, headers: viewer, payload });
    const byOwner = await call<Dashboard>({ method: "PUT", url, headers: owner, payload });

    expect((await call<Dashboard>({ url, headers: viewer })).body.isMine).toBe(false);
    expect([byViewer.status, byOwner.status]).toEqual([403, 200]);
    expect(byOwner.body.widgets).toEqual([]);
    expect((await call({ method: "DELETE", url, headers: editor })).status).toBe(204);
  });

  test("stand in the place of the overview: one's own before one of the tenant, until it stands there no more", async () => {
    const shown = async (headers: Headers): Promise<string | undefined> =>
      (await call<{ overview?: string }>({ url: "/api/v1/session", headers })).body.overview;
    const before = await shown(viewer);
    const shared = await keep(editor, { title: "Everybody's start", isShared: true, isOverview: true, widgets });
    const ofTenant = await shown(viewer);
    const own = await keep(viewer, { title: "My start", isOverview: true, widgets });
    const ofPerson = [await shown(viewer), await shown(editor)];
    const url = `/api/v1/dashboards/${own.body.id}`;
    await call({ method: "PUT", url, headers: viewer, payload: { title: "My start", widgets } });
    const after = await shown(viewer);
    await call({ method: "DELETE", url: `/api/v1/dashboards/${shared.body.id}`, headers: editor });

    expect([before, ofTenant, ofPerson, after, await shown(viewer)]).toEqual([
      undefined,
      shared.body.id,
      [own.body.id, shared.body.id],
      shared.body.id,
      undefined,
    ]);
  });

  test.each([
    { name: "a kind that is none", widgets: [{ key: "a", kind: "html", place }] },
    { name: "a field that its kind has not", widgets: [{ key: "a", kind: "overdue", query: "x", place }] },
    { name: "a widget beyond the grid", widgets: [{ key: "a", kind: "overdue", place: { ...place, x: 7 } }] },
    { name: "a key twice", widgets: [widgets[0], widgets[0]] },
    { name: "a query that is none", widgets: [{ key: "a", kind: "finding-count", query: "age:old", place }] },
    { name: "too many", widgets: Array.from({ length: 41 }, (_, n) => ({ key: `w${n}`, kind: "overdue", place })) },
  ])("refuse $name", async ({ widgets: wrong }) => {
    expect((await keep(viewer, { title: "wrong", widgets: wrong })).status).toBe(400);
  });
});

async function save(headers: Headers, payload: object): Promise<TestAnswer<View>> {
  return await call<View>({ method: "POST", url: "/api/v1/views", headers, payload });
}

async function keep(headers: Headers, payload: object): Promise<TestAnswer<Dashboard>> {
  return await call<Dashboard>({ method: "POST", url: "/api/v1/dashboards", headers, payload });
}

async function listViews(headers: Headers, list?: string): Promise<readonly View[]> {
  const url = `/api/v1/views${list === undefined ? "" : `?list=${list}`}`;
  return (await call<z.infer<typeof viewsSeen>>({ url, headers })).body.views;
}

async function call<Body>(request: Parameters<TestServer["call"]>[0]): Promise<TestAnswer<Body>> {
  return await server.call<Body>(request);
}

async function signInAs(role: Role): Promise<Headers> {
  const password = `the password of the ${role}`;
  const { rows } = await server.store.worker.pool.query<{ tenant_id: string }>("SELECT tenant_id FROM tenants");
  const tenantId = rows[0]?.tenant_id ?? "";
  await server.store.application.inTenant({ tenantId }, async (transaction) => {
    const hash = await hashPassword(password, cheapPasswordCost);
    const row = { account_id: newId(), email: `${role}@localhost`, name: role, role, password_hash: hash };
    await transaction
      .insertInto("accounts")
      .values({ tenant_id: tenantId, ...row })
      .execute();
  });
  const payload = { email: `${role}@localhost`, password };
  const { headers } = await server.call<unknown>({ method: "POST", url: "/api/v1/session", payload });
  const [cookie = ""] = String(headers["set-cookie"]).split(";");
  return { cookie, origin: "http://localhost", host: "localhost" };
}
