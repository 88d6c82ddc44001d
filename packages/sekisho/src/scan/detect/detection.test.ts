import { expect, test } from "vitest";
import type { EventJudge } from "../../detectors/alert.ts";
import { readKubernetesEvent } from "../../formats/audit-log/kubernetes-event.ts";
import { createDetection, type StreamMemory } from "./detection.ts";

/** A detection, and the ids of the events that it had judged. */
function start(toleranceMs: number, memory?: StreamMemory) {
  const judged: string[] = [];
  const judge: EventJudge = {
    hears: "answers",
    judge: ({ auditId }) => {
      judged.push(auditId);
      return [];
    },
    coverage: () => [],
  };
  const now = () => Date.UTC(2026, 2, 3);
  const detection = createDetection({ judges: [judge], toleranceMs, now, findAcceptance: () => undefined, memory });
  return { detection, judged };
}

const eventsAt = (...seconds: readonly number[]) =>
  seconds.map((second) => {
    const stageTimestamp = new Date(Date.UTC(2026, 2, 2, 9, 0, second)).toISOString();
    const raw = { auditID: `s${second}`, stage: "ResponseComplete", stageTimestamp };
    return readKubernetesEvent(raw, { path: "a.log", line: 1, pointer: "" });
  });

test("what was held back with a larger tolerance is judged by the next run, and kept until then", () => {
  const first = start(60_000);
  first.detection.take(eventsAt(0, 20, 40));
  const second = start(10_000, first.detection.save());
  const kept = second.detection.save();

  expect(first.judged).toEqual([]);
  expect(kept.held).toHaveLength(3);
  expect(second.detection.heldCount()).toBe(3);

  second.detection.take(eventsAt(41));

  expect(second.judged).toEqual(["s0", "s20"]);
  second.detection.flush();
  expect(second.judged).toEqual(["s0", "s20", "s40", "s41"]);
});
