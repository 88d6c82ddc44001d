import { describe, expect, test } from "vitest";
import { readKubernetesEvent } from "../formats/audit-log/kubernetes-event.ts";
import { toSeenEvent } from "./seen-event.ts";
import { createSequenceTracker } from "./sequence-tracker.ts";

const withinMs = 60_000;

function take(tracker: ReturnType<typeof createSequenceTracker>, key: string, index: number, seconds: number) {
  const place = { path: "audit.log", line: seconds, pointer: "" };
  const see = () => toSeenEvent(readKubernetesEvent({ auditID: `${index}@${seconds}` }, place));
  return tracker.take({ key, index, ms: seconds * 1000, see }, withinMs);
}

describe("sequences of three steps within 60 seconds, by hand: pairs of step and second", () => {
  test.each([
    {
      name: "in order",
      steps: [
        [0, 0],
        [1, 10],
        [2, 20],
      ],
      done: ["0@0", "1@10", "2@20"],
    },
    {
      name: "a step is missing",
      steps: [
        [0, 0],
        [2, 20],
      ],
      done: undefined,
    },
    {
      name: "out of order",
      steps: [
        [1, 0],
        [0, 10],
        [2, 20],
      ],
      done: undefined,
    },
    {
      name: "too slow",
      steps: [
        [0, 0],
        [1, 10],
        [2, 61],
      ],
      done: undefined,
    },
    {
      name: "the first step again: the time runs from the last one",
      steps: [
        [0, 0],
        [0, 50],
        [1, 70],
        [2, 80],
      ],
      done: ["0@50", "1@70", "2@80"],
    },
    {
      name: "a first step between the others changes nothing",
      steps: [
        [0, 0],
        [1, 10],
        [0, 15],
        [2, 20],
      ],
      done: ["0@0", "1@10", "2@20"],
    },
    {
      name: "a new beginning when the old one is stale",
      steps: [
        [0, 0],
        [1, 10],
        [0, 100],
        [1, 110],
        [2, 120],
      ],
      done: ["0@100", "1@110", "2@120"],
    },
  ] as const)("$name", ({ steps, done }) => {
    const tracker = createSequenceTracker(3);

    const results = steps.map(([index, seconds]) => take(tracker, "jane", index, seconds));

    expect(results.find((result) => result !== undefined)?.map(({ auditId }) => auditId)).toEqual(done);
  });
});

test("keys are followed apart, saved, and bounded", () => {
  const tracker = createSequenceTracker(2, [], 2);
  take(tracker, "jane", 0, 0);
  take(tracker, "tom", 0, 1);
  take(tracker, "kim", 0, 2);

  const restored = createSequenceTracker(2, structuredClone(tracker.save()));

  expect(tracker.forgotten()).toBe(1);
  expect(take(restored, "jane", 1, 3)).toBeUndefined();
  expect(take(restored, "tom", 1, 3)?.map(({ auditId }) => auditId)).toEqual(["0@1", "1@3"]);
});
