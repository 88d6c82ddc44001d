import { describe, expect, test } from "vitest";
import type { DetectorMemory } from "../packages/sekisho/src/detectors/judge-audit-events.ts";
import { readKubernetesEvent } from "../packages/sekisho/src/formats/audit-log/kubernetes-event.ts";
import { isAtLeast } from "../packages/sekisho/src/model/severity.ts";
import { defaultConfiguration } from "../packages/sekisho/src/scan/configuration/configuration.ts";
import type { AlertEntry } from "../packages/sekisho/src/scan/detect/alert-book.ts";
import { createDetection } from "../packages/sekisho/src/scan/detect/detection.ts";
import { startDetectors } from "../packages/sekisho/src/scan/detect/start-detectors.ts";
import { noAddressLists } from "../packages/sekisho/src/semantics/address-lists/address-lists.ts";
import { type Simulation, simulateCluster, simulationStartMs } from "../tools/audit-log/simulate.ts";
import { attackStories } from "../tools/audit-log/stories.ts";

const daySeconds = 86_400;
const afternoonSeconds = 14 * 3_600;
/** What came before the last day is what is usual. */
const days = 9;

const startOfLastDayMs = simulationStartMs + (days - 1) * daySeconds * 1000;

interface Judged {
  readonly entries: readonly AlertEntry[];
  readonly memory: DetectorMemory;
}

/** Judges simulated events as `sekisho detect` does. */
function judgeDays(simulation: Simulation, memory?: DetectorMemory): Judged {
  const { judge } = startDetectors(defaultConfiguration, {
    threats: () => noAddressLists,
    memory,
    learnDays: undefined,
  });
  const detection = createDetection({
    judges: [judge],
    toleranceMs: 10_000,
    now: () => simulationStartMs + days * daySeconds * 1000,
    findAcceptance: () => undefined,
  });
  let line = 0;
  for (const raw of simulateCluster({ ...simulation, pace: 0.3 })) {
    line += 1;
    detection.take([readKubernetesEvent(raw, { path: "audit.log", line, pointer: "" })]);
  }
  detection.flush();
  return { entries: detection.entries(), memory: judge.save() };
}

/** What began on the last day, and would be looked at. */
function incidentsOfLastDay({ entries }: Judged): readonly AlertEntry[] {
  return entries.filter(({ lastMs, severity }) => lastMs >= startOfLastDayMs && isAtLeast(severity, "medium"));
}

describe("an ordinary day", () => {
  test.each([
    { name: "one", seed: 1 },
    { name: "two", seed: 2 },
    { name: "three", seed: 3 },
  ])(
    "gives at most 3 incidents: seed $name",
    ({ seed }) => {
      const incidents = new Set(incidentsOfLastDay(judgeDays({ seed, days })).map(({ incident }) => incident));

      expect(incidents.size).toBeLessThanOrEqual(3);
    },
    60_000,
  );
});

describe("an attack on an ordinary day", () => {
  const seed = 4;
  const learned = judgeDays({ seed, days: days - 1 });

  test.each(attackStories)(
    "is found with its actor: $name",
    ({ actor, events }) => {
      const atSeconds = (days - 1) * daySeconds + afternoonSeconds;

      const judged = judgeDays({ seed, days, fromDay: days - 1, stories: [{ atSeconds, events }] }, learned.memory);

      const ofActor = incidentsOfLastDay(judged).filter((entry) =>
        entry.events.some(({ userName }) => userName === actor),
      );
      expect(ofActor.filter(({ lastMs }) => lastMs >= simulationStartMs + atSeconds * 1000)).not.toEqual([]);
      expect(new Set(ofActor.map(({ incident }) => incident)).size).toBe(1);
    },
    20_000,
  );
});

test("the same seed gives the same log", () => {
  const first = [...simulateCluster({ seed: 7, days: 1, pace: 0.1 })];
  const second = [...simulateCluster({ seed: 7, days: 1, pace: 0.1 })];

  expect(first).toEqual(second);
  expect(first.length).toBeGreaterThan(1_000);
});
