import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { permissions, roles } from "../contract/permission.ts";
import { makeApiKey, readApiKey } from "../identity/api-key-token.ts";
import { permissionsOf } from "../identity/role-permissions.ts";
import { newId } from "../store/uuid.ts";
import { openTestServer, type TestServer } from "./fixtures/test-server.ts";
import { routes } from "./registry.ts";

const sources = join(import.meta.dirname, "..");
const timeoutMs = 120_000;

let server: TestServer;
let owner: Record<string, string>;
beforeAll(async () => {
  server = await openTestServer();
  owner = await server.signIn();
}, timeoutMs);
afterAll(() => server.close());

/** Source: OWASP API Security Top 10, 2023. What the platform does stands in docs/guide/security.md, in the same order. */
describe("OWASP API Security", () => {
  test("API1 object level: an id that is somebody else's, or nobody's, is not found, whatever the route", async () => {
    const unknown = newId();
    const asked = routes.filter(({ method, path }) => method === "GET" && path.includes("/:"));
    const statuses = new Map<string, number>();
    for (const { path } of asked) {
      const answer = await server.call<unknown>({ url: path.replaceAll(/:[a-z]+/gi, unknown), headers: owner });
      statuses.set(path, answer.status);
    }

    expect(asked.length).toBeGreaterThan(2);
    expect([...statuses].filter(([, status]) => ![400, 404].includes(status))).toEqual([]);
  });

  test("API2 authentication: a key that was changed anywhere, or a key of another tenant, opens nothing", async () => {
    const { authorization = "" } = await server.makeKey(["projects:read"]);
    const key = authorization.slice("Bearer ".length);
    const parts = readApiKey(key);
    const forged = makeApiKey(parts?.tenantId ?? "", parts?.keyId ?? "").text;
    const changed = Array.from({ length: 20 }, (_, index) => {
      const at = 10 + index * 4;
      return `${key.slice(0, at)}${key[at] === "A" ? "B" : "A"}${key.slice(at + 1)}`;
    });
    const wrong = ["", " ", `${key} `.repeat(3), key.toUpperCase(), forged, ...changed].map((one) => `Bearer ${one}`);
    const statuses = new Set<number>();
    for (const one of [...wrong, `Basic ${key}`]) {
      const headers = { authorization: one, cookie: owner["cookie"] ?? "" };
      statuses.add((await server.call<unknown>({ url: "/api/v1/projects", headers })).status);
    }
    const right = await server.call<unknown>({ url: "/api/v1/projects", headers: { authorization } });

    // `Bearer KEY KEY KEY` is the key, followed by what nobody reads.
    expect(right.status).toBe(200);
    statuses.delete(200);
    expect([...statuses]).toEqual([401]);
  });

  test("API3 properties: what a route does not name is refused, so that nobody sets what is not theirs", async () => {
    const refused: string[] = [];
    const writing = routes.filter(({ input }) => input.body instanceof z.ZodObject);
    for (const { method, path, input } of writing) {
      const body = input.body?.safeParse({ tenantId: newId(), role: "owner", isAdmin: true });
      const names = body?.error?.issues.filter(({ code }) => code === "unrecognized_keys") ?? [];
      if (names.length === 0) refused.push(`${method} ${path}`);
    }

    expect(writing.length).toBeGreaterThan(5);
    expect(refused).toEqual([]);
  });

  test("API4 resources: bodies, addresses, pages and sign-ins have an end", async () => {
    const large = JSON.stringify({ name: "x".repeat(2 * 1024 * 1024) });
    const json = { ...owner, "content-type": "application/json" };
    const calls = [
      { method: "POST", url: "/api/v1/projects", headers: json, payload: large },
      { method: "GET", url: "/api/v1/findings?limit=100000", headers: owner },
      { method: "GET", url: `/api/v1/findings?query=${"a".repeat(20_000)}`, headers: owner },
      { method: "GET", url: "/api/v1/reports/00000000-0000-4000-8000-000000000000?wait=99999", headers: owner },
    ] as const;
    const statuses: number[] = [];
    for (const request of calls) statuses.push((await server.call<unknown>({ ...request })).status);
    const { rows } = await server.store.application.pool.query<{ limit: string }>("SHOW statement_timeout");

    expect(statuses).toEqual([413, 400, 400, 400]);
    expect(rows[0]?.limit).not.toBe("0");
  });

  test("API5 functions: every route says who may call it, and a viewer changes nothing but views of its own", () => {
    const book =
      /^\/api\/v1\/(?:findings|reports|assets|projects|components|flaws|decisions|api-keys|dashboards|views)\b/;
    const open = routes.filter(({ permission, path }) => permission === "public" && book.test(path));
    const viewer = permissionsOf("viewer");
    const changing = routes.filter(
      ({ method, path, permission }) =>
        !["signed-in", "views:save", "public"].includes(permission) &&
        method !== "GET" &&
        // Says what is wrong with a text, and keeps nothing.
        !path.endsWith("/check") &&
        permissions.some((one) => one === permission && viewer.has(one)),
    );

    expect(open).toEqual([]);
    expect(changing.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    expect(roles.filter((role) => permissionsOf(role).has("keys:manage"))).toEqual(["owner", "admin"]);
  });

  test(
    "API6 flows: guessing passwords is slowed down by the account, not by the address",
    async () => {
      const payload = { email: "owner-of-nothing@localhost", password: "wrong" };
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 7; attempt++) {
        const headers = { "x-forwarded-for": `203.0.113.${attempt}` };
        statuses.push(
          (await server.call<unknown>({ method: "POST", url: "/api/v1/session", headers, payload })).status,
        );
      }

      expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
      expect(statuses.at(-1)).toBe(429);
    },
    timeoutMs,
  );

  test("API7 requests of the server: beside the collector of traces, all go through the one client that looks at addresses", () => {
    const files = readdirSync(sources, { recursive: true, encoding: "utf8" }).filter(
      (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.includes("fixtures"),
    );
    const calling = files.filter((file) => {
      const text = readFileSync(join(sources, file), "utf8");
      return /\bfetch\(|"node:https?"|"undici"|"node:dgram"/.test(text);
    });

    expect(files.length).toBeGreaterThan(80);
    // It connects to no private address that the owner of the server did not allow: send-request.test.ts.
    // The other two speak to what the owner names when the server starts, and nowhere else: they follow nobody.
    expect(calling.toSorted()).toEqual(["outbox/send-request.ts", "s3/s3-client.ts", "s3/s3-credentials.ts"]);
  });

  test("API8 configuration: no answer lets other pages in, guesses types or tells what is inside", async () => {
    const calls = [
      { url: "/api/v1/projects", headers: { ...owner, origin: "https://evil.example" } },
      { url: "/api/v1/nothing" },
      { url: "/" },
      { method: "OPTIONS", url: "/api/v1/projects", headers: { origin: "https://evil.example" } },
      { method: "POST", url: "/api/v1/projects", headers: { ...owner, origin: "https://evil.example" }, payload: {} },
      { method: "TRACE", url: "/api/v1/projects" },
    ] as const;
    for (const request of calls) {
      const { headers } = await server.call<unknown>({ ...request });
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "content-security-policy": expect.stringContaining("default-src 'none'"),
        "referrer-policy": "no-referrer",
      });
      const names = Object.keys(headers);
      expect(
        names.filter((name) => name.startsWith("access-control-") || name === "server" || name === "x-powered-by"),
      ).toEqual([]);
    }
  });

  test("API9 inventory: every route stands in the description, with its permission", async () => {
    const { body } = await server.call<{ paths: Record<string, object> }>({ url: "/api/openapi.json" });
    const described = Object.entries(body.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{([a-z]+)\}/gi, ":$1")}`),
    );
    const missing = routes.map(({ method, path }) => `${method} ${path}`).filter((route) => !described.includes(route));

    expect(missing).toEqual([]);
  });

  test("API10 what others send: a report is data, and one that is none ends as failed with its reason", async () => {
    const headers = { ...(await server.makeKey(["reports:upload"])), "content-type": "application/json" };
    const hostile = '{"schemaVersion":1,"reports":[{"__proto__":{"isAdmin":true},"target":{"kind":"<script>"}}]}';
    const answer = await server.call<unknown>({ method: "POST", url: "/api/v1/reports", headers, payload: hostile });

    expect(answer.status).toBe(202);
    expect(Object.hasOwn(Object.prototype, "isAdmin")).toBe(false);
  });
});
