import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RaisedAlert } from "../packages/sekisho/src/detectors/alert.ts";
import type { AuditDetector } from "../packages/sekisho/src/detectors/define.ts";
import type { AuditExample } from "../packages/sekisho/src/detectors/example.ts";
import { createAuditJudge } from "../packages/sekisho/src/detectors/judge-audit-events.ts";
import { readKubernetesEvent } from "../packages/sekisho/src/formats/audit-log/kubernetes-event.ts";
import { isJsonObject } from "../packages/sekisho/src/formats/json/json-value.ts";
import type { AuditEvent } from "../packages/sekisho/src/model/audit-event.ts";
import type { Text } from "../packages/sekisho/src/model/text.ts";
import { defaultConfiguration } from "../packages/sekisho/src/scan/configuration/configuration.ts";
import { auditDetectors } from "../packages/sekisho/src/scan/detect/detector-catalogue.ts";
import { parametersOf } from "../packages/sekisho/src/scan/plan.ts";
import { createAddressLists } from "../packages/sekisho/src/semantics/address-lists/address-lists.ts";
import { detectorFamilies, renderRegistry, toCamelCase } from "../tools/write-registries.ts";
import { eventsOf, rawEventsOf } from "./audit-example.ts";
import { asParameter } from "./dockerfile-example.ts";

const folder = join(import.meta.dirname, "../packages/sekisho/src/detectors");

/** Asks one detector about a stream, as `sekisho detect` does. */
function judgeStream(
  detector: AuditDetector,
  example: Omit<AuditExample, "name" | "events">,
  events: readonly AuditEvent[],
) {
  const given = Object.entries(example.parameters ?? {}).map(([name, value]) => [name, asParameter(value)] as const);
  const configuration = { ...defaultConfiguration, parameters: { [detector.id]: Object.fromEntries(given) } };
  const threats = createAddressLists(
    Object.entries(example.threats ?? {}).map(([name, entries]) => ({ name, entries })),
  );
  const plan = [{ detector, parameters: parametersOf(detector, configuration), severity: undefined }];
  const judge = createAuditJudge(plan, { threats: () => threats });
  const alerts = events.flatMap((event) => judge.judge(event));
  return { alerts, coverage: judge.coverage() };
}

describe("every family", () => {
  test.each(detectorFamilies(folder).map((family) => ({ name: family })))(
    "$name: folder and registry hold the same set; repeat with `npm run registries`",
    ({ name }) => {
      const files = readdirSync(join(folder, name));
      expect(readFileSync(join(folder, name, "registry.ts"), "utf8")).toBe(renderRegistry(files));
      for (const file of files.filter((file) => !/^registry|\.test\.ts$/.test(file))) {
        const id = file.slice(0, -".ts".length);
        const text = readFileSync(join(folder, name, file), "utf8");
        expect(text).toContain(`export const ${toCamelCase(id)} = `);
        expect(text).toContain(`id: "${name}/${id}"`);
      }
    },
  );

  test("no alias stands for two detectors, but those that say so", () => {
    const owners = new Map<string, string[]>();
    for (const { id, aliases } of auditDetectors) {
      for (const alias of aliases) owners.set(alias, [...(owners.get(alias) ?? []), id]);
    }
    const unsorted = auditDetectors.filter(({ aliases }) => aliases.join() !== aliases.toSorted().join());
    expect(unsorted.map(({ id }) => id)).toEqual([]);
    for (const [alias] of owners) expect(alias).toMatch(/^(?:falco|guardduty|sigma|elastic):\S/);
  });
});

describe.each(auditDetectors.map((detector) => ({ id: detector.id, detector })))("$id", ({ detector }) => {
  test("says everything in both languages", () => {
    const texts = [
      detector.title,
      detector.why,
      detector.remediation,
      detector.falsePositives,
      ...detector.response,
      ...Object.values(detector.parameters ?? {}).map(({ description }) => description),
    ];
    for (const text of texts) expectBothLanguages(text);
    expect(detector.title.en).not.toMatch(/\.$/);
    expect(detector.title.ja).not.toMatch(/。$/);
    expect(detector.sources.length).toBeGreaterThan(0);
    for (const technique of detector.techniques) expect(technique).toMatch(/^attack@\d+#T\d{4}(?:\.\d{3})?$/);
  });

  test.each(detector.examples.fires.map((example) => ({ name: example.name, example })))(
    "fires: $name",
    ({ example }) => {
      const events = eventsOf(example);
      const { alerts, coverage } = judgeStream(detector, example, events);

      const [{ asked = 0, ...line } = { plugin: "", ended: "" }, ...others] = coverage;
      expect([line, ...others]).toEqual([{ plugin: detector.id, ended: "done" }]);
      expect(asked).toBeGreaterThan(0);
      expect(asked).toBeLessThanOrEqual(events.length);
      expect(alerts.length).toBeGreaterThan(0);
      for (const alert of alerts) expectUsable(alert);
    },
  );

  test.each(detector.examples.silent.map((example) => ({ name: example.name, example })))(
    "silent: $name",
    ({ example }) => {
      const { alerts, coverage } = judgeStream(detector, example, eventsOf(example));

      expect(coverage.filter(({ ended }) => ended === "failed")).toEqual([]);
      expect(alerts.map(({ message }) => message.en)).toEqual([]);
    },
  );

  test("outlives whatever stands in an event", () => {
    const streams = [...detector.examples.fires, ...detector.examples.silent].map((example) =>
      rawEventsOf(example).slice(0, 20),
    );
    fc.assert(
      fc.property(fc.constantFrom(...streams), fc.nat(), hostileValue, (stream, place, value) => {
        const events = stream.map((raw) => {
          const mutated = mutate(raw, place, value);
          return readKubernetesEvent(isJsonObject(mutated) ? mutated : {}, { path: "audit.log", line: 1, pointer: "" });
        });
        const { alerts, coverage } = judgeStream(detector, {}, events);
        for (const alert of alerts) expectUsable(alert);
        expect(coverage.filter(({ ended }) => ended === "failed")).toEqual([]);
      }),
      { numRuns: 60, seed: 20260302 },
    );
  });
});

const hostileValue = fc.oneof(
  fc.constantFrom<unknown>(null, -1, "", [], {}, [null], { __proto__: null }, "\u0000\u202e", "a".repeat(3_000)),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Puts a value in the place of some node of a tree. */
function mutate(tree: unknown, place: number, value: unknown): unknown {
  let left = place % Math.max(countNodes(tree), 1);
  const walk = (node: unknown): unknown => {
    if (left-- === 0) return value;
    if (Array.isArray(node)) return node.map(walk);
    if (!isJsonObject(node)) return node;
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, walk(child)]));
  };
  return walk(tree);
}

function countNodes(tree: unknown): number {
  if (typeof tree !== "object" || tree === null) return 1;
  let count = 1;
  for (const child of Object.values(tree)) count += countNodes(child);
  return count;
}

function expectUsable({ message, subject, events, count }: RaisedAlert): void {
  expectBothLanguages(message);
  expect(message.en.length).toBeLessThan(1_500);
  expect(message.en).toMatch(/\.$/);
  expect(message.ja).toMatch(/。$/);
  expect(subject.length).toBeLessThan(1_500);
  expect(count).toBeGreaterThanOrEqual(1);
  expect(events.length).toBeGreaterThanOrEqual(1);
}

function expectBothLanguages(text: Text): void {
  expect(text.en).not.toBe("");
  expect(text.ja).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
  expect(`${text.en}${text.ja}`).not.toMatch(/!|！/);
}
