import { describe, expect, test } from "vitest";
import { checkDetectionFile, toWatchSettings } from "./detection-file.ts";
import { type EventWatchSettings, openEventWatch } from "./event-watch.ts";
import { eventList, execEvent as exec } from "./fixtures/exec-events.ts";

const now = new Date("2026-03-02T12:00:00Z");

const bytes = (...events: readonly object[]) => Buffer.from(JSON.stringify(eventList(...events)));
const open = (more: Partial<EventWatchSettings> = {}) => openEventWatch({ cluster: "prod", now, ...more });

describe("a watch over one cluster", () => {
  test("tells what began, with its events, and goes on where an earlier one stopped", () => {
    const first = open();
    const taken = first.take(bytes(exec("jane", "a")), "segment-1");
    first.settle();
    const memory: unknown = JSON.parse(JSON.stringify(first.save()));
    const second = open({ memory });
    second.take(bytes(exec("jane", "a"), exec("jane", "b", 5)), "segment-2");
    second.settle();

    expect(taken).toEqual({ events: 1, problems: 0, firstMs: 1_772_442_000_000, lastMs: 1_772_442_000_000 });
    expect(first.changes()).toMatchObject([
      {
        rule: "audit/exec-in-pod",
        subject: "User:jane > shop/web-0[pods/exec]",
        count: 1,
        evidence: [{ id: "a", raw: { auditID: "a" } }],
      },
    ]);
    // The event that was sent again counts once, and the finding is that of before.
    expect(second.changes()).toMatchObject([{ count: 2, evidence: [{ id: "b" }] }]);
    expect(second.changes()[0]?.incident).toBe(first.changes()[0]?.incident);
    expect(second.report()).toMatchObject({
      target: { kind: "cluster", name: "prod" },
      findings: [{ kind: "activity", activity: { count: 2, cluster: "prod" } }],
    });
  });

  test("keeps what is held back for the order, with its events", () => {
    const first = open();
    first.take(bytes(exec("jane", "a")), "segment-1");
    expect(first.changes()).toEqual([]);
    const second = open({ memory: JSON.parse(JSON.stringify(first.save())) });
    second.settle();

    expect(second.changes()).toMatchObject([{ count: 1, evidence: [{ id: "a" }] }]);
  });

  test("forgets what did not go on for 30 days, by the machine's clock: old logs are whole stories", () => {
    const day = (count: number) => new Date(now.getTime() + count * 86_400_000);
    const first = open();
    const year = 365 * 24 * 60;
    first.take(bytes(exec("jane", "a", -year), exec("tom", "b"), exec("eve", "c", 100 * year)), "segment-1");
    first.settle();
    const second = open({ memory: JSON.parse(JSON.stringify(first.save())), now: day(20) });
    second.take(bytes(exec("tom", "d", 5)), "segment-2");
    second.settle();
    const memory: unknown = JSON.parse(JSON.stringify(second.save()));
    const subjectsAt = (date: Date) =>
      open({ memory, now: date })
        .report()
        .findings.map(({ subject }) => subject.split(" > ")[0]);

    expect(open({ memory }).changes()).toEqual([]);
    expect(subjectsAt(day(29))).toEqual(["User:jane", "User:tom", "User:eve"]);
    expect(subjectsAt(day(30))).toEqual(["User:tom"]);
    expect(subjectsAt(day(50))).toEqual([]);
  });

  test("tells what it counted, what it could not read, and what that means", () => {
    const watch = open();
    watch.take(bytes(exec("jane", "a"), exec("jane", "a"), exec("tom", "b", 9)), "segment-1");
    watch.take(Buffer.from('{"auditID":\n{"a":1}\n'), "segment-2");
    watch.settle();
    const { counts, diagnostics } = watch.standing();

    expect(counts).toMatchObject({ events: 3, duplicates: 1, late: 0, early: 0, droppedAlerts: 0 });
    expect(diagnostics.map(({ code }) => code)).toEqual(["audit-log/not-json", "audit-log/not-an-event"]);
    expect(watch.report().diagnostics).toMatchObject([
      { code: "audit-log/not-json", level: "error", location: { path: "segment-2", startLine: 1 } },
      { code: "audit-log/not-an-event", level: "error", location: { path: "segment-2", startLine: 2 } },
    ]);
  });

  test("says that events came late, in the words of a watch", () => {
    const watch = open();
    watch.take(bytes(exec("jane", "a"), exec("tom", "b", 9)), "segment-1");
    watch.take(bytes(exec("eve", "c", -1)), "segment-2");

    expect(watch.standing().counts).toMatchObject({ late: 1 });
    expect(watch.report().diagnostics).toMatchObject([
      { code: "audit-log/late-events", message: expect.stringContaining("the tolerance (10 s)") },
    ]);
  });

  test("remembers for a day which detectors lacked bodies, and since when it learns", () => {
    const change = {
      ...exec("jane", "a"),
      verb: "create",
      objectRef: { resource: "pods", namespace: "shop", name: "x" },
    };
    const learned = { ...change, auditID: "b", user: { username: "tom" }, responseStatus: { code: 201 } };
    const first = open();
    first.take(bytes(change, learned), "segment-1");
    first.settle();
    const memory: unknown = JSON.parse(JSON.stringify(first.save()));
    const later = open({ memory, now: new Date(now.getTime() + 3_600_000) });
    const endedIn = ({ coverage }: ReturnType<typeof later.standing>) =>
      coverage.find(({ plugin }) => plugin === "audit/privileged-container")?.ended;

    expect(endedIn(first.standing())).toBe("skipped");
    expect(endedIn(later.standing())).toBe("skipped");
    expect(later.report().coverage).toContainEqual({
      plugin: "audit/privileged-container",
      ended: "skipped",
      reason: expect.stringContaining("audit policy"),
    });
    expect(first.standing().learningSinceMs).toBe(Date.UTC(2026, 2, 2, 9));
    expect(open().standing().learningSinceMs).toBe(0);
  });

  test("lets nobody speak for another cluster", () => {
    const watch = open();
    watch.take(bytes({ ...exec("jane", "a"), openshift: { cluster_id: "other" } }), "segment-1");
    watch.settle();

    expect(watch.report().findings.map(({ activity }) => activity?.cluster)).toEqual(["prod"]);
  });

  test("accepts what a suppression of later says, also of before", () => {
    const first = open();
    first.take(bytes(exec("jane", "a")), "segment-1");
    first.settle();
    const content =
      'exceptions: [{ rule: audit/exec-in-pod, subjects: ["User:jane > *"], reason: support, owner: ops, expires: 2026-12-31 }]';
    const settings = toWatchSettings([{ kind: "configuration", name: "suppressions.yaml", content }]);
    const second = open({ ...settings, memory: JSON.parse(JSON.stringify(first.save())) });

    expect(second.report().findings.map(({ status }) => status)).toEqual(["accepted"]);
  });

  test.each([{}, null, { version: 1 }, { version: 1, state: {}, entries: [] }, "x"])(
    "refuses %j as a memory",
    (memory) => {
      expect(() => open({ memory })).toThrow(expect.objectContaining({ code: "state-invalid" }));
    },
  );

  test.each(["", "\0", "[".repeat(100_000), '{"items":[{"auditID":{}}]}', "[[[[1]]]]"])(
    "reads %.20j without a fault",
    (text) => {
      const { events, problems } = open().take(Buffer.from(text), "s");

      expect(events).toBe(0);
      expect(problems).toBe(text === "" ? 0 : 1);
    },
  );
});

describe("files that events are judged by", () => {
  test("are refused like a compiler does, with line and column", () => {
    const content = "- rule: Shell\n  desc: x\n  condition: proc.nme = sh\n  output: x\n  priority: NOTICE\n";

    expect(checkDetectionFile({ kind: "falco-rules", name: "a.yaml", content })).toMatchObject([
      { level: "error", code: "unknown-field", line: 3, column: 14, hint: { en: "Did you mean proc.name?" } },
    ]);
  });

  test("are one set with the rule files before them", () => {
    const list = { kind: "falco-rules", name: "a.yaml", content: "- list: shells\n  items: [sh]\n" } as const;
    const content =
      "- rule: Shell\n  desc: x\n  condition: evt.type=execve and proc.name in (shells)\n  output: x\n  priority: NOTICE\n";

    expect(checkDetectionFile({ kind: "falco-rules", name: "b.yaml", content }, [list])).toEqual([]);
  });

  test.each([
    { kind: "configuration", content: "exceptions: [{ rule: nobody/knows }]" },
    { kind: "configuration", content: "exceptions: 7" },
    { kind: "addresses", content: "203.0.113.7\nnot-an-address\n" },
  ] as const)("are refused: $kind $content", ({ kind, content }) => {
    const problems = checkDetectionFile({ kind, name: "a", content });

    expect(problems.map(({ level }) => level)).toContain("error");
  });
});
