import { describe, expect, test } from "vitest";
import { checkDetectionFile, toWatchSettings } from "./detection-file.ts";
import { type EventWatchSettings, openEventWatch } from "./event-watch.ts";

const now = new Date("2026-03-02T12:00:00Z");

function exec(user: string, id: string, minute = 0) {
  const time = new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString();
  return {
    kind: "Event",
    level: "Metadata",
    auditID: id,
    stage: "ResponseComplete",
    verb: "create",
    requestURI: "/api/v1/namespaces/shop/pods/web-0/exec?command=sh",
    user: { username: user },
    sourceIPs: ["203.0.113.7"],
    objectRef: { resource: "pods", namespace: "shop", name: "web-0", subresource: "exec", apiVersion: "v1" },
    responseStatus: { code: 101 },
    requestReceivedTimestamp: time,
    stageTimestamp: time,
  };
}

const bytes = (...events: readonly object[]) => Buffer.from(JSON.stringify({ kind: "EventList", items: events }));
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

  test("forgets what ended a month before the newest, and nothing when a clock is wrong", () => {
    const judgedAfter = (minutes: number) => {
      const first = open();
      first.take(bytes(exec("jane", "a"), exec("tom", "b", minutes)), "segment-1");
      first.settle();
      return open({ memory: JSON.parse(JSON.stringify(first.save())), now: new Date("2026-06-01T00:00:00Z") });
    };
    const month = 31 * 24 * 60;

    expect(judgedAfter(5).changes()).toEqual([]);
    expect(judgedAfter(5).report().findings).toHaveLength(2);
    expect(
      judgedAfter(month)
        .report()
        .findings.map(({ subject }) => subject),
    ).toEqual(["User:tom > shop/web-0[pods/exec]"]);
    // In the year 2126: the present is the newest that counts.
    expect(judgedAfter(100 * 12 * month).report().findings).toHaveLength(1);
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
