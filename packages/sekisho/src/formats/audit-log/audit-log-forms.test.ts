import { describe, expect, test } from "vitest";
import { openAuditLog } from "./audit-log-reader.ts";

describe("a log in UTF-16 is called so", () => {
  const line = `${JSON.stringify({ kind: "Event", auditID: "a", stage: "ResponseComplete", user: { username: "x" } })}\n`;
  const little = Buffer.from(line.repeat(3), "utf16le");
  test.each([
    { name: "little endian", bytes: little },
    { name: "little endian, with its mark", bytes: Buffer.concat([Buffer.from([0xff, 0xfe]), little]) },
    { name: "big endian", bytes: Buffer.from(little).swap16() },
    {
      name: "big endian, with its mark",
      bytes: Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(little).swap16()]),
    },
  ])("$name", ({ bytes }) => {
    const reader = openAuditLog({ path: "audit.log" });
    const events = [...reader.write(bytes), ...reader.end()];

    expect(events).toEqual([]);
    expect(reader.problems()[0]).toMatchObject({ kind: "utf-16", count: 3, first: { line: 1 } });
  });

  test("and one with an empty byte in it is not", () => {
    const reader = openAuditLog({ path: "audit.log" });
    reader.write(Buffer.from('{"\0a\0":1\n{}\n'));

    expect(reader.problems().map(({ kind }) => kind)).toEqual(["not-json", "not-an-event"]);
  });
});

describe("documents of Amazon Data Firehose, behind each other without line ends", () => {
  const sent = { stage: "ResponseComplete", verb: "get", requestReceivedTimestamp: "2026-03-02T09:00:00Z" };
  const record = (id: string, padding = "") =>
    JSON.stringify({
      messageType: "DATA_MESSAGE",
      logGroup: "/aws/eks/prod/cluster",
      logStream: "kube-apiserver-audit-1",
      logEvents: [
        {
          id,
          timestamp: 1,
          message: JSON.stringify({ ...sent, auditID: id, user: { username: `}{"${padding}` } }),
        },
      ],
    });
  const control = JSON.stringify({ messageType: "CONTROL_MESSAGE", logGroup: "", logEvents: [{ message: "health" }] });
  test.each([
    { name: "two", text: record("1") + record("2"), ids: ["1", "2"], problems: [] },
    {
      name: "with a message of control",
      text: `${control}${record("1")}\n${record("2")}`,
      ids: ["1", "2"],
      problems: [],
    },
    { name: "with blanks between", text: `${record("1")}  ${record("2")}\r\n`, ids: ["1", "2"], problems: [] },
    { name: "and then something else", text: `${record("1")}${record("2")}x\n`, ids: [], problems: ["not-json"] },
    { name: "the last cut off", text: `${record("1")}${record("2").slice(0, -9)}\n`, ids: [], problems: ["not-json"] },
  ])("$name", ({ text, ids, problems }) => {
    const reader = openAuditLog({ path: "audit.log" });
    const events = [...reader.write(Buffer.from(text)), ...reader.end()];

    expect(events.map((event) => (event.kind === "audit" ? event.auditId : ""))).toEqual(ids);
    expect(events.every(({ cluster }) => cluster === "prod")).toBe(true);
    expect(reader.problems().map(({ kind }) => kind)).toEqual(problems);
  });

  test.each([1_000, 4_096, 1_000_000])("longer together than an event may be, in pieces of %i bytes", (size) => {
    const ids = Array.from({ length: 40 }, (_, index) => String(index));
    const bytes = Buffer.from(`${ids.map((id) => record(id, "x".repeat(500))).join("")}\n${record("last")}\n`);
    const reader = openAuditLog({ path: "audit.log", maxEventBytes: 4_000 });
    const events = [];
    for (let at = 0; at < bytes.length; at += size) events.push(...reader.write(bytes.subarray(at, at + size)));
    events.push(...reader.end());

    expect(events.map((event) => (event.kind === "audit" ? event.auditId : ""))).toEqual([...ids, "last"]);
    expect(reader.problems()).toEqual([]);
    expect(new Set(events.map(({ cluster }) => cluster))).toEqual(new Set(["prod"]));
    expect(events.at(-1)?.line).toBe(2);
  });
});

test("rows of the tables of AKS are events, with columns as values or as texts", () => {
  const row = {
    TimeGenerated: "2026-03-02T09:01:00Z",
    Level: "RequestResponse",
    AuditId: "1",
    Stage: "ResponseComplete",
    Verb: "create",
    RequestUri: "/api/v1/namespaces/shop/pods",
    User: { username: "jane", groups: ["dev"] },
    SourceIps: ["203.0.113.7"],
    ObjectRef: { resource: "pods", namespace: "shop", name: "web" },
    ResponseStatus: { code: 201 },
    RequestObject: "skipped-too-big-size-object",
    RequestReceivedTime: "2026-03-02T09:00:00Z",
    StageReceivedTime: "2026-03-02T09:00:01Z",
    _ResourceId: "/subscriptions/x/resourcegroups/y/providers/microsoft.containerservice/managedclusters/prod",
  };
  const asTexts = { ...row, User: JSON.stringify(row.User), ObjectRef: JSON.stringify(row.ObjectRef) };
  const reader = openAuditLog({ path: "audit.json" });
  const events = [...reader.write(Buffer.from(JSON.stringify([row, asTexts]))), ...reader.end()];

  expect(events).toMatchObject(
    [row, asTexts].map(() => ({
      cluster: "prod",
      auditId: "1",
      receivedMs: Date.UTC(2026, 2, 2, 9),
      user: { name: "jane", groups: ["dev"] },
      object: { resource: "pods", name: "web" },
      requestBody: "truncated",
    })),
  );
});
