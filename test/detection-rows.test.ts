import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { AuditExample } from "../packages/sekisho/src/detectors/example.ts";
import { defaultConfiguration } from "../packages/sekisho/src/scan/configuration/configuration.ts";
import { createDetection } from "../packages/sekisho/src/scan/detect/detection.ts";
import { auditDetectors } from "../packages/sekisho/src/scan/detect/detector-catalogue.ts";
import { startDetectors } from "../packages/sekisho/src/scan/detect/start-detectors.ts";
import { createAddressLists } from "../packages/sekisho/src/semantics/address-lists/address-lists.ts";
import { eventsOf } from "./audit-example.ts";
import { asParameter } from "./dockerfile-example.ts";

const decision = readFileSync(join(import.meta.dirname, "../docs/decisions/0070-audit-detectors.md"), "utf8");

/** The questions that were gathered, each with the detectors that answer it. */
const rows = Array.from(decision.matchAll(/^\| (AUD-\d\d) \| ([^|]{1,200}) \| ([^|]{1,300}) \|$/gm), (match) => ({
  row: match[1] ?? "",
  question: match[2] ?? "",
  detectors: Array.from((match[3] ?? "").matchAll(/`(audit\/[a-z-]{1,60})`/g), ([, id]) => id ?? ""),
}));

/** Asks all detectors about a stream, as `sekisho detect` does; gives the ids of those that fired. */
function judgeByAll(id: string, example: AuditExample): ReadonlySet<string> {
  const given = Object.entries(example.parameters ?? {}).map(([name, value]) => [name, asParameter(value)] as const);
  const configuration = { ...defaultConfiguration, parameters: { [id]: Object.fromEntries(given) } };
  const threats = createAddressLists(
    Object.entries(example.threats ?? {}).map(([name, entries]) => ({ name, entries })),
  );
  const { judge } = startDetectors(configuration, { threats: () => threats, memory: undefined, learnDays: undefined });
  const events = eventsOf(example);
  const detection = createDetection({
    judges: [judge],
    toleranceMs: 10_000,
    now: () => (events.at(-1)?.stageMs ?? 0) + 1_000,
    findAcceptance: () => undefined,
  });
  detection.take(events);
  detection.flush();
  return new Set(detection.entries().map(({ rule }) => rule.id));
}

test("every one of the 58 questions has an answer, and every detector a question", () => {
  const numbers = Array.from({ length: 58 }, (_, index) => `AUD-${String(index + 1).padStart(2, "0")}`);

  expect(rows.map(({ row }) => row)).toEqual(numbers);
  expect(new Set(rows.flatMap(({ detectors }) => detectors))).toEqual(new Set(auditDetectors.map(({ id }) => id)));
});

describe.each(rows)("$row $question", ({ detectors }) => {
  const asked = auditDetectors.filter(({ id }) => detectors.includes(id));

  test.each(
    asked.flatMap(({ id, examples }) => examples.fires.map((example) => ({ name: example.name, id, example }))),
  )("is found among all detectors: $id, $name", ({ id, example }) => {
    expect([...judgeByAll(id, example)]).toContain(id);
  });

  test.each(
    asked.flatMap(({ id, examples }) => examples.silent.map((example) => ({ name: example.name, id, example }))),
  )("is not found where it is not: $id, $name", ({ id, example }) => {
    expect([...judgeByAll(id, example)]).not.toContain(id);
  });
});
