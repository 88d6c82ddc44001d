import { describe, expect, test } from "vitest";
import { eventList, execEvent } from "../../../sekisho/src/scan/detect/fixtures/exec-events.ts";
import type { Usage } from "../contract/plan.ts";
import { jobs } from "../jobs/registry.ts";
import { Worker } from "../jobs/worker.ts";
import { metersOf } from "../plans/admit-by-plan.ts";
import { book, tenantOf, useBilled, usedOf } from "../plans/fixtures/billed-server.ts";
import { newTenantOwner } from "./fixtures/other-tenant.ts";
import { sampleDocument } from "./fixtures/sample-report.ts";
import { type TestAnswer, useTestServer } from "./fixtures/test-server.ts";
import { planRoutes } from "./plans.ts";
import { routes } from "./registry.ts";

describe("a server without plans", () => {
  test("has no route, no measure and no header of them", async () => {
    const server = await useTestServer();
    const owner = await server.signIn();
    const headers = { ...owner, "content-type": "application/json" };
    const payload = sampleDocument({ findings: [{ rule: "a" }] });
    const upload = await server.call({ method: "POST", url: "/api/v1/reports?project=default", headers, payload });
    const api = await server.call<{ paths: Record<string, unknown> }>({ url: "/api/openapi.json" });
    const asked = await Promise.all(
      planRoutes({ book, provider: undefined }).map(({ path }) => server.call({ url: path, headers: owner })),
    );
    const session = await server.call({ url: "/api/v1/session", headers: owner });
    const measured = await server.store.worker.inTenant({ tenantId: await tenantOf(server, owner) }, (transaction) =>
      transaction.selectFrom("usage_events").select("meter").execute(),
    );

    expect(upload.status).toBe(202);
    expect(upload.headers["sekisho-usage"]).toBeUndefined();
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 404));
    expect(Object.keys(api.body.paths).filter((path) => /billing|plans|usage/.test(path))).toEqual([]);
    expect(JSON.stringify(routes.map(({ path }) => path))).not.toMatch(/billing|plans|usage/);
    expect(session.body).not.toHaveProperty("plans");
    expect(measured).toEqual([]);
  });

  test("with plans but nobody who takes payments has no route of payments", () => {
    expect(planRoutes({ book }).filter(({ path }) => path.includes("billing"))).toEqual([]);
  });

  // By hand, from the routes that take something in.
  test("meters what comes in, by whatever route", () => {
    const metered = routes.filter((route) => metersOf(route).length > 0);

    expect(metered.map(({ method, path }) => `${method} ${path}`)).toEqual(
      expect.arrayContaining([
        "POST /api/v1/reports",
        "POST /api/v1/clusters/:cluster/audit-events",
        "POST /api/v1/clusters/:cluster/runtime-events",
        "POST /api/v1/invitations",
      ]),
    );
  });
});

describe("a quota", { timeout: 120_000 }, () => {
  test("is said beforehand, then stops uploads, and leaves everything readable", async () => {
    const billed = await useBilled();
    const answers: TestAnswer<unknown>[] = [];
    for (let count = 0; count < 7; count++) answers.push(await billed.upload());
    const usage = await billed.usage();
    const list = await billed.ask("GET", "/api/v1/reports");
    const levels = answers.map(
      ({ headers }) => /uploads=\d+;soft=5;hard=6;level=(\w+)/.exec(String(headers["sekisho-usage"]))?.[1],
    );

    // By hand: what was used before each; 80 % of 5 is 4, the soft limit is 5, the hard one 6.
    expect(levels).toEqual(["within", "within", "within", "within", "near", "over", undefined]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 202, 402]);
    expect(answers[6]?.body.error).toMatchObject({
      code: "quota-reached",
      message: expect.stringContaining("6 uploads"),
    });
    expect(usage.meters.find(({ meter }) => meter === "uploads")).toMatchObject({
      used: 6,
      soft: 5,
      hard: 6,
      level: "stopped",
    });
    expect(usage.resetsAt > new Date().toISOString()).toBe(true);
    expect(list.status).toBe(200);
  });

  test("tells owners once of each step, by mail and in the audit trail", async () => {
    const billed = await useBilled();
    await billed.tend();
    for (let count = 0; count < 4; count++) await billed.upload();
    await billed.tend();
    await billed.tend();
    for (let count = 0; count < 2; count++) await billed.upload();
    const problems = await billed.tend();
    const trail = await billed.ask<{ entries: { subject: string }[] }>("GET", "/api/v1/audit?action=plan.warn");
    const ofUploads = billed.mails.filter(({ subject }) => subject.includes("uploads"));

    expect(problems).toEqual([]);
    expect(ofUploads.map(({ to, subject }) => [to.join(), subject.split(" / ")[0]])).toEqual([
      ["owner@localhost", "Most of the uploads of this month are used"],
      ["owner@localhost", "The limit of uploads is reached"],
    ]);
    expect(ofUploads[0]?.text).toMatch(/4 of 5 uploads.*At 6 nothing more is taken/s);
    expect(ofUploads[0]?.text).toContain("今月のアップロードの利用量は 5 のうち 4 です。");
    expect(trail.body.entries.filter(({ subject }) => subject.includes("uploads"))).toHaveLength(2);
  });

  test("counts whoever is invited as a member", async () => {
    const { ask, tend } = await useBilled();
    await tend();
    const first = await ask("POST", "/api/v1/invitations", { email: "a@example.com", role: "viewer" });
    const second = await ask("POST", "/api/v1/invitations", { email: "b@example.com", role: "viewer" });

    // The owner has the first of two seats, the first invitation the other one.
    expect([first.status, second.status]).toEqual([201, 402]);
  });

  test("is each tenant's own", async () => {
    const billed = await useBilled();
    for (let count = 0; count < 7; count++) await billed.upload();
    const stranger = await newTenantOwner(billed.server, "four words with blanks");
    const made = await billed.ask("POST", "/api/v1/projects", { name: "default" }, stranger);
    const upload = await billed.upload(stranger);
    const theirs = await billed.ask<Usage>("GET", "/api/v1/usage", undefined, stranger);

    expect([made.status, upload.status]).toEqual([201, 202]);
    expect(usedOf(theirs.body, "uploads")).toBe(1);
  });
});

describe("usage", { timeout: 120_000 }, () => {
  test("of one cause is counted once, whoever counts when", async () => {
    const billed = await useBilled();
    await billed.upload();
    await billed.upload();
    await Promise.all([billed.tend(), billed.tend(), billed.tend()]);
    await billed.tend();
    const usage = await billed.usage();

    expect([usedOf(usage, "uploads"), usedOf(usage, "seats")]).toEqual([2, 1]);
  });

  test("of a month that is over is a statement, once, and the next month begins from nothing", async () => {
    const billed = await useBilled();
    await billed.upload();
    await billed.tend();
    const next = Date.parse((await billed.usage()).resetsAt);
    await billed.tend(next + 3_600_000);
    const early = await billed.ask<{ statements: unknown[] }>("GET", "/api/v1/usage/statements");
    await billed.tend(next + 3 * 3_600_000);
    await billed.tend(next + 4 * 3_600_000);
    const { body } = await billed.ask<{
      statements: { month: string; plan: string; lines: { meter: string; used: number }[] }[];
    }>("GET", "/api/v1/usage/statements");

    expect(early.body.statements).toEqual([]);
    expect(body.statements).toHaveLength(1);
    expect(body.statements[0]).toMatchObject({ month: new Date().toISOString().slice(0, 7), plan: "free" });
    expect(body.statements[0]?.lines.find(({ meter }) => meter === "uploads")).toMatchObject({
      used: 1,
      soft: 5,
      hard: 6,
    });
  });
});

describe("what is measured", { timeout: 120_000 }, () => {
  test("is each image, node and workload that somebody looks at, and each event, once a month", async () => {
    const billed = await useBilled();
    const { services, store } = billed.server;
    const worker = new Worker({
      jobs,
      services,
      connection: { url: store.workerUrl },
      places: 1,
      onError: () => undefined,
    });
    await billed.tend();
    const image = { kind: "image", name: "registry.example.com/shop/web:1", findings: [{ rule: "a" }] } as const;
    const node = { kind: "host", name: "node-1", findings: [{ rule: "b" }] } as const;
    const headers = { ...billed.owner, "content-type": "application/json" };
    for (const sample of [image, image, node]) {
      const url = "/api/v1/reports?project=default";
      await billed.server.call({ method: "POST", url, headers, payload: sampleDocument(sample) });
    }
    const key = await billed.server.makeKey(["events:send"]);
    const sent = await billed.server.call({
      method: "POST",
      url: "/api/v1/clusters/production/audit-events",
      headers: { ...key, "content-type": "application/json" },
      payload: JSON.stringify(eventList(execEvent("jane", "a"), execEvent("tom", "b", 1))),
    });
    await worker.drain();
    await billed.tend();
    await billed.tend();
    const usage = await billed.usage();

    expect(sent.status).toBe(202);
    // By hand: two reports about one image, one about a node; two events; the owner.
    expect(usage.meters.map(({ meter, used }) => [meter, used])).toEqual([
      ["images", 1],
      ["nodes", 1],
      ["workloads", 0],
      ["uploads", 3],
      ["events", 2],
      ["seats", 1],
    ]);
  });
});
