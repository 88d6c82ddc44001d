import { expect, test } from "vitest";
import { z } from "zod";
import { useTestServer } from "../routes/fixtures/test-server.ts";
import { routes } from "../routes/registry.ts";
import { definePublicRoute } from "../routes/route.ts";

const timeoutMs = 120_000;
/** Stands in for everything that somebody sends and that no log may keep. */
const secret = "hunter2-hunter2-hunter2";

const broken = definePublicRoute({
  method: "POST",
  path: "/broken",
  summary: "Throws what a driver throws.",
  input: { body: z.object({ password: z.string() }) },
  answer: z.null(),
  handle: () => Promise.reject(new Error("connect ECONNREFUSED 127.0.0.1:5432")),
});

test(
  "what people send stands in no log line, no metric and no error: passwords, keys, cookies, addresses",
  async () => {
    const { call, log, signIn, makeKey, password, services } = await useTestServer({ routes: [...routes, broken] });
    const session = await signIn();
    const key = await makeKey(["findings:read"]);
    const calls = [
      { method: "POST", url: "/api/v1/session", payload: { email: `${secret}@localhost`, password: secret } },
      { method: "POST", url: "/api/v1/session", payload: { email: "owner@localhost", password: secret, [secret]: 1 } },
      { method: "GET", url: `/api/v1/findings?query=${secret}`, headers: key },
      { method: "GET", url: `/api/v1/findings?key=${secret}`, headers: { authorization: `Bearer ${secret}` } },
      { method: "GET", url: `/api/v1/reports/${secret}`, headers: { ...session, "x-forwarded-for": secret } },
      { method: "GET", url: `/${secret}`, headers: { cookie: secret, referer: secret, "user-agent": secret } },
      { method: "POST", url: "/broken", payload: { password: secret } },
      { method: "POST", url: "/broken", headers: { "content-type": "application/json" }, payload: `{"${secret}` },
    ] as const;
    for (const request of calls) await call<unknown>({ ...request });

    const written = `${log.join("")}${services.metrics.print()}`;
    const cookie = session["cookie"] ?? "";
    const bearer = key["authorization"] ?? "";
    // The log has been written, with what went wrong.
    expect(log.length).toBeGreaterThan(calls.length);
    expect(written).toContain("ECONNREFUSED");
    expect(cookie.length + bearer.length).toBeGreaterThan(80);
    for (const kept of [secret, password, cookie.slice(-40), bearer.slice(-40)]) expect(written).not.toContain(kept);
  },
  timeoutMs,
);

test(
  "metrics say how the queue, the connections and the process stand, and that the database answers",
  async () => {
    const { call, services } = await useTestServer({ settings: { metricsToken: "scrape" } });
    const scrape = async (): Promise<string> =>
      (await call<string>({ url: "/metrics", headers: { authorization: "Bearer scrape" } })).body;
    const before = await scrape();
    await services.store.worker.close();
    const after = await scrape();

    expect(before).toContain("sekisho_database_up 1\n");
    expect(before).toContain('sekisho_jobs_waiting{lane="interactive"} 0\n');
    expect(before).toContain('sekisho_jobs_running{lane="scheduled"} 0\n');
    expect(before).toMatch(/^process_resident_memory_bytes \d{7,}$/m);
    expect(before).toMatch(/^sekisho_event_loop_delay_seconds /m);
    expect(before).toMatch(/^sekisho_database_connections\{role="application",state="idle"\} \d+$/m);
    expect(after).toContain("sekisho_database_up 0\n");
  },
  timeoutMs,
);
