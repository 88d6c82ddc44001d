import { describe, expect, test } from "vitest";
import { useCatcher } from "../destinations/fixtures/catcher.ts";
import { type Book, read, useBook } from "../routes/fixtures/notification-book.ts";
import { sampleDocument } from "../routes/fixtures/sample-report.ts";
import { lookByClock } from "./look-by-clock.ts";

const timeoutMs = 180_000;

async function useWorse(): Promise<{ readonly book: Book; readonly told: () => readonly (readonly string[])[] }> {
  const { url, caught } = await useCatcher();
  const book = await useBook();
  await book.rule(await book.destination(url), { changes: ["worse"] });
  await book.upload(sampleDocument({ findings: [{ flaw: "CVE-2026-1", severity: "medium" }, { flaw: "CVE-2026-2" }] }));
  await book.asAdmin(
    "INSERT INTO flaws (flaw, names) VALUES ('CVE-2026-1', '{}'), ('CVE-2026-2', '{}') ON CONFLICT DO NOTHING",
  );
  await look(book);
  const told = () =>
    read(caught).map(({ data }) => [data.title.en, ...data.findings.map(({ rule, change }) => `${rule} ${change}`)]);
  return { book, told };
}

/** Looks as the clock does, as if a minute had passed since the last time. */
async function look({ server, asAdmin, work }: Book): Promise<void> {
  await asAdmin(`
    UPDATE notification_watermarks SET looked_until = looked_until - interval '1 minute';
    UPDATE flaws SET exploitation_noted_at = exploitation_noted_at - interval '1 minute'`);
  await lookByClock(server.services);
  await work();
}

describe("a finding got worse", { timeout: timeoutMs }, () => {
  test("when its flaw is exploited from now on: told once, not again when nothing changes", async () => {
    const { book, told } = await useWorse();
    await book.asAdmin("UPDATE flaws SET known_exploited_since = '2026-11-20' WHERE flaw = 'CVE-2026-1'");
    await look(book);
    await book.asAdmin("UPDATE flaws SET known_exploited_since = '2026-11-21', epss = 0.9 WHERE flaw = 'CVE-2026-1'");
    await look(book);

    expect(told()).toEqual([["1 finding is about flaws that are exploited now: Dockerfile", "CVE-2026-1 worse"]]);
  });

  test("not when somebody has decided about it", async () => {
    const { book, told } = await useWorse();
    const decision = { verdict: "accepted", reason: "known", scope: "tenant", flaws: ["CVE-2026-1"] };
    const { server, headers } = book;
    await server.call({ method: "POST", url: "/api/v1/decisions", headers, payload: decision });
    await book.asAdmin("UPDATE findings SET status = 'accepted' WHERE flaw = 'CVE-2026-1'");
    await book.asAdmin("UPDATE flaws SET known_exploited_since = '2026-11-20' WHERE flaw = 'CVE-2026-1'");
    await look(book);

    expect(told()).toEqual([]);
  });

  // A rank is severity * 1000 + 100 - risk: by hand, 20 points of risk are 20 of rank.
  test.each([
    { name: "when its risk rose by 20 points", change: "rank = rank - 20", isTold: true },
    { name: "not when it rose by less", change: "rank = rank - 19", isTold: false },
    { name: "not when it fell", change: "rank = rank + 40", isTold: false },
    { name: "when its severity rose", change: "severity = severity - 1, rank = rank - 1000", isTold: true },
    { name: "not when its severity fell", change: "severity = severity + 1, rank = rank + 1000", isTold: false },
  ])("$name", async ({ change, isTold }) => {
    const { book, told } = await useWorse();
    const { store } = book.server;
    const { rows } = await store.worker.pool.query<{ tenant_id: string }>("SELECT tenant_id FROM tenants");
    await book.asAdmin(
      `BEGIN; SET LOCAL sekisho.tenant = '${rows[0]?.tenant_id ?? ""}'; UPDATE findings SET ${change} WHERE flaw = 'CVE-2026-1'; COMMIT`,
    );
    await book.work();

    expect(told()).toEqual(isTold ? [["1 finding got worse: Dockerfile", "CVE-2026-1 worse"]] : []);
  });
});
