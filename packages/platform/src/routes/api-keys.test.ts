import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeApiKey, readApiKey } from "../identity/api-key-token.ts";
import { newId } from "../store/uuid.ts";
import { openTestServer, type TestServer } from "./fixtures/test-server.ts";

let server: TestServer;
let owner: Record<string, string>;
beforeAll(async () => {
  server = await openTestServer();
  owner = await server.signIn();
}, 90_000);
afterAll(() => server.close());

const url = "/api/v1/api-keys";

describe("an API key", () => {
  test("does what it may and nothing else", async () => {
    const headers = await server.makeKey(["projects:read"]);
    const reading = await server.call<unknown>({ url: "/api/v1/projects", headers });
    const writing = await server.call<unknown>({
      method: "POST",
      url: "/api/v1/projects",
      headers,
      payload: { name: "x" },
    });

    expect(reading.status).toBe(200);
    expect(writing.status).toBe(403);
    expect(writing.body.error?.code).toBe("not-permitted");
  });

  test("shows its secret once and is stored as a hash", async () => {
    const payload = { name: "ci", permissions: ["reports:upload"] };
    const made = await server.call<{ key: string; id: string }>({ method: "POST", url, headers: owner, payload });
    const listed = await server.call<unknown>({ url, headers: owner });
    const admin = new pg.Client({ connectionString: server.store.adminUrl });
    await admin.connect();
    const { rows } = await admin.query<{ row: string }>("SELECT k::text AS row FROM api_keys k");
    await admin.end();
    const secret = Buffer.from(made.body.key.slice("sekisho_".length), "base64url").subarray(32);

    expect(secret.length).toBe(32);
    expect(JSON.stringify(listed.body)).toContain(made.body.id);
    expect(JSON.stringify(listed.body)).not.toContain(made.body.key);
    expect(rows.map(({ row }) => row).join()).not.toContain(secret.toString("hex"));
  });

  test("gets another secret, and the one before counts for as long as was said", async () => {
    const payload = { name: "turning", permissions: ["projects:read"] };
    const made = await server.call<{ key: string; id: string }>({ method: "POST", url, headers: owner, payload });
    const turn = (overlapHours: number) =>
      server.call<{ key: string; id: string }>({
        method: "POST",
        url: `${url}/${made.body.id}/rotation`,
        headers: owner,
        payload: { overlapHours },
      });
    const read = async (key: string): Promise<number> =>
      (await server.call({ url: "/api/v1/projects", headers: { authorization: `Bearer ${key}` } })).status;
    const second = await turn(1);
    const both = [await read(made.body.key), await read(second.body.key)];
    const third = await turn(0);
    const last = [await read(made.body.key), await read(second.body.key), await read(third.body.key)];

    expect(second.body.id).toBe(made.body.id);
    expect([...both, ...last]).toEqual([200, 200, 401, 401, 200]);
  });

  test("is turned by nobody who may do less than it", async () => {
    const payload = { name: "strong", permissions: ["projects:read", "audit:read"] };
    const made = await server.call<{ id: string }>({ method: "POST", url, headers: owner, payload });
    const headers = await server.makeKey(["keys:manage", "projects:read"]);
    const turned = await server.call({
      method: "POST",
      url: `${url}/${made.body.id}/rotation`,
      headers,
      payload: {},
    });

    expect(turned.status).toBe(403);
  });

  test.each([
    { name: "its network", networks: ["127.0.0.0/8"], status: 200 },
    { name: "another network", networks: ["10.0.0.0/8", "2001:db8::/32"], status: 401 },
  ])("is taken from $name: $status", async ({ networks, status }) => {
    const payload = { name: "placed", permissions: ["projects:read"], networks };
    const made = await server.call<{ key: string }>({ method: "POST", url, headers: owner, payload });
    const headers = { authorization: `Bearer ${made.body.key}` };

    expect((await server.call({ url: "/api/v1/projects", headers })).status).toBe(status);
  });

  test("is not made for networks that are none", async () => {
    const payload = { name: "placed", permissions: ["projects:read"], networks: ["10.0.0.0/33"] };

    expect((await server.call({ method: "POST", url, headers: owner, payload })).status).toBe(400);
  });

  test("is refused once it is revoked", async () => {
    const payload = { name: "short", permissions: ["projects:read"] };
    const { body } = await server.call<{ key: string; id: string }>({ method: "POST", url, headers: owner, payload });
    const headers = { authorization: `Bearer ${body.key}` };
    const before = await server.call<unknown>({ url: "/api/v1/projects", headers });
    const revoking = await server.call<unknown>({ method: "DELETE", url: `${url}/${body.id}`, headers: owner });
    const after = await server.call<unknown>({ url: "/api/v1/projects", headers });

    expect([before.status, revoking.status, after.status]).toEqual([200, 204, 401]);
  });

  test("is refused once it has expired", async () => {
    const payload = { name: "old", permissions: ["projects:read"], expiresAt: "2001-01-01T00:00:00Z" };
    const { body } = await server.call<{ key: string }>({ method: "POST", url, headers: owner, payload });
    const headers = { authorization: `Bearer ${body.key}` };

    expect((await server.call<unknown>({ url: "/api/v1/projects", headers })).status).toBe(401);
  });

  test("of a project sees no other, and makes no keys beyond it", async () => {
    for (const name of ["shop", "bank"]) {
      await server.call<unknown>({ method: "POST", url: "/api/v1/projects", headers: owner, payload: { name } });
    }
    const headers = await server.makeKey(["projects:read", "keys:manage"], "shop");
    const projects = await server.call<{ projects: { name: string }[] }>({ url: "/api/v1/projects", headers });
    const payload = { name: "wider", permissions: ["projects:read"], project: "bank" };
    const making = await server.call<unknown>({ method: "POST", url, headers, payload });
    const own = await server.call<{ project: string }>({
      method: "POST",
      url,
      headers,
      payload: { name: "same", permissions: ["projects:read"] },
    });

    expect(projects.body.projects.map(({ name }) => name)).toEqual(["shop"]);
    expect(making.body.error?.code).toBe("record-not-found");
    expect(own.body.project).toBe("shop");
  });

  test("gives away no more than it has", async () => {
    const headers = await server.makeKey(["keys:manage"]);
    const payload = { name: "more", permissions: ["findings:read"] };
    const answer = await server.call<unknown>({ method: "POST", url, headers, payload });

    expect(answer.body.error?.code).toBe("not-permitted");
  });

  test.each([
    { name: "a permission that is none", payload: { name: "x", permissions: ["everything"] } },
    { name: "no permissions", payload: { name: "x", permissions: [] } },
    { name: "no name", payload: { name: " ", permissions: ["findings:read"] } },
    { name: "an end that is no moment", payload: { name: "x", permissions: ["findings:read"], expiresAt: "tomorrow" } },
  ])("with $name is not made", async ({ payload }) => {
    const answer = await server.call<unknown>({ method: "POST", url, headers: owner, payload });

    expect(answer.body.error?.code).toBe("request-invalid");
  });

  test.each([
    { name: "made up", key: () => makeApiKey(newId(), newId()).text },
    { name: "empty", key: () => "" },
    { name: "a piece of SQL", key: () => "sekisho_' OR '1'='1" },
    { name: "too long", key: () => `sekisho_${"A".repeat(100_000)}` },
  ])("that is $name is nobody's", async ({ key }) => {
    const headers = { authorization: `Bearer ${key()}` };

    expect((await server.call<unknown>({ url: "/api/v1/projects", headers })).status).toBe(401);
  });

  test("with one changed character anywhere is nobody's", async () => {
    const { authorization = "" } = await server.makeKey(["projects:read"]);
    const statuses = new Set<number>();
    for (let at = "Bearer sekisho_".length; at < authorization.length; at += 7) {
      const other = authorization[at] === "A" ? "B" : "A";
      const headers = { authorization: `${authorization.slice(0, at)}${other}${authorization.slice(at + 1)}` };
      statuses.add((await server.call<unknown>({ url: "/api/v1/projects", headers })).status);
    }

    expect([...statuses]).toEqual([401]);
  });

  test("that is wrong is not helped by a session", async () => {
    const headers = { ...owner, authorization: "Bearer wrong" };

    expect((await server.call<unknown>({ url: "/api/v1/projects", headers })).status).toBe(401);
  });
});

test("a key's text says which row holds it", () => {
  const [tenantId, keyId] = [newId(), newId()];
  const made = makeApiKey(tenantId, keyId);

  expect(made.text).toMatch(/^sekisho_[A-Za-z0-9_-]{86}$/);
  expect(readApiKey(made.text)).toEqual({ tenantId, keyId, hash: made.hash });
});
