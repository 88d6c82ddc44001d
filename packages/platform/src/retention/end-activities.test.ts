import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { openTestIngest } from "../ingest/fixtures/test-ingest.ts";
import { endActivities } from "./end-activities.ts";

const timeoutMs = 120_000;

test(
  "what happened stays open while reports do not name it, ends after a quiet month, and reopens when it happens again",
  async () => {
    const ingest = await openTestIngest();
    onTestFinished(() => ingest.close());
    const { worker } = ingest.server.store;
    const admin = new pg.Client({ connectionString: ingest.server.store.adminUrl });
    await admin.connect();
    onTestFinished(() => admin.end());
    const makeOld = (rule: string, days: number) =>
      admin.query(
        `UPDATE findings SET first_seen_at = first_seen_at - interval '40 days', changed_at = now() - make_interval(days => $2)
         WHERE rule_id = $1`,
        [rule, days],
      );
    const exec = (message: string) => ({ rule: "exec", isActivity: true, message });
    const login = { rule: "login", isActivity: true };

    await ingest.put({ findings: [exec("once"), login, { rule: "no-user" }] });
    const absent = await ingest.put({ findings: [] });
    const afterAbsence = await ingest.statuses();
    await makeOld("exec", 32);
    await makeOld("login", 30);
    const ended = await Promise.all([endActivities(worker, ingest.tenantId), endActivities(worker, ingest.tenantId)]);
    const afterAMonth = await ingest.statuses();
    const { rows: days } = await admin.query("SELECT opened, fixed FROM daily_counts");
    const listedStill = await ingest.put({ findings: [exec("once"), { rule: "new" }] });
    const whileListed = await ingest.statuses();
    const again = await ingest.put({ findings: [exec("twice")] });

    expect(absent).toMatchObject({ fixed: 1 });
    expect(afterAbsence).toEqual({ exec: "open", login: "open", "no-user": "fixed" });
    // Both at once: one of them.
    expect(Math.max(...ended) + Math.min(...ended)).toBe(1);
    expect(afterAMonth).toEqual({ exec: "fixed", login: "open", "no-user": "fixed" });
    // Three were opened; what the report ended and what the month ended count as fixed.
    expect(days).toEqual([{ opened: 3, fixed: 2 }]);
    expect(listedStill).toMatchObject({ new: 1, reopened: 0 });
    expect(whileListed).toMatchObject({ exec: "fixed", new: "open" });
    expect(again).toMatchObject({ reopened: 1 });
    expect(await ingest.statuses()).toMatchObject({ exec: "reopened", login: "open" });
    expect(await ingest.history()).toEqual(["no-user fixed", "exec fixed", "exec reopened", "new fixed"]);
  },
  timeoutMs,
);
