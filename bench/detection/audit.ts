/**
 * Measures detection over audit logs: `node bench/detection/audit.ts [EVENTS]`. Prints events a second of CPU time, parsing
 * and evaluation apart, for a simulated cluster, also with rules of Falco. Promise: 60,000 with all of them: the best of some rounds, because others share the machine.
 */

import type { EventJudge } from "../../packages/sekisho/src/detectors/alert.ts";
import { createFalcoJudge } from "../../packages/sekisho/src/detectors/falco/falco-judge.ts";
import { openAuditLog } from "../../packages/sekisho/src/formats/audit-log/audit-log-reader.ts";
import type { StreamEvent } from "../../packages/sekisho/src/model/runtime-event.ts";
import { defaultConfiguration } from "../../packages/sekisho/src/scan/configuration/configuration.ts";
import { createDetection } from "../../packages/sekisho/src/scan/detect/detection.ts";
import { auditDetectors } from "../../packages/sekisho/src/scan/detect/detector-catalogue.ts";
import { startDetectors } from "../../packages/sekisho/src/scan/detect/start-detectors.ts";
import { noAddressLists } from "../../packages/sekisho/src/semantics/address-lists/address-lists.ts";
import { loadRuleFiles } from "../../packages/sekisho/src/semantics/falco-rules/load-rule-files.ts";
import { simulateCluster } from "../../tools/audit-log/simulate.ts";
import { auditRules } from "./falco-rule-sets.ts";

const rounds = 7;
const wanted = Number(process.argv[2] ?? "200000");
const pieceBytes = 262_144;
const falcoRules = loadRuleFiles([{ path: "rules.yaml", bytes: Buffer.from(auditRules) }]);

const lines: string[] = [];
for (const event of simulateCluster({ seed: 1, days: 60, pace: 5 })) {
  lines.push(`${JSON.stringify(event)}\n`);
  if (lines.length >= wanted) break;
}
const log = Buffer.from(lines.join(""));
console.log(
  `${lines.length} events, ${Math.round(log.length / lines.length)} bytes each, ${auditDetectors.length} detectors, ${falcoRules.rules.length} rules of Falco`,
);

report("JSON.parse alone", () => {
  for (const line of lines) JSON.parse(line);
});
report("log to events", () => readLog(() => undefined));
report("events to findings", evaluate(collect()));
report(
  "log to findings",
  judgeLog(() => startDetection()),
);
report(
  "with Falco's rules",
  judgeLog(() => startDetection(createFalcoJudge(falcoRules, { matching: "all" }))),
);

function judgeLog(start: () => ReturnType<typeof startDetection>): () => void {
  return () => {
    const detection = start();
    readLog((events) => detection.take(events));
    detection.flush();
  };
}

function startDetection(...more: readonly EventJudge[]) {
  const { judge } = startDetectors(defaultConfiguration, {
    threats: () => noAddressLists,
    memory: undefined,
    learnDays: undefined,
  });
  return createDetection({
    judges: [judge, ...more],
    toleranceMs: 10_000,
    now: () => Date.now(),
    findAcceptance: () => undefined,
  });
}

function readLog(onEvents: (events: readonly StreamEvent[]) => void): void {
  const reader = openAuditLog({ path: "audit.log" });
  for (let at = 0; at < log.length; at += pieceBytes) onEvents(reader.write(log.subarray(at, at + pieceBytes)));
  onEvents(reader.end());
}

/** Only as many as fit into memory as objects. */
function collect(): readonly StreamEvent[] {
  const kept: StreamEvent[] = [];
  readLog((events) => kept.push(...events));
  return kept;
}

function evaluate(events: readonly StreamEvent[]): () => void {
  return () => {
    const detection = startDetection();
    for (let at = 0; at < events.length; at += 500) detection.take(events.slice(at, at + 500));
    detection.flush();
  };
}

function report(name: string, work: () => void): void {
  let bestMicroseconds = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    bestMicroseconds = Math.min(bestMicroseconds, user + system);
  }
  console.log(
    `${name.padEnd(20)} ${Math.round(lines.length / (bestMicroseconds / 1e6)).toLocaleString("en")} events/s`,
  );
}
