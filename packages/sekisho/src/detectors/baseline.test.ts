import { describe, expect, test } from "vitest";
import { openAuditLog } from "../formats/audit-log/audit-log-reader.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import { createBaseline } from "./baseline.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const startMs = Date.UTC(2026, 2, 2, 9);

interface Asked {
  readonly user?: string;
  readonly cluster?: string;
  readonly resource?: string;
  readonly atMs?: number;
}

/** Reads one event as the log reader gives it. */
function askedBy({ user = "jane", cluster = "shop", resource = "pods", atMs = startMs }: Asked = {}): AuditEvent {
  const time = new Date(atMs).toISOString();
  const raw = {
    auditID: `${user}-${atMs}`,
    stage: "ResponseComplete",
    verb: "list",
    requestURI: `/api/v1/${resource}`,
    user: { username: user, groups: ["developers"] },
    sourceIPs: ["198.51.100.20"],
    userAgent: "kubectl/v1.36.0",
    objectRef: { resource, apiVersion: "v1" },
    responseStatus: { code: 200 },
    requestReceivedTimestamp: time,
    stageTimestamp: time,
  };
  const [event] = openAuditLog({ path: "audit.log", cluster }).write(Buffer.from(`${JSON.stringify(raw)}\n`));
  if (event === undefined || !("verb" in event)) throw new Error("expected an audit event");
  return event;
}

/** Eight days of one caller, ten events a day: the cluster is learned after seven. */
function learnedBaseline(firstMs = startMs) {
  const baseline = createBaseline({ learnDays: 7 });
  for (let count = 0; count < 80; count++) baseline.learn(askedBy({ atMs: firstMs + count * 2.4 * hourMs }));
  return baseline;
}

const actions = ["action"] as const;
const laterMs = startMs + 9 * dayMs;
const scoreOf = (baseline: ReturnType<typeof createBaseline>, asked: Asked) =>
  baseline.compare(askedBy(asked), actions)?.score;

describe("a baseline", () => {
  test("finds new what was never done, and nothing in what is usual", () => {
    const baseline = learnedBaseline();

    expect(scoreOf(baseline, { atMs: laterMs })).toBe(0);
    expect(scoreOf(baseline, { atMs: laterMs, resource: "secrets" })).toBeGreaterThan(0);
  });

  test("says nothing of a caller, or of a cluster, that it does not know", () => {
    const baseline = learnedBaseline();

    expect(scoreOf(baseline, { atMs: laterMs, user: "tom" })).toBeUndefined();
    expect(scoreOf(baseline, { atMs: laterMs, cluster: "bank", resource: "secrets" })).toBeUndefined();
  });

  test("of one cluster gives nothing to another with the same callers, also after it was saved", () => {
    const baseline = createBaseline({ learnDays: 0 }, structuredClone(learnedBaseline().save()));
    for (let count = 0; count < 29; count++) baseline.learn(askedBy({ cluster: "bank", atMs: laterMs + count }));

    // A caller is known after thirty events in the cluster itself.
    expect(scoreOf(baseline, { cluster: "bank", atMs: laterMs + 30 })).toBeUndefined();
    expect(scoreOf(baseline, { cluster: "shop", atMs: laterMs + 30 })).toBe(0);
    expect(baseline.sinceMs("bank")).toBe(laterMs);
    expect(baseline.sinceMs("shop")).toBe(startMs);
  });
});

describe("a clock", () => {
  test.each([
    { name: "by an hour", backMs: hourMs },
    { name: "by a year", backMs: 365 * dayMs },
  ])("that is set back $name makes nothing unusual that was usual, and hides nothing", ({ backMs }) => {
    const baseline = learnedBaseline();
    for (let count = 0; count < 10; count++) baseline.learn(askedBy({ atMs: startMs - backMs + count }));

    expect(baseline.sinceMs("shop")).toBe(startMs - backMs);
    expect(scoreOf(baseline, { atMs: laterMs })).toBe(0);
    expect(scoreOf(baseline, { atMs: laterMs, resource: "secrets" })).toBeGreaterThan(0);
  });

  test("that was years ahead at the first event does not keep the cluster quiet", () => {
    const baseline = createBaseline({ learnDays: 7 });
    baseline.learn(askedBy({ atMs: startMs + 3_650 * dayMs }));
    for (let count = 0; count < 80; count++) baseline.learn(askedBy({ atMs: startMs + count * 2.4 * hourMs }));

    expect(scoreOf(baseline, { atMs: laterMs, resource: "secrets" })).toBeGreaterThan(0);
  });
});

test("two hundred thousand callers are kept in bounded memory, and those who come back are known", () => {
  const baseline = createBaseline({ learnDays: 7 });
  const template = askedBy();
  const regular = askedBy({ user: "regular" });
  const callers = 200_000;
  for (let count = 0; count < callers; count++) {
    baseline.learn({ ...template, user: { ...template.user, name: `caller-${count}` } });
    if (count % 1_000 === 0) baseline.learn(regular);
  }

  // 200,000 callers, the regular one and one group of peers, of which 4,000 are kept.
  expect(baseline.save().profiles).toHaveLength(4_000);
  expect(baseline.forgotten()).toBe(callers + 2 - 4_000);
  expect(scoreOf(baseline, { user: "regular", atMs: laterMs })).toBe(0);
  expect(scoreOf(baseline, { user: "caller-0", atMs: laterMs })).toBeUndefined();
}, 120_000);
