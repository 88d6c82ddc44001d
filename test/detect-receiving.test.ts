import { describe, expect, test } from "vitest";
import type { AuditExampleEvent } from "../packages/sekisho/src/detectors/example.ts";
import { detect } from "../packages/sekisho/src/scan/detect/detect.ts";
import { rawEventsOf } from "./audit-example.ts";

const exec: AuditExampleEvent = {
  verb: "create",
  resource: "pods/exec",
  namespace: "shop",
  name: "web-0",
  uri: "?command=sh",
};

/** Gives events as texts; ids begin with a name, so that no two share one. */
function linesOf(name: string, event: AuditExampleEvent): readonly string[] {
  return rawEventsOf({ events: [event] }).map((raw) =>
    JSON.stringify({ ...raw, auditID: `${name}-${String(raw["auditID"])}` }),
  );
}

describe("receiving", () => {
  const receive = async (send: (url: string) => Promise<void>) => {
    const stop = new AbortController();
    const listening = Promise.withResolvers<string>();
    const told: string[] = [];
    const running = detect([], {
      clock: () => new Date("2026-03-02T12:00:00Z"),
      listen: { address: "127.0.0.1:0", signal: stop.signal, onListening: listening.resolve },
      onFinding: ({ activity }) => {
        told.push(activity?.principal.name ?? "");
      },
    });
    await send(await listening.promise);
    stop.abort();
    const result = await running;
    return { ...result, told, findings: result.document.reports.flatMap(({ findings }) => findings) };
  };
  const post = async (url: string, events: readonly string[]) => {
    const body = `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[${events.join(",")}]}`;
    return (await fetch(url, { method: "POST", body })).status;
  };

  test("takes what API servers send, and judges what is sent again once", async () => {
    const batch = [...linesOf("hook", exec), ...linesOf("hook2", { ...exec, user: "tom" })];
    const statuses: number[] = [];

    const { findings, events, told, isComplete, document } = await receive(async (url) => {
      statuses.push(await post(url, batch), await post(url, batch), await post(url, []));
    });

    expect({ statuses, events, told, isComplete }).toEqual({
      statuses: [200, 200, 200],
      events: 4,
      told: ["jane", "tom"],
      isComplete: true,
    });
    expect(findings.map(({ activity }) => activity?.count)).toEqual([1, 1]);
    const places = findings.flatMap(({ evidence }) => evidence.map(({ location }) => location));
    expect(places.toSorted((left, right) => (left.pointer ?? "").localeCompare(right.pointer ?? ""))).toEqual([
      { path: "audit-webhook", pointer: "/items/0" },
      { path: "audit-webhook", pointer: "/items/1" },
    ]);
    expect(document.reports[0]?.diagnostics).toEqual([]);
  });

  test("refuses what is no list of events, says so, and goes on", async () => {
    const statuses: number[] = [];

    const { findings, document } = await receive(async (url) => {
      statuses.push((await fetch(url, { method: "POST", body: '{"items":[{"a":1}]}' })).status);
      statuses.push((await fetch(url, { method: "POST", body: "{" })).status);
      statuses.push(await post(url, ['{"auditID":7,"stage":[],"user":"x"}', ...linesOf("part", exec)]));
    });

    // What is no JSON at all is refused; what is in it is found out behind the answer.
    expect(statuses).toEqual([200, 400, 200]);
    expect(findings).toHaveLength(1);
    expect(document.reports[0]?.diagnostics.map(({ code }) => code)).toEqual([
      "audit-log/not-an-event",
      "audit-webhook/malformed",
    ]);
  });
});
