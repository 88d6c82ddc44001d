import { describe, expect, test } from "vitest";
import type { z } from "zod";
import type { destinationList, messagePage } from "../contract/destination.ts";
import { useCatcher } from "../destinations/fixtures/catcher.ts";
import { lookByClock } from "../notifications/look-by-clock.ts";
import { read, useBook } from "./fixtures/notification-book.ts";
import { sampleDocument } from "./fixtures/sample-report.ts";

const timeoutMs = 120_000;

describe("an upload", () => {
  test(
    "is told once, not once a finding; what changes nothing is not told, nor what triage has decided",
    async () => {
      const { url, caught } = await useCatcher();
      const book = await useBook();
      await book.rule(await book.destination(url), { query: "severity>=high" });
      const findings = [
        { rule: "a", severity: "high" },
        { rule: "b", severity: "critical" },
        { rule: "c", severity: "low" },
      ] as const;
      await book.upload(sampleDocument({ findings: [...findings] }));
      await book.work();
      await book.upload(sampleDocument({ findings: [...findings] }));
      await book.work();
      const decision = { verdict: "false-positive", reason: "tested", scope: "tenant", rule: "d" };
      await book.server.call({ method: "POST", url: "/api/v1/decisions", headers: book.headers, payload: decision });
      await book.upload(sampleDocument({ findings: [...findings, { rule: "d", severity: "critical" }] }));
      await book.work();
      const [first, ...rest] = read(caught);

      expect(rest).toEqual([]);
      expect(first?.data).toMatchObject({ rules: ["production"], counts: { critical: 1, high: 1, low: 0 } });
      expect(first?.data.findings.map(({ rule }) => rule)).toEqual(["b", "a"]);
      expect(first?.data.cause).toMatch(/^upload:/);
    },
    timeoutMs,
  );

  test(
    "that makes findings worse, or brings them back, is told by what happened",
    async () => {
      const { url, caught } = await useCatcher();
      const book = await useBook();
      await book.rule(await book.destination(url));
      for (const findings of [
        [
          { rule: "a", severity: "low" },
          { rule: "b", severity: "low" },
        ],
        [{ rule: "a", severity: "critical" }],
        [
          { rule: "a", severity: "critical" },
          { rule: "b", severity: "low" },
        ],
      ] as const) {
        await book.upload(sampleDocument({ findings: [...findings] }));
        await book.work();
      }
      const changes = read(caught).map(({ data }) => data.findings.map(({ rule, change }) => `${rule} ${change}`));

      expect(changes.map((each) => each.toSorted())).toEqual([["a new", "b new"], ["a worse"], ["b new"]]);
    },
    timeoutMs,
  );

  test(
    "that two rules of one destination ask for is one message with both of their findings",
    async () => {
      const { url, caught } = await useCatcher();
      const book = await useBook();
      const destination = await book.destination(url);
      await book.rule(destination, { name: "critical ones", query: "severity:critical" });
      await book.rule(destination, { name: "low ones", query: "severity:low" });
      await book.upload(
        sampleDocument({
          findings: [
            { rule: "a", severity: "critical" },
            { rule: "b", severity: "low" },
          ],
        }),
      );
      await book.work();
      const told = read(caught);

      expect(told.map(({ data }) => data.rules)).toEqual([["critical ones", "low ones"]]);
      expect(told[0]?.data.findings).toHaveLength(2);
    },
    timeoutMs,
  );
});

describe("a digest", () => {
  test(
    "gathers what happened and goes out as one message at its time",
    async () => {
      const { url, caught } = await useCatcher();
      const book = await useBook();
      const schedule = { kind: "digest", at: "09:00", timeZone: "Asia/Tokyo" };
      await book.rule(await book.destination(url), { name: "daily", schedule });
      await book.upload(sampleDocument({ findings: [{ rule: "a" }] }));
      await book.upload(sampleDocument({ findings: [{ rule: "a" }, { rule: "b", severity: "critical" }] }));
      await book.work();
      const early = caught.length;
      await book.asAdmin("UPDATE jobs SET run_at = now() WHERE kind = 'send-digest'");
      await book.work();
      const [digest, ...rest] = read(caught);

      expect(early).toBe(0);
      expect(rest).toEqual([]);
      expect(digest?.data).toMatchObject({ title: { en: "daily: 2 events" }, rules: ["daily"] });
      expect(digest?.data.lines).toHaveLength(2);
    },
    timeoutMs,
  );
});

describe("the clock", () => {
  test(
    "brings overdue findings and missing scans, each once, and nothing that was so before",
    async () => {
      const { url, caught } = await useCatcher();
      const book = await useBook();
      const { services } = book.server;
      await book.rule(await book.destination(url), { changes: ["overdue", "scan-missing"], missingDays: 3 });
      await book.upload(sampleDocument({ findings: [{ rule: "a" }, { rule: "b" }] }));
      await book.asAdmin("UPDATE findings SET due_at = now() - interval '2 days' WHERE rule_id = 'a'");
      await lookByClock(services);
      await book.work();
      const before = caught.length;
      await book.asAdmin("UPDATE findings SET due_at = now() - interval '1 hour' WHERE rule_id = 'b'");
      await book.asAdmin("UPDATE witnesses SET last_seen_at = now() - interval '3 days 1 hour'");
      for (let round = 0; round < 2; round++) {
        await book.asAdmin(
          "UPDATE notification_watermarks SET looked_until = now() - interval '1 day' WHERE looked_until > now() - interval '1 minute'",
        );
        if (round === 1)
          await book.asAdmin("UPDATE notification_watermarks SET looked_until = now() - interval '40 seconds'");
        await lookByClock(services);
        await book.work();
      }
      const told = read(caught).map(({ data }) => `${data.title.en}, ${data.findings.map(({ rule }) => rule).join()}`);

      expect(before).toBe(0);
      expect(told.toSorted()).toEqual([
        "1 finding is overdue: Dockerfile, b",
        "Missing scans: 1 not seen for 3 days, ",
      ]);
    },
    timeoutMs,
  );
});

describe("a destination", () => {
  test(
    "that fails gets the message later, in order; what is hopeless becomes a dead letter that can be tried again",
    async () => {
      let status = 500;
      const { url, caught } = await useCatcher(() => ({ status }));
      const book = await useBook();
      const destination = await book.destination(url);
      await book.rule(destination);
      await book.upload(sampleDocument({ findings: [{ rule: "a" }] }));
      await book.upload(sampleDocument({ findings: [{ rule: "a" }, { rule: "b" }] }));
      await book.work();
      await book.work();
      const waiting = await book.server.call<z.infer<typeof destinationList>>({
        url: "/api/v1/destinations",
        headers: book.headers,
      });
      status = 400;
      await book.asAdmin("UPDATE outbox_lanes SET next_attempt_at = now()");
      await book.work();
      const url2 = `/api/v1/destinations/${destination}/messages`;
      const dead = await book.server.call<z.infer<typeof messagePage>>({ url: url2, headers: book.headers });
      status = 200;
      for (const { id } of dead.body.messages) {
        await book.server.call({ method: "POST", url: `${url2}/${id}/retry`, headers: book.headers });
      }
      await book.work();
      const rules = read(caught).map(({ data }) => data.findings.map(({ rule }) => rule).join());
      const ids = read(caught).map(({ id }) => id);

      expect(waiting.body.destinations[0]).toMatchObject({
        waiting: 2,
        dead: 0,
        failures: 1,
        problem: { code: "refused" },
      });
      // Once while the server was out of order, then both refused, then both taken.
      expect(rules).toEqual(["a", "a", "b", "a", "b"]);
      expect(new Set(ids).size).toBe(2);
      expect(dead.body.messages).toHaveLength(2);
    },
    timeoutMs,
  );

  test(
    "is tried by a button, never tells its secret, and takes its rules with it",
    async () => {
      const { url, caught } = await useCatcher();
      const book = await useBook();
      const { server, headers } = book;
      const secret = `whsec_${"A".repeat(44)}`;
      const payload = { kind: "webhook", name: "r", settings: { url }, secret };
      const made = await server.call<{ id: string; secret: null }>({
        method: "POST",
        url: "/api/v1/destinations",
        headers,
        payload,
      });
      const again = await server.call<{ id: string }>({
        method: "POST",
        url: "/api/v1/destinations",
        headers,
        payload,
      });
      await book.rule(made.body.id);
      const path = `/api/v1/destinations/${made.body.id}`;
      const trial = await server.call({ method: "POST", url: `${path}/trial`, headers });
      const list = await server.call<unknown>({ url: "/api/v1/destinations", headers });
      const gone = await server.call({ method: "DELETE", url: path, headers });
      const rules = await server.call<{ rules: unknown[] }>({ url: "/api/v1/notification-rules", headers });
      const trail = await server.call<unknown>({ url: "/api/v1/audit", headers });
      const stored = await server.store.application.inTenant(
        { tenantId: "00000000-0000-7000-8000-000000000000" },
        (transaction) => transaction.selectFrom("destinations").selectAll().execute(),
      );

      expect(trial.body).toEqual({ isSent: true, problem: null });
      expect(caught).toHaveLength(1);
      expect(again.status).toBe(409);
      expect(made.body.secret).toBeNull();
      expect(JSON.stringify([list.body, trail.body, server.log])).not.toContain(secret);
      expect([gone.status, rules.body.rules]).toEqual([204, []]);
      expect(stored).toEqual([]);
    },
    timeoutMs,
  );

  test.each([
    { name: "a private address", settings: { url: "http://10.0.0.1/" }, problem: { code: "address" } },
    { name: "the metadata of a cloud", settings: { url: "http://169.254.169.254/" }, problem: { code: "address" } },
  ])(
    "at $name is not reached",
    async ({ settings, problem }) => {
      const { server, headers } = await useBook();
      const payload = { kind: "webhook", name: "inside", settings };
      const { body } = await server.call<{ id: string }>({
        method: "POST",
        url: "/api/v1/destinations",
        headers,
        payload,
      });
      const trial = await server.call({ method: "POST", url: `/api/v1/destinations/${body.id}/trial`, headers });

      expect(trial.body).toMatchObject({ isSent: false, problem });
    },
    timeoutMs,
  );
});

describe("a rule", () => {
  test.each([
    { name: "a wrong query", more: { query: "severity>=urgent" }, status: 400 },
    {
      name: "a time zone that is none",
      more: { schedule: { kind: "digest", at: "09:00", timeZone: "Mars/Olympus" } },
      status: 400,
    },
    {
      name: "an hour that is none",
      more: { schedule: { kind: "digest", at: "25:00", timeZone: "Asia/Tokyo" } },
      status: 400,
    },
    { name: "a change that is none", more: { changes: ["everything"] }, status: 400 },
    { name: "a destination that is none", more: { destination: "00000000-0000-7000-8000-000000000000" }, status: 404 },
  ])(
    "with $name is refused",
    async ({ more, status }) => {
      const book = await useBook();
      const destination = await book.destination("https://example.com/");

      expect(await book.rule(destination, more)).toBe(status);
    },
    timeoutMs,
  );

  test(
    "holds what happens in quiet hours until their end",
    async () => {
      const { url, caught } = await useCatcher();
      const book = await useBook();
      // All day but its last minute, whichever time it is: two rules, of which one is always quiet.
      const quiet = (from: string, until: string): object => ({
        kind: "at-once",
        quiet: { from, until, timeZone: "UTC" },
      });
      await book.rule(await book.destination(url), { name: "first half", schedule: quiet("00:00", "12:00") });
      await book.rule(await book.destination(url, "second"), {
        name: "second half",
        schedule: quiet("12:00", "00:00"),
      });
      await book.upload(sampleDocument({ findings: [{ rule: "a" }] }));
      await book.work();
      const atOnce = caught.length;
      await book.asAdmin("UPDATE outbox_messages SET not_before = now()");
      await book.asAdmin("UPDATE outbox_lanes SET next_attempt_at = now()");
      await book.work();

      expect([atOnce, caught.length]).toEqual([1, 2]);
    },
    timeoutMs,
  );
});
