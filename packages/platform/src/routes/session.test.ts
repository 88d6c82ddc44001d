import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashAuditRecord } from "../identity/audit.ts";
import { makeSessionToken } from "../identity/session-token.ts";
import { newId } from "../store/uuid.ts";
import { openTestServer, type TestServer, useTestServer } from "./fixtures/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
}, 90_000);
afterAll(() => server.close());

describe("signing in", () => {
  test("with the right password opens a session that a browser keeps to itself", async () => {
    const payload = { email: " OWNER@localhost ", password: server.password };
    const answer = await server.call<unknown>({ method: "POST", url: "/api/v1/session", payload });

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      tenant: { name: "default" },
      account: { email: "owner@localhost", role: "owner" },
    });
    expect(answer.headers["set-cookie"]).toMatch(
      /^sekisho_session=[^;]+; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  test("marks the cookie as secure where browsers come over TLS", async () => {
    const secure = await useTestServer({ settings: { publicUrl: "https://sekisho.example.com" } });
    const payload = { email: "owner@localhost", password: secure.password };
    const { headers } = await secure.call<unknown>({ method: "POST", url: "/api/v1/session", payload });

    expect(headers["set-cookie"]).toMatch(/; Secure$/);
  });

  test.each([
    {
      name: "a wrong password",
      payload: { email: "owner@localhost", password: "wrong" },
      status: 401,
      code: "not-signed-in",
    },
    {
      name: "an unknown account",
      payload: { email: "who@localhost", password: "wrong" },
      status: 401,
      code: "not-signed-in",
    },
    {
      name: "an unknown tenant",
      payload: { tenant: "who", email: "owner@localhost", password: "x" },
      status: 401,
      code: "not-signed-in",
    },
    { name: "no password", payload: { email: "owner@localhost" }, status: 400, code: "request-invalid" },
    {
      name: "an object as password",
      payload: { email: "owner@localhost", password: { $ne: "" } },
      status: 400,
      code: "request-invalid",
    },
    {
      name: "more than is asked for",
      payload: { email: "a", password: "b", role: "owner" },
      status: 400,
      code: "request-invalid",
    },
    { name: "text that is no JSON", payload: "{", status: 400, code: "request-invalid" },
    { name: "nothing", payload: undefined, status: 400, code: "request-invalid" },
  ])("with $name is refused", async ({ payload, status, code }) => {
    const headers = { "content-type": "application/json" };
    const request = {
      method: "POST",
      url: "/api/v1/session",
      headers,
      ...(payload === undefined ? {} : { payload }),
    } as const;
    const answer = await server.call<unknown>(request);

    expect(answer.status).toBe(status);
    expect(answer.body.error?.code).toBe(code);
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  test("says the same of unknown accounts, tenants and wrong passwords", async () => {
    const attempts = [
      { email: "owner@localhost", password: "wrong" },
      { email: "nobody@localhost", password: "wrong" },
      { tenant: "nobody", email: "owner@localhost", password: "wrong" },
    ];
    const messages = new Set<string | undefined>();
    for (const payload of attempts) {
      const { body } = await server.call<unknown>({ method: "POST", url: "/api/v1/session", payload });
      messages.add(body.error?.message);
    }

    expect(messages.size).toBe(1);
  });

  test("waits after too many failures, even with the right password, and says for how long", async () => {
    const email = "guessed@localhost";
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt++) {
      const payload = { email, password: "wrong" };
      const { status } = await server.call<unknown>({ method: "POST", url: "/api/v1/session", payload });
      statuses.push(status);
    }

    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  test("from a page of somebody else is refused", async () => {
    const payload = { email: "owner@localhost", password: server.password };
    const headers = { origin: "https://evil.example" };
    const answer = await server.call<unknown>({ method: "POST", url: "/api/v1/session", payload, headers });

    expect(answer.body.error?.code).toBe("origin-refused");
  });
});

describe("a session", () => {
  test("says who is signed in until it is closed", async () => {
    const headers = await server.signIn();
    const before = await server.call<unknown>({ url: "/api/v1/session", headers });
    const closing = await server.call<unknown>({ method: "DELETE", url: "/api/v1/session", headers });
    const after = await server.call<unknown>({ url: "/api/v1/session", headers });

    expect(before.body).toMatchObject({ account: { email: "owner@localhost" } });
    expect(closing.status).toBe(204);
    expect(after.status).toBe(401);
  });

  test("is stored as a hash alone", async () => {
    const { cookie = "" } = await server.signIn();
    const secret = cookie.split(".")[1] ?? "";
    const admin = new pg.Client({ connectionString: server.store.adminUrl });
    await admin.connect();
    const { rows } = await admin.query<{ row: string }>("SELECT s::text AS row FROM sessions s");
    await admin.end();

    expect(secret.length).toBe(43);
    expect(rows.map(({ row }) => row).join()).not.toContain(Buffer.from(secret, "base64url").toString("hex"));
  });

  test.each([
    { name: "made up", cookie: () => `sekisho_session=${makeSessionToken(newId()).value}` },
    { name: "of a tenant that is none", cookie: () => "sekisho_session=default.AAAA" },
    { name: "empty", cookie: () => "sekisho_session=" },
    { name: "a piece of SQL", cookie: () => "sekisho_session=' OR 1=1 --.x" },
    { name: "of another name", cookie: () => "session=x" },
  ])("that is $name is nobody's", async ({ cookie }) => {
    const answer = await server.call<unknown>({ url: "/api/v1/session", headers: { cookie: cookie() } });

    expect(answer.status).toBe(401);
  });

  test("with the secret of one and the tenant of another is nobody's", async () => {
    const { cookie = "" } = await server.signIn();
    const moved = cookie.replace(/=[^.]+/, `=${newId()}`);

    expect((await server.call<unknown>({ url: "/api/v1/session", headers: { cookie: moved } })).status).toBe(401);
  });

  test.each([
    { name: "another origin", headers: { origin: "https://evil.example" }, status: 403 },
    { name: "another port", headers: { origin: "http://localhost:81" }, status: 403 },
    { name: "the origin null", headers: { origin: "null" }, status: 403 },
    { name: "no origin", headers: { origin: undefined }, status: 403 },
    {
      name: "no origin, but the same site",
      headers: { origin: undefined, "sec-fetch-site": "same-origin" },
      status: 201,
    },
    { name: "its own origin", headers: {}, status: 201 },
  ])("changes things for a page of $name with status $status", async ({ headers, status }) => {
    const own = await server.signIn();
    const all = Object.fromEntries(Object.entries({ ...own, ...headers }).filter(([, value]) => value !== undefined));
    const payload = { name: `project-${newId()}`.slice(0, 40) };
    const answer = await server.call<unknown>({ method: "POST", url: "/api/v1/projects", headers: all, payload });

    expect(answer.status).toBe(status);
  });
});

describe("the audit trail", () => {
  test("tells of sign-ins and breaks where it is changed", async () => {
    await server.signIn();
    const admin = new pg.Client({ connectionString: server.store.adminUrl, options: "-c TimeZone=UTC" });
    await admin.connect();
    const { rows } = await admin.query<
      Record<string, string> & { hash: Buffer; previous_hash: Buffer; details: unknown }
    >(
      `SELECT sequence, replace(at::text, ' ', 'T') AS at, format, tenant_id,
         actor_kind, actor_id, address, action, subject, details, value_before, value_after, previous_hash, hash
       FROM audit_entries ORDER BY tenant_id, audit_entries.sequence`,
    );
    await admin.end();
    let previous = Buffer.alloc(32);
    const broken: string[] = [];
    for (const row of rows) {
      const record = {
        format: Number(row["format"]),
        tenantId: String(row["tenant_id"]),
        sequence: Number(row["sequence"]),
        at: String(row["at"]).replace(/\+00$/, "Z"),
        actorKind: String(row["actor_kind"]),
        actorId: row["actor_id"] ?? null,
        address: row["address"] ?? null,
        before: row["value_before"],
        after: row["value_after"],
        action: String(row["action"]),
        subject: String(row["subject"]),
        details: row.details,
      };
      if (!row.hash.equals(hashAuditRecord(record, previous))) broken.push(record.action);
      if (hashAuditRecord({ ...record, action: "nothing" }, previous).equals(row.hash)) broken.push("unchained");
      previous = Buffer.from(row.hash);
    }

    expect(rows.map((row) => row["action"])).toContain("session.open");
    expect(broken).toEqual([]);
  });
});

test("no password, key or cookie is ever logged", async () => {
  const headers = await server.signIn();
  await server.call<unknown>({ url: "/api/v1/session", headers });
  await server.call<unknown>({ url: "/api/v1/session?token=a-secret-in-the-query", headers });
  const log = server.log.join("");

  expect(log).toContain("/api/v1/session");
  for (const secret of [server.password, headers["cookie"] ?? "", "a-secret-in-the-query"])
    expect(log).not.toContain(secret);
});
