import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AuditEvent } from "../../model/audit-event.ts";
import type { StreamEvent } from "../../model/runtime-event.ts";
import { openAuditLog } from "./audit-log-reader.ts";

function event(id: string): Record<string, unknown> {
  return {
    kind: "Event",
    apiVersion: "audit.k8s.io/v1",
    level: "Metadata",
    auditID: id,
    stage: "ResponseComplete",
    requestURI: "/api/v1/namespaces/shop/pods",
    verb: "list",
    user: { username: "jane", groups: ["system:authenticated"] },
    sourceIPs: ["198.51.100.20"],
    objectRef: { resource: "pods", namespace: "shop", apiVersion: "v1" },
    responseStatus: { code: 200 },
    requestReceivedTimestamp: "2026-03-02T09:00:00.123456Z",
    stageTimestamp: "2026-03-02T09:00:00.234567Z",
  };
}

const ids = (events: readonly AuditEvent[]) => events.map(({ auditId }) => auditId);

function auditOf(events: readonly StreamEvent[]): readonly AuditEvent[] {
  return events.filter((event) => event.kind === "audit");
}

function read(text: string | Buffer, pieceBytes = Number.MAX_SAFE_INTEGER, maxEventBytes = 4_096) {
  const reader = openAuditLog({ path: "audit.log", maxEventBytes });
  const bytes = Buffer.from(text);
  const events: AuditEvent[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes)
    events.push(...auditOf(reader.write(bytes.subarray(at, at + pieceBytes))));
  events.push(...auditOf(reader.end()));
  return { events, problems: reader.problems() };
}

const line = (id: string) => `${JSON.stringify(event(id))}\n`;
const eventList = { kind: "EventList", apiVersion: "audit.k8s.io/v1", items: [event("a"), event("b")] };
const message = (id: string) => JSON.stringify(event(id));
const pack = (value: unknown) => gzipSync(JSON.stringify(value)).toString("base64");
const subscription = {
  messageType: "DATA_MESSAGE",
  logGroup: "/aws/eks/shop-production/cluster",
  logStream: "kube-apiserver-audit-0123",
  logEvents: [
    { id: "1", timestamp: 1, message: message("a") },
    { id: "2", timestamp: 2, message: message("b") },
  ],
};
const aksRecord = (id: string) => ({
  time: "2026-03-02T09:00:00Z",
  category: "kube-audit",
  resourceId: "/SUBSCRIPTIONS/0/RESOURCEGROUPS/SHOP/PROVIDERS/MICROSOFT.CONTAINERSERVICE/MANAGEDCLUSTERS/SHOP",
  properties: { log: message(id), stream: "stdout", pod: "kube-apiserver-0" },
});

// The forms are those of the documents that expand-entry.ts names; every one holds the events a and b.
describe("events of every form", () => {
  test.each([
    { name: "lines", text: line("a") + line("b"), cluster: "" },
    { name: "lines with the ends of Windows", text: (line("a") + line("b")).replaceAll("\n", "\r\n"), cluster: "" },
    { name: "lines with a byte order mark", text: `\uFEFF${line("a")}${line("b")}`, cluster: "" },
    { name: "no end of the last line", text: (line("a") + line("b")).trimEnd(), cluster: "" },
    { name: "an EventList in a line", text: JSON.stringify(eventList), cluster: "" },
    { name: "an EventList printed", text: JSON.stringify(eventList, undefined, 2), cluster: "" },
    { name: "a list printed", text: JSON.stringify([event("a"), event("b")], undefined, 4), cluster: "" },
    {
      name: "events printed one after the other",
      text: `${JSON.stringify(event("a"), undefined, 2)}\n${JSON.stringify(event("b"), undefined, 2)}\n`,
      cluster: "",
    },
    { name: "a subscription of CloudWatch", text: JSON.stringify(subscription), cluster: "shop-production" },
    {
      name: "a subscription as Lambda gets it",
      text: JSON.stringify({ awslogs: { data: pack(subscription) } }),
      cluster: "shop-production",
    },
    {
      name: "a subscription as Kinesis gives it",
      text: JSON.stringify({ Records: [{ kinesis: { data: pack(subscription) } }] }),
      cluster: "shop-production",
    },
    {
      name: "an export of CloudWatch to S3",
      text: `2026-03-02T09:00:00.123Z ${line("a")}2026-03-02T09:00:00.123Z ${line("b")}`,
      cluster: "",
    },
    { name: "oc adm node-logs", text: `control-plane-0 ${line("a")}control-plane-1 ${line("b")}`, cluster: "" },
    {
      name: "diagnostic settings of AKS",
      text: JSON.stringify({ records: [aksRecord("a"), aksRecord("b")] }),
      cluster: "shop",
    },
    {
      name: "AKS in lines",
      text: `${JSON.stringify(aksRecord("a"))}\n${JSON.stringify(aksRecord("b"))}`,
      cluster: "shop",
    },
    {
      name: "a log shipper's lines",
      text: `${JSON.stringify({ log: message("a") })}\n${JSON.stringify({ message: message("b") })}`,
      cluster: "",
    },
    {
      name: "OpenShift",
      text: ["a", "b"].map((id) => JSON.stringify({ ...event(id), openshift: { cluster_id: "ocp-1" } })).join("\n"),
      cluster: "ocp-1",
    },
    {
      name: "version v1beta1, with one time alone",
      text: ["a", "b"]
        .map((id) =>
          JSON.stringify({
            ...event(id),
            apiVersion: "audit.k8s.io/v1beta1",
            timestamp: "2026-03-02T09:00:00Z",
            requestReceivedTimestamp: undefined,
          }),
        )
        .join("\n"),
      cluster: "",
    },
  ])("$name", ({ text, cluster }) => {
    for (const pieceBytes of [7, 1_000_000]) {
      const { events, problems } = read(text, pieceBytes);

      expect(ids(events)).toEqual(["a", "b"]);
      expect(problems).toEqual([]);
      expect(events.map((read) => read.cluster)).toEqual([cluster, cluster]);
      expect(events.map(({ receivedMs }) => Math.floor(receivedMs / 1000))).toEqual([1_772_442_000, 1_772_442_000]);
    }
  });

  test("a document larger than any event", () => {
    const items = Array.from({ length: 40 }, (_, index) => event(`e${index}`));
    for (const text of [
      JSON.stringify({ ...eventList, items }),
      JSON.stringify({ ...eventList, items }, undefined, 2),
    ]) {
      const { events, problems } = read(text, 100);

      expect(ids(events)).toEqual(items.map((item) => item["auditID"]));
      expect(events[3]).toMatchObject({ line: 0, pointer: "/items/3" });
      expect(problems).toEqual([]);
    }
  });

  test("documents larger than any event, one a line, as API servers send them: with the end of a line", () => {
    const lists = ["a", "b"].map((id) => ({ ...eventList, items: Array.from({ length: 40 }, () => event(id)) }));
    const text = lists.map((list) => `${JSON.stringify(list)}\n`).join("");
    for (const pieceBytes of [100, 1_000_000]) {
      const { events, problems } = read(text, pieceBytes);

      expect(ids(events)).toEqual([...Array.from({ length: 40 }, () => "a"), ...Array.from({ length: 40 }, () => "b")]);
      expect(events.at(-1)).toMatchObject({ line: 2, pointer: "/items/39" });
      expect(problems).toEqual([]);
    }
  });
});

test("an entry of Cloud Logging becomes an event of the API server", () => {
  const entry = {
    insertId: "i1",
    protoPayload: {
      "@type": "type.googleapis.com/google.cloud.audit.AuditLog",
      serviceName: "k8s.io",
      methodName: "io.k8s.authorization.rbac.v1.rolebindings.create",
      resourceName: "rbac.authorization.k8s.io/v1/namespaces/shop/rolebindings/helper",
      authenticationInfo: { principalEmail: "jane@example.com" },
      requestMetadata: { callerIp: "203.0.113.9", callerSuppliedUserAgent: "kubectl/v1.36" },
      request: { roleRef: { name: "edit" } },
      status: { code: 7, message: "Forbidden" },
    },
    resource: { type: "k8s_cluster", labels: { project_id: "p", location: "europe-west1", cluster_name: "shop" } },
    labels: { "authorization.k8s.io/decision": "forbid" },
    timestamp: "2026-03-02T09:00:00Z",
  };

  const { events } = read(JSON.stringify(entry));

  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    auditId: "i1",
    cluster: "p/europe-west1/shop",
    verb: "create",
    level: "Request",
    user: { name: "jane@example.com" },
    sourceIps: ["203.0.113.9"],
    object: {
      apiGroup: "rbac.authorization.k8s.io",
      resource: "rolebindings",
      namespace: "shop",
      name: "helper",
      subresource: "",
    },
    response: { code: 403, message: "Forbidden" },
    requestObject: { roleRef: { name: "edit" } },
    annotations: { "authorization.k8s.io/decision": "forbid" },
  });
});

describe("what is no event is counted, and the rest is read", () => {
  test.each([
    { name: "a broken line", text: `${line("a")}{"kind":\n${line("b")}`, kind: "not-json", line: 2 },
    { name: "a broken first line", text: `"b":1}}\n${line("a")}${line("b")}`, kind: "not-json", line: 1 },
    { name: "another log", text: `${line("a")}I0302 started\n${line("b")}`, kind: "not-json", line: 2 },
    { name: "JSON of something else", text: `${line("a")}{"a":1}\n${line("b")}`, kind: "not-an-event", line: 2 },
    { name: "a number", text: `${line("a")}[17]\n${line("b")}`, kind: "not-an-event", line: 2 },
    { name: "a last line that breaks off", text: `${line("a")}${line("b")}{"kind":"Ev`, kind: "cut-off", line: 3 },
    {
      name: "an event that is too large",
      text: `${line("a")}{"auditID":"${"x".repeat(5_000)}"}\n${line("b")}`,
      kind: "too-large",
      line: 2,
    },
    {
      name: "an envelope that is no gzip",
      text: `${line("a")}{"awslogs":{"data":"H4sIAAAA"}}\n${line("b")}`,
      kind: "damaged-envelope",
      line: 2,
    },
    { name: "envelopes without end", text: `${line("a")}${wrapped(12)}\n${line("b")}`, kind: "not-an-event", line: 2 },
  ])("$name", ({ text, kind, line }) => {
    for (const pieceBytes of [64, 1_000_000]) {
      const { events, problems } = read(text, pieceBytes);

      expect(ids(events)).toEqual(["a", "b"]);
      expect(problems).toMatchObject([{ kind, count: 1, first: { path: "audit.log", line } }]);
    }
  });

  test.each([
    { name: "an event", text: `{"auditID":"${"x".repeat(5_000)}"}`, kind: "too-large", line: 1 },
    {
      name: "an event with a list",
      text: `{"auditID":"x","requestObject":{"items":[${"1,".repeat(5_000)}1]}}`,
      kind: "too-large",
      line: 1,
    },
    { name: "a text", text: `"${"x".repeat(5_000)}"`, kind: "too-large", line: 1 },
    { name: "a hole that a crash left", text: "\0".repeat(5_000), kind: "cut-off", line: 1 },
    { name: "a list that breaks off", text: `[{"a":"${"x".repeat(5_000)}"},}`, kind: "too-large", line: 0 },
  ])("$name that is too large, on the first line", ({ text, kind, line: at }) => {
    for (const pieceBytes of [1, 64, 5_020, 1_000_000]) {
      const { events, problems } = read(`${text}\n${line("a")}${line("b")}`, pieceBytes);

      expect(events.map((event) => [event.auditId, event.line])).toEqual([
        ["a", 2],
        ["b", 3],
      ]);
      expect(problems[0]).toMatchObject({ kind, count: 1, first: { line: at } });
    }
  });

  test.each([
    { name: "short log", count: 3, kind: "cut-off" },
    { name: "log larger than an event", count: 30, kind: "not-json" },
  ])("a first line that breaks off like a printed document, $name", ({ count, kind }) => {
    const first = '{"kind":"Event","user":{';
    const names = Array.from({ length: count }, (_, index) => `e${index}`);
    for (const pieceBytes of [64, 1_000_000]) {
      const { events, problems } = read(`${first}\n${names.map(line).join("")}`, pieceBytes);

      expect(ids(events)).toEqual(names);
      expect(events.map((event) => event.line)).toEqual(names.map((_, index) => index + 2));
      expect(problems).toMatchObject([{ kind, count: 1, first: { line: 1 } }]);
    }
  });

  test("an event without a time is there all the same", () => {
    const { events, problems } = read(JSON.stringify({ auditID: "a", stage: "ResponseComplete", verb: "get" }));

    expect(ids(events)).toEqual(["a"]);
    expect(events[0]).toMatchObject({ receivedMs: 0, user: { name: "" }, object: undefined });
    expect(problems).toMatchObject([{ kind: "no-time" }]);
  });

  test("nesting of any depth", () => {
    const deep = `{"auditID":"a","stage":"Panic","requestObject":${"[".repeat(500_000)}${"]".repeat(500_000)}}`;

    const { events } = read(`${deep}\n${line("b")}`, 65_536, 10_000_000);

    expect(ids(events)).toEqual(["a", "b"]);
  });
});

function wrapped(depth: number): string {
  let text = '{"a":1}';
  for (let level = 0; level < depth; level++) text = JSON.stringify([JSON.parse(text)]);
  return text;
}

describe("bodies", () => {
  test.each([
    { name: "kept out by the policy", change: {}, request: "not-asked", response: "not-asked" },
    { name: "level Request", change: { level: "Request", requestObject: {} }, request: "given", response: "not-asked" },
    { name: "nothing sent", change: { level: "RequestResponse" }, request: "none", response: "none" },
    {
      name: "cut off by the API server",
      change: { level: "RequestResponse", annotations: { "audit.k8s.io/truncated": "true" } },
      request: "truncated",
      response: "truncated",
    },
    { name: "nothing to send", change: { verb: "list" }, request: "none", response: "not-asked" },
  ])("$name", ({ change, request, response }) => {
    const { events } = read(JSON.stringify({ ...event("a"), verb: "create", ...change }));

    expect(events[0]).toMatchObject({ requestBody: request, responseBody: response });
  });
});

test("times are read as Date does, for UTC and for others", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(1), max: new Date("2100-01-01"), noInvalidDate: true }), (date) => {
      const text = date.toISOString();
      for (const time of [text, text.replace("Z", "456Z"), text.replace(/Z$/, "+00:00")]) {
        const { events } = read(JSON.stringify({ ...event("a"), requestReceivedTimestamp: time }));
        expect(events[0]?.receivedMs || 0).toBe(date.getTime());
      }
    }),
    { numRuns: 200 },
  );
});

test("never throws, and reads the line behind whatever stands before it", () => {
  // A line that opens a document on purpose is the beginning of one.
  const noise = fc.oneof(fc.string(), fc.json()).map((text) => (text.split("\n")[0] ?? "").replace(/[[{,]\s*$/, "x"));
  fc.assert(
    fc.property(noise, fc.integer({ min: 1, max: 50 }), (first, pieceBytes) => {
      const { events } = read(`${line("a")}${first}\n${line("b")}`, pieceBytes);
      expect(ids(events)).toEqual(["a", "b"]);
    }),
  );
});
