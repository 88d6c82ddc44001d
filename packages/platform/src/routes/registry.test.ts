import { describe, expect, test } from "vitest";
import { z } from "zod";
import { createServer } from "../create-server.ts";
import { Metrics } from "../telemetry/metrics.ts";
import { useTestServer } from "./fixtures/test-server.ts";
import { routes } from "./registry.ts";
import { definePublicRoute, defineRoute, type Route } from "./route.ts";

describe("the routes", () => {
  test("are each there once", () => {
    const names = routes.map(({ method, path }) => `${method} ${path}`);

    expect(names.length).toBeGreaterThan(9);
    expect(new Set(names).size).toBe(names.length);
  });

  test("are open to everybody only where that is meant", () => {
    const open = routes
      .filter(({ permission }) => permission === "public")
      .map(({ method, path }) => `${method} ${path}`);

    // Whoever answers a link knows it; steps of signing in want a ticket, an authenticator, a provider or a token.
    expect(open.toSorted()).toEqual([
      "GET /api/v1/saml/:tenant/:provider/metadata",
      "GET /api/v1/sign-on",
      "GET /api/v1/tenant-archive",
      "GET /healthz",
      "GET /metrics",
      "GET /readyz",
      "POST /api/v1/deletion-certificate",
      "POST /api/v1/invitations/answer",
      "POST /api/v1/invitations/opened",
      "POST /api/v1/pipelines/session",
      "POST /api/v1/saml/:tenant/:provider/answer",
      "POST /api/v1/session",
      "POST /api/v1/session/passkey",
      "POST /api/v1/session/passkey-challenge",
      "POST /api/v1/session/second-factor",
      "POST /api/v1/session/sign-on",
      "POST /api/v1/session/sign-on/end",
    ]);
  });

  test("answer nobody without a key or a session", async () => {
    const { call } = await useTestServer();
    const answered: string[] = [];
    for (const { method, path, permission } of routes) {
      if (permission === "public") continue;
      const url = path.replaceAll(/:[a-z]+/gi, "00000000-0000-7000-8000-000000000000");
      const { status } = await call<unknown>({
        method,
        url,
        headers: { origin: "http://localhost", host: "localhost" },
      });
      if (status !== 401) answered.push(`${method} ${path}: ${status}`);
    }

    expect(answered).toEqual([]);
  }, 90_000);

  test.each([{ permission: undefined }, { permission: "" }, { permission: "everything" }])(
    "do not start with the permission $permission",
    async ({ permission }) => {
      const route = { ...blank(), permission } as unknown as Route;
      const { services } = await useTestServer();

      expect(() => createServer([route], services, false)).toThrow("GET /blank: no permission is declared");
    },
  );
});

describe("the description of the API", () => {
  test("names every route with its permission", async () => {
    const { call } = await useTestServer();
    const { body } = await call<{
      openapi: string;
      paths: Record<string, Record<string, { "x-permission"?: string }>>;
    }>({
      url: "/api/openapi.json",
    });
    const described = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, route]) => `${method.toUpperCase()} ${path} ${route["x-permission"] ?? "public"}`,
      ),
    );
    const expected = routes.map(
      ({ method, path, permission }) => `${method} ${path.replaceAll(/:([a-z]+)/gi, "{$1}")} ${permission}`,
    );

    expect(body.openapi).toBe("3.1.0");
    expect(described.toSorted()).toEqual([...expected, "GET /api/openapi.json public"].toSorted());
  });
});

describe("an error that is no caller's fault", () => {
  test("is a bare 500 with the request's id, and stands in the log", async () => {
    const failing = definePublicRoute({
      method: "GET",
      path: "/fails",
      summary: "Fails.",
      input: {},
      answer: z.null(),
      handle: () => Promise.reject(new Error("password=hunter2 in table accounts")),
    });
    const { call, log } = await useTestServer({ routes: [failing] });
    const { status, body } = await call<unknown>({ url: "/fails" });

    expect(status).toBe(500);
    expect(body).toEqual({
      error: { code: "internal", message: "something went wrong in the server", requestId: body.error?.requestId },
    });
    expect(log.join("")).toContain(String(body.error?.requestId));
  });

  test.each([
    { name: "an address that is none", request: { url: "/api/v1/nothing" }, status: 404, code: "record-not-found" },
    {
      name: "a body that is too large",
      request: { method: "POST", url: "/api/v1/session", payload: { email: "x".repeat(2_000_000) } },
      status: 413,
      code: "request-too-large",
    },
    {
      name: "a body of another kind",
      request: { method: "POST", url: "/api/v1/session", headers: { "content-type": "text/xml" }, payload: "<a/>" },
      status: 400,
      code: "request-invalid",
    },
    {
      name: "a query that nobody asked for",
      request: { url: "/healthz?debug=1" },
      status: 400,
      code: "request-invalid",
    },
    {
      name: "a prototype in a body",
      request: {
        method: "POST",
        url: "/api/v1/session",
        headers: { "content-type": "application/json" },
        payload: '{"__proto__":{"a":1}}',
      },
      status: 400,
      code: "request-invalid",
    },
  ] as const)("is told by its code: $name", async ({ request, status, code }) => {
    const { call } = await useTestServer();
    const answer = await call<unknown>(request);

    expect(answer.status).toBe(status);
    expect(answer.body.error?.code).toBe(code);
  });

  test("is told in Japanese to whoever reads it", async () => {
    const { call } = await useTestServer();
    const { body } = await call<unknown>({ url: "/api/v1/projects", headers: { "accept-language": "ja,en;q=0.5" } });

    expect(body.error?.message).toContain("サインイン");
  });
});

describe("health", () => {
  test("tells a live server from a ready one", async () => {
    const { call, services } = await useTestServer();
    const ready = await call<unknown>({ url: "/readyz" });
    services.state.isStopping = true;
    const stopping = await call<unknown>({ url: "/readyz" });
    const alive = await call<unknown>({ url: "/healthz" });

    expect([ready.status, stopping.status, alive.status]).toEqual([200, 503, 200]);
  });

  test("is measured for this machine, or for whoever knows the token", async () => {
    const { call } = await useTestServer({ settings: { metricsToken: "scrape" } });
    const refused = await call<unknown>({ url: "/metrics" });
    const allowed = await call<string>({ url: "/metrics", headers: { authorization: "Bearer scrape" } });

    expect(refused.status).toBe(401);
    expect(allowed.body).toContain('sekisho_http_seconds_count{method="GET",route="/metrics",status="401"} 1');
  });
});

test("metrics print as the text format of Prometheus says", () => {
  const metrics = new Metrics();
  metrics.count("a_total", "Counts.", { kind: 'x"y\\z\n' }, 2);
  metrics.set("b", "Is.", 1.5);
  metrics.observe("c_seconds", "Took.", 0.02);
  const lines = metrics.print().split("\n");

  expect(lines.slice(0, 6)).toEqual([
    "# HELP a_total Counts.",
    "# TYPE a_total counter",
    'a_total{kind="x\\"y\\\\z\\n"} 2',
    "# HELP b Is.",
    "# TYPE b gauge",
    "b 1.5",
  ]);
  expect(lines).toContain('c_seconds_bucket{le="0.01"} 0');
  expect(lines).toContain('c_seconds_bucket{le="0.025"} 1');
  expect(lines).toContain('c_seconds_bucket{le="+Inf"} 1');
  expect(lines).toContain("c_seconds_sum 0.02");
});

function blank(): Route {
  return defineRoute({
    method: "GET",
    path: "/blank",
    summary: "Nothing.",
    permission: "signed-in",
    input: {},
    answer: z.null(),
    handle: () => Promise.resolve({ body: null }),
  });
}
