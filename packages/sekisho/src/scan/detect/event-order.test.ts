import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readKubernetesEvent } from "../../formats/audit-log/kubernetes-event.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import type { StreamEvent } from "../../model/runtime-event.ts";
import { createEventOrder } from "./event-order.ts";

function at(seconds: number): AuditEvent {
  const time = new Date(1_772_442_000_000 + seconds * 1000).toISOString();
  return readKubernetesEvent({ auditID: `${seconds}`, stageTimestamp: time }, { path: "a", line: 1, pointer: "" });
}

const ids = (events: readonly StreamEvent[]) =>
  events.map((event) => (event.kind === "audit" ? Number(event.auditId) : -1));

describe("events are held back for 10 seconds", () => {
  test.each([
    { name: "in order", seconds: [0, 5, 20], given: [[], [], [0, 5]], rest: [20], late: 0 },
    { name: "shuffled within the tolerance", seconds: [5, 0, 20], given: [[], [], [0, 5]], rest: [20], late: 0 },
    { name: "too late", seconds: [0, 20, 3, -5], given: [[], [0], [3], [-5]], rest: [20], late: 1 },
  ])("$name", ({ seconds, given, rest, late }) => {
    const order = createEventOrder({ toleranceMs: 10_000 });

    expect(seconds.map((second) => ids(order.add(at(second))))).toEqual(given);
    expect(ids(order.flush())).toEqual(rest);
    expect(order.counts().late).toBe(late);
  });
});

describe("what takes too much memory is not held back", () => {
  const heavy = (seconds: number, requestObject: unknown): AuditEvent =>
    readKubernetesEvent(
      {
        auditID: `${seconds}`,
        stageTimestamp: new Date(1_772_442_000_000 + seconds * 1000).toISOString(),
        requestObject,
      },
      { path: "a", line: 1, pointer: "" },
    );
  let deep: unknown = "x";
  for (let level = 0; level < 100_000; level++) deep = [deep];
  test.each([
    { name: "long texts", body: { data: "x".repeat(6_000) } },
    { name: "many numbers", body: Array.from({ length: 400 }, (_, index) => index) },
    { name: "long keys", body: { ["k".repeat(6_000)]: 1 } },
    { name: "deep nesting", body: deep },
  ])("$name", ({ body }) => {
    const order = createEventOrder({ toleranceMs: 60_000, maxHeldBytes: 10_000 });

    const given = [0, 1, 2].map((second) => ids(order.add(heavy(second, second === 0 ? {} : body))));

    expect(given[0]).toEqual([]);
    expect(given.flat()).toEqual(expect.arrayContaining([0, 1]));
    expect(order.heldBytes()).toBeLessThanOrEqual(10_000);
    expect(order.counts().early).toBe(given.flat().length);
    expect([...given.flat(), ...ids(order.flush())]).toEqual([0, 1, 2]);
  });

  test("light ones are held back", () => {
    const order = createEventOrder({ toleranceMs: 60_000, maxHeldBytes: 10_000 });

    expect([0, 1, 2].flatMap((second) => ids(order.add(heavy(second, {}))))).toEqual([]);
    expect(order.counts().early).toBe(0);
  });
});

test("gives every event once, in order where none is late, and holds no more than it may", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 200 }), (seconds) => {
      const order = createEventOrder({ toleranceMs: 500_000, maxHeld: 50 });
      const given: number[] = [];
      let held = 0;
      for (const second of seconds) {
        const released = ids(order.add(at(second)));
        given.push(...released);
        held += 1 - released.length;
        expect(held).toBeLessThanOrEqual(50);
      }
      given.push(...ids(order.flush()));
      expect(given.toSorted((left, right) => left - right)).toEqual(seconds.toSorted((left, right) => left - right));
    }),
  );
});

test("events that earlier orders have passed are late, and come in order all the same", () => {
  const first = createEventOrder({ toleranceMs: 10_000 });
  for (const seconds of [0, 30]) first.add(at(seconds));
  const second = createEventOrder({ toleranceMs: 10_000, earlierMs: first.givenMs() });
  const given = [-5, -8, 20].flatMap((seconds) => second.add(at(seconds)));

  expect(ids(given)).toEqual([-8, -5]);
  expect(second.counts()).toEqual({ late: 2, early: 0 });
});
