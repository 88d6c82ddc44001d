import { describe, expect, test } from "vitest";
import { readKubernetesEvent } from "../packages/sekisho/src/formats/audit-log/kubernetes-event.ts";
import { isAtLeast } from "../packages/sekisho/src/model/severity.ts";
import { defaultConfiguration } from "../packages/sekisho/src/scan/configuration/configuration.ts";
import type { AlertEntry } from "../packages/sekisho/src/scan/detect/alert-book.ts";
import { createDetection } from "../packages/sekisho/src/scan/detect/detection.ts";
import { startDetectors } from "../packages/sekisho/src/scan/detect/start-detectors.ts";
import { noAddressLists } from "../packages/sekisho/src/semantics/address-lists/address-lists.ts";
import { type PlacedStory, simulateCluster, simulationStartMs } from "../tools/audit-log/simulate.ts";
import { attackStories } from "../tools/audit-log/stories.ts";

const daySeconds = 86_400;
const afternoonSeconds = 14 * 3_600;
/** What came before the last day is what is usual. */
const days = 9;

/** Judges simulated days; gives what began on the last one, and would be looked at. */
function incidentsOfLastDay(seed: number, stories: readonly PlacedStory[]): readonly AlertEntry[] {
  const { judge } = startDetectors(defaultConfiguration, {
    threats: () => noAddressLists,
    memory: undefined,
    learnDays: undefined,
  });
  const detection = createDetection({
    judges: [judge],
    toleranceMs: 10_000,
    now: () => simulationStartMs + days * daySeconds * 1000,
    findAcceptance: () => undefined,
  });
  let line = 0;
  for (const raw of simulateCluster({ seed, days, stories, pace: 0.3 })) {
    line += 1;
    detection.take([readKubernetesEvent(raw, { path: "audit.log", line, pointer: "" })]);
  }
  detection.flush();
  const lastDayMs = simulationStartMs + (days - 1) * daySeconds * 1000;
  return detection.entries().filter(({ lastMs, severity }) => lastMs >= lastDayMs && isAtLeast(severity, "medium"));
}

describe("an ordinary day", () => {
  test.each([
    { name: "one", seed: 1 },
    { name: "two", seed: 2 },
    { name: "three", seed: 3 },
  ])(
    "gives at most 3 incidents: seed $name",
    ({ seed }) => {
      const incidents = new Set(incidentsOfLastDay(seed, []).map(({ incident }) => incident));

      expect(incidents.size).toBeLessThanOrEqual(3);
    },
    60_000,
  );
});

describe("an attack on an ordinary day", () => {
  test.each(attackStories)(
    "is found with its actor: $name",
    ({ actor, events }) => {
      const found = incidentsOfLastDay(4, [{ atSeconds: (days - 1) * daySeconds + afternoonSeconds, events }]);

      const ofActor = found.filter((entry) => entry.events.some(({ userName }) => userName === actor));
      const attackMs = simulationStartMs + ((days - 1) * daySeconds + afternoonSeconds) * 1000;
      expect(ofActor.filter(({ lastMs }) => lastMs >= attackMs)).not.toEqual([]);
      expect(new Set(ofActor.map(({ incident }) => incident)).size).toBe(1);
    },
    60_000,
  );
});

test("the same seed gives the same log", () => {
  const first = [...simulateCluster({ seed: 7, days: 1, pace: 0.1 })];
  const second = [...simulateCluster({ seed: 7, days: 1, pace: 0.1 })];

  expect(first).toEqual(second);
  expect(first.length).toBeGreaterThan(1_000);
});
