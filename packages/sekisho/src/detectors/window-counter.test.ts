import { describe, expect, test } from "vitest";
import type { SeenEvent } from "./seen-event.ts";
import { createWindowCounter } from "./window-counter.ts";

const limits = { seconds: 60, items: 3 };

function seen(auditId: string): SeenEvent {
  return {
    cluster: "",
    auditId,
    path: "audit.log",
    line: 1,
    pointer: "",
    receivedMs: 0,
    caller: "User:jane",
    userName: "jane",
    groups: [],
    impersonated: "",
    address: "",
    userAgent: "",
    verb: "get",
    object: "shop/a[secrets]",
    code: 200,
    namespace: "shop",
  };
}

function add(counter: ReturnType<typeof createWindowCounter>, key: string, item: string, seconds: number) {
  return counter.add({ key, item, ms: seconds * 1000, see: () => seen(`${item}@${seconds}`) }, limits);
}

describe("windows, counted by hand: 3 different items within 60 seconds", () => {
  test.each([
    {
      name: "three different ones",
      events: [
        ["a", 0],
        ["b", 10],
        ["c", 20],
      ],
      full: [2],
    },
    {
      name: "the same one three times",
      events: [
        ["a", 0],
        ["a", 10],
        ["a", 20],
      ],
      full: [],
    },
    {
      name: "one comes back",
      events: [
        ["a", 0],
        ["b", 10],
        ["a", 20],
        ["c", 30],
      ],
      full: [3],
    },
    {
      name: "the first one is too old",
      events: [
        ["a", 0],
        ["b", 10],
        ["c", 61],
      ],
      full: [],
    },
    {
      name: "the window slides",
      events: [
        ["a", 0],
        ["b", 50],
        ["c", 61],
        ["d", 70],
      ],
      full: [3],
    },
    {
      name: "it begins anew when it was full",
      events: [
        ["a", 0],
        ["b", 1],
        ["c", 2],
        ["d", 3],
        ["e", 4],
      ],
      full: [2],
    },
    {
      name: "an event that comes late",
      events: [
        ["a", 30],
        ["b", 10],
        ["c", 31],
      ],
      full: [2],
    },
  ] as const)("$name", ({ events, full }) => {
    const counter = createWindowCounter();

    const found = events.flatMap(([item, seconds], index) => (add(counter, "jane", item, seconds) ? [index] : []));

    expect(found).toEqual(full);
  });

  test("callers are counted apart", () => {
    const counter = createWindowCounter();

    add(counter, "jane", "a", 0);
    add(counter, "tom", "b", 1);

    expect(add(counter, "jane", "c", 2)).toBeUndefined();
  });

  test("a full window names its items and keeps some events", () => {
    const counter = createWindowCounter();
    add(counter, "jane", "a", 0);
    add(counter, "jane", "b", 1);

    const full = add(counter, "jane", "c", 2);

    expect(full?.items).toEqual(["a", "b", "c"]);
    expect(full?.events.map(({ auditId }) => auditId)).toEqual(["a@0", "b@1", "c@2"]);
  });
});

test("what is saved goes on where it stopped", () => {
  const first = createWindowCounter();
  add(first, "jane", "a", 0);
  add(first, "jane", "b", 1);

  const second = createWindowCounter(structuredClone(first.save()));

  expect(add(second, "jane", "c", 2)?.items).toEqual(["a", "b", "c"]);
});

test("memory is bounded by keys and by items; the longest silent is forgotten", () => {
  const counter = createWindowCounter([], { keys: 2, items: 100 });
  add(counter, "jane", "a", 0);
  add(counter, "jane", "b", 1);
  add(counter, "tom", "a", 2);
  add(counter, "kim", "a", 3);

  expect(counter.forgotten()).toBe(1);
  expect(add(counter, "jane", "c", 4)).toBeUndefined();

  const narrow = createWindowCounter([], { keys: 100, items: 3 });
  for (let index = 0; index < 50; index++) add(narrow, `caller-${index}`, "a", index);
  expect(narrow.save().length).toBeLessThanOrEqual(3);
});
