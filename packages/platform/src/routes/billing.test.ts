import type { InjectOptions } from "fastify";
import { describe, expect, test } from "vitest";
import type { Usage } from "../contract/plan.ts";
import { permissionsOf } from "../identity/role-permissions.ts";
import { type Billed, customer, deliver, subscribe, tenantOf, useBilled } from "../plans/fixtures/billed-server.ts";
import { sessionOf } from "./fixtures/second-factors.ts";
import { planRoutes } from "./plans.ts";

const dayMs = 86_400_000;

describe("payments", { timeout: 120_000 }, () => {
  test("begin at a checkout of one customer, however often somebody asks", async () => {
    const billed = await useBilled();
    const urls = await Promise.all(
      [1, 2, 3].map(() => billed.ask<{ url: string }>("POST", "/api/v1/billing/checkout", { plan: "team" })),
    );
    const made = billed.stripe.asked.filter(({ path }) => path === "/v1/customers");
    const session = billed.stripe.asked.find(({ path }) => path === "/v1/checkout/sessions");
    const portal = await billed.ask<{ url: string }>("POST", "/api/v1/billing/portal");

    expect(urls.map(({ body }) => body.url)).toEqual(urls.map(() => "https://checkout.example.com/cs_1"));
    expect(made).toHaveLength(1);
    expect(made[0]?.fields).toMatchObject({ name: "Default", email: "owner@localhost" });
    // What is metered has no quantity. Source: Stripe API, Create a Checkout Session, line_items.quantity.
    expect(session?.fields).toMatchObject({
      mode: "subscription",
      customer,
      "line_items[0][price]": "price_team",
      "line_items[0][quantity]": "1",
      "line_items[1][price]": "price_uploads",
    });
    expect(session?.fields).not.toHaveProperty("line_items[1][quantity]");
    expect(portal.body.url).toBe("https://portal.example.com/bps_1");
  });

  test("that arrive bring the plan with its limits", async () => {
    const billed = await useBilled();
    for (let count = 0; count < 6; count++) await billed.upload();
    const before = await billed.upload();
    await subscribe(billed, ["price_team", "price_uploads"]);
    const after = await billed.upload();
    const usage = await billed.usage();

    expect([before.status, after.status]).toEqual([402, 202]);
    expect(usage).toMatchObject({
      plan: { name: "team" },
      payment: { status: "active", periodEndsAt: "2027-01-01T00:00:00Z" },
    });
  });

  test("are changed with what is paid already taken off, after a look at the price", async () => {
    const billed = await useBilled();
    await subscribe(billed, ["price_team", "price_uploads"]);
    const preview = await billed.ask("POST", "/api/v1/billing/plan/preview", { plan: "company" });
    const changed = await billed.ask<Usage>("PUT", "/api/v1/billing/plan", { plan: "company" });
    const again = await billed.ask<Usage>("PUT", "/api/v1/billing/plan", { plan: "company" });
    const change = billed.stripe.asked.filter(
      ({ method, path }) => method === "POST" && path === "/v1/subscriptions/sub_1",
    );

    expect(preview.body).toEqual({
      currency: "jpy",
      amountDue: 5000,
      lines: [
        { description: "Unused time on Team", amount: -2000 },
        { description: "Remaining time on Company", amount: 7000 },
      ],
    });
    expect([changed.body.plan.name, again.body.plan.name]).toEqual(["company", "company"]);
    expect(change).toHaveLength(1);
    expect(change[0]?.fields).toEqual({
      proration_behavior: "create_prorations",
      "items[0][id]": "si_price_team",
      "items[0][deleted]": "true",
      "items[1][id]": "si_price_uploads",
      "items[1][deleted]": "true",
      "items[2][price]": "price_company",
    });
  });

  test("that are ended lead back to the default plan, and nothing is lost", async () => {
    const billed = await useBilled();
    await subscribe(billed, ["price_company"]);
    await billed.upload();
    const ended = await billed.ask<Usage>("PUT", "/api/v1/billing/plan", { plan: "free" });
    const reports = await billed.ask<{ reports: unknown[] }>("GET", "/api/v1/reports");

    expect(ended.body).toMatchObject({ plan: { name: "free" }, payment: { status: "none" } });
    expect(billed.stripe.subscriptions.get("sub_1")?.status).toBe("canceled");
    expect(reports.body.reports).toHaveLength(1);
  });

  test("that fail leave days of grace, then reading, and everything when one arrives", async () => {
    const billed = await useBilled();
    await subscribe(billed, ["price_team"]);
    const held = billed.stripe.subscriptions.get("sub_1");
    if (held === undefined) throw new Error("expected a subscription");
    held.status = "past_due";
    await deliver(billed.server, billed.stripe, { id: "evt_failed", type: "invoice.payment_failed" });
    const within = await billed.upload();
    await billed.tend();
    const { payment } = await billed.usage();
    await letPass(billed, 15);
    const after = await billed.upload();
    await billed.tend();
    const [read, key, ended] = await Promise.all([
      billed.ask("GET", "/api/v1/findings"),
      billed.ask("POST", "/api/v1/api-keys", { name: "k", permissions: ["findings:read"] }),
      billed.usage(),
    ]);
    held.status = "active";
    await deliver(billed.server, billed.stripe, { id: "evt_paid", type: "invoice.paid" });
    const again = await billed.upload();

    expect([within.status, after.status, again.status]).toEqual([202, 402, 202]);
    expect(after.body.error?.code).toBe("tenant-read-only");
    expect(payment).toMatchObject({ status: "past-due", isReadOnly: false });
    expect(ended.payment).toMatchObject({ status: "past-due", isReadOnly: true });
    expect([read.status, key.status]).toEqual([200, 201]);
    expect(billed.mails.map(({ subject }) => subject.split(" / ")[0])).toEqual([
      "A payment for Sekisho failed",
      "Sekisho can only be read until a payment arrives",
    ]);
  });
});

/** Moves the first failed payment back, as if days had passed. */
async function letPass({ server, owner }: Billed, days: number): Promise<void> {
  const tenantId = await tenantOf(server, owner);
  await server.store.application.inTenant({ tenantId }, (transaction) =>
    transaction
      .updateTable("tenant_plans")
      .set({ past_due_since: new Date(Date.now() - days * dayMs).toISOString() })
      .execute(),
  );
}

describe("messages of the provider", { timeout: 120_000 }, () => {
  test.each([
    {
      name: "with another body",
      change: (sent: InjectOptions) => ({
        ...sent,
        payload: `${typeof sent.payload === "string" ? sent.payload : ""} `,
      }),
      atMs: 0,
    },
    { name: "without a signature", change: (sent: InjectOptions) => ({ ...sent, headers: {} }), atMs: 0 },
    { name: "of six minutes ago", change: (sent: InjectOptions) => sent, atMs: -360_000 },
  ])("$name are not taken", async ({ change, atMs }) => {
    const billed = await useBilled();
    await billed.ask("POST", "/api/v1/billing/checkout", { plan: "team" });
    billed.stripe.subscriptions.set("sub_1", {
      id: "sub_1",
      customer,
      status: "active",
      items: [{ id: "si", price: "price_team" }],
    });
    const message = {
      id: "evt_1",
      type: "invoice.paid",
      data: { object: { object: "subscription", id: "sub_1", customer } },
    };
    const sent = change({
      method: "POST",
      url: "/api/v1/billing/messages",
      ...billed.stripe.sign(message, Date.now() + atMs),
    });
    const answer = await billed.server.call(sent);

    expect(answer.status).toBe(400);
    expect(answer.body.error?.code).toBe("billing-message-refused");
    expect((await billed.usage()).plan.name).toBe("free");
  });

  test("count once, and the newest state counts in whatever order they come", async () => {
    const billed = await useBilled();
    await subscribe(billed, ["price_team"]);
    const before = billed.stripe.asked.length;
    const replayed = await deliver(billed.server, billed.stripe, {
      id: "evt_created",
      type: "customer.subscription.created",
    });
    const asked = billed.stripe.asked.length - before;
    const late = await deliver(billed.server, billed.stripe, { id: "evt_late", type: "invoice.payment_failed" });

    expect([replayed.status, late.status, asked]).toEqual([200, 200, 0]);
    // Stripe says that it is active, whatever the message that came late was about.
    expect((await billed.usage()).payment.status).toBe("active");
  });

  test("about customers that are none of this server's change nothing", async () => {
    const billed = await useBilled();
    const object = { object: "subscription", id: "sub_9", customer: "cus_9" };
    const answer = await billed.server.call({
      method: "POST",
      url: "/api/v1/billing/messages",
      ...billed.stripe.sign({ id: "evt_9", type: "invoice.paid", data: { object } }),
    });

    expect([answer.status, billed.stripe.asked.length]).toEqual([200, 0]);
  });

  test("that cannot be asked after are not lost: the provider sends them again", async () => {
    const billed = await useBilled();
    await billed.ask("POST", "/api/v1/billing/checkout", { plan: "team" });
    billed.stripe.subscriptions.set("sub_1", {
      id: "sub_1",
      customer,
      status: "active",
      items: [{ id: "si", price: "price_team" }],
    });
    billed.stripe.failures = 1;
    const first = await deliver(billed.server, billed.stripe, { id: "evt_1", type: "invoice.paid" });
    const second = await deliver(billed.server, billed.stripe, { id: "evt_1", type: "invoice.paid" });

    expect([first.status, second.status]).toEqual([503, 200]);
    expect((await billed.usage()).plan.name).toBe("team");
  });
});

describe("the provider", { timeout: 120_000 }, () => {
  test("hears of usage once, over failures and repeated rounds", async () => {
    const billed = await useBilled();
    await subscribe(billed, ["price_team", "price_uploads"]);
    for (let count = 0; count < 3; count++) await billed.upload();
    billed.stripe.failures = 1;
    const failed = await billed.tend();
    await billed.upload();
    await billed.tend();
    await billed.tend();
    const told = [...billed.stripe.metered.values()];

    expect(failed).toMatchObject([{ code: "billing-failed" }]);
    // The three that were about to be told, and then the fourth.
    expect(told.map(({ event, value }) => [event, value])).toEqual([
      ["sekisho_uploads", 3],
      ["sekisho_uploads", 1],
    ]);
  });
});

describe("routes of plans", { timeout: 120_000 }, () => {
  test("admit those alone who have their permission", async () => {
    const billed = await useBilled();
    const { server } = billed;
    const password = "four words with blanks";
    const unexpected: string[] = [];
    const everybody = server.store.worker.inTenant.bind(server.store.worker);
    const tenantId = await tenantOf(server, billed.owner);
    // Seats are no matter here.
    await subscribe(billed, ["price_company"]);
    for (const role of ["admin", "editor", "viewer", "auditor"] as const) {
      const { body } = await billed.ask<{ link: string }>("POST", "/api/v1/invitations", {
        email: `${role}@example.com`,
        role,
      });
      const token = body.link.split("#")[1];
      await server.call({ method: "POST", url: "/api/v1/invitations/answer", payload: { token, password } });
      const payload = { email: `${role}@example.com`, password };
      const headers = sessionOf(await server.call({ method: "POST", url: "/api/v1/session", payload }));
      for (const { method, path, permission } of planRoutes(server.services.plans)) {
        if (permission === "public") continue;
        const json =
          method === "GET"
            ? { headers }
            : { headers: { ...headers, "content-type": "application/json" }, payload: "{}" };
        const { status } = await server.call({ method, url: path, ...json });
        const isAllowed = permission === "signed-in" || permissionsOf(role).has(permission);
        if (isAllowed === (status === 403)) unexpected.push(`${role} ${method} ${path}: ${status}`);
      }
    }
    const held = await everybody({ tenantId }, (transaction) =>
      transaction.selectFrom("tenant_plans").select("plan").execute(),
    );

    expect(unexpected).toEqual([]);
    expect(held).toEqual([{ plan: "company" }]);
  });
});
