import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isJsonObject } from "../json/json-value.ts";
import { readAuditDocument } from "./read-audit-document.ts";
import { findSensor, readRuntimeEvent } from "./runtime-event.ts";

const time = "2026-03-02T09:00:00.123456789Z";
// 2026-03-02 is day 20,514 since 1970: 1,772,409,600 seconds; nine hours are 32,400.
const timeMs = 1_772_442_000_123;

const falco = { time, rule: "Shell", priority: "Notice", output: "x", hostname: "n1", output_fields: {} };
const tetragon = { time, node_name: "n1", process_exec: { process: { exec_id: "e1", binary: "/bin/sh" } } };
const tracee = {
  timestamp: 1_772_442_000_123.456 * 1e6,
  hostName: "n1",
  eventName: "openat",
  processName: "sh",
  hostThreadId: 7,
  args: [],
};
const fields = { "evt.type": "execve", "evt.time": 1_772_442_000_123.456 * 1e6, hostname: "n1" };

describe("a sensor is found out from the content", () => {
  test.each([
    { name: "Falco", value: falco, sensor: "falco" },
    { name: "Tetragon", value: tetragon, sensor: "tetragon" },
    { name: "Tracee", value: tracee, sensor: "tracee" },
    { name: "names of fields", value: fields, sensor: "fields" },
  ])("$name", ({ value, sensor }) => {
    const { events, problems } = readAuditDocument(JSON.stringify(value), "events.json", "shop");

    expect(problems).toEqual([]);
    expect(events).toMatchObject([{ kind: "runtime", sensor, receivedMs: timeMs, host: "n1", cluster: "shop" }]);
  });

  test.each([
    { name: "CloudTrail", value: { eventName: "RunInstances", eventSource: "ec2.amazonaws.com" } },
    { name: "a member of the right name and the wrong type", value: { process_exec: "sh", output_fields: [] } },
    { name: "an empty object", value: {} },
  ])("none: $name", ({ value }) => {
    expect(isJsonObject(value) ? findSensor(value) : "no object").toBeUndefined();
  });

  test("in a list, and wrapped by a log shipper", () => {
    const wrapped = JSON.stringify([falco, { log: JSON.stringify(tetragon) }]);

    expect(readAuditDocument(wrapped, "a").events.map(({ pointer }) => pointer)).toEqual(["/0", "/1/log"]);
  });
});

test("the same event has the same id, another one has another", () => {
  const idOf = (value: object) =>
    readAuditDocument(JSON.stringify(value), "a").events.map((event) => (event.kind === "runtime" ? event.id : ""))[0];

  expect(idOf(falco)).toBe(idOf({ ...falco }));
  expect(idOf({ ...falco, output: "y" })).not.toBe(idOf(falco));
  expect(idOf({ ...tetragon, time: "2026-03-02T09:00:01Z" })).not.toBe(idOf(tetragon));
  expect(idOf({ ...tracee, hostThreadId: 8 })).not.toBe(idOf(tracee));
});

test("members of any type are read without a fault", () => {
  fc.assert(
    fc.property(fc.object({ maxDepth: 2 }), fc.constantFrom("falco", "tetragon", "tracee", "fields"), (raw, sensor) => {
      const { receivedMs } = readRuntimeEvent({ ...raw }, sensor, { path: "a", line: 1, pointer: "" });
      expect(Number.isFinite(receivedMs)).toBe(true);
    }),
  );
});
