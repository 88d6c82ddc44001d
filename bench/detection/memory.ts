/**
 * Measures the memory that detection takes over a long stream of 1,000 principals: `node bench/detection/memory.ts [EVENTS]`.
 * Run it in a process of its own: the events are made as they are read, and nothing else is held.
 */
import { openAuditLog } from "../../packages/sekisho/src/formats/audit-log/audit-log-reader.ts";
import { defaultConfiguration } from "../../packages/sekisho/src/scan/configuration/configuration.ts";
import { createDetection } from "../../packages/sekisho/src/scan/detect/detection.ts";
import { startDetectors } from "../../packages/sekisho/src/scan/detect/start-detectors.ts";
import { noAddressLists } from "../../packages/sekisho/src/semantics/address-lists/address-lists.ts";
import { simulateCluster } from "../../tools/audit-log/simulate.ts";

const wanted = Number(process.argv[2] ?? "10000000");
const linesInPiece = 300;
const mebibyte = 1_048_576;

const { judge } = startDetectors(defaultConfiguration, {
  threats: () => noAddressLists,
  memory: undefined,
  learnDays: undefined,
});
const detection = createDetection({
  judges: [judge],
  toleranceMs: 10_000,
  now: () => Number.MAX_SAFE_INTEGER / 2,
  findAcceptance: () => undefined,
});
const reader = openAuditLog({ path: "audit.log" });
let lines = "";
let count = 0;
for (const event of simulateCluster({ seed: 1, days: 3_650, size: { nodes: 200, people: 300, applications: 500 } })) {
  lines += `${JSON.stringify(event)}\n`;
  count += 1;
  if (count % linesInPiece !== 0) continue;
  detection.take(reader.write(Buffer.from(lines)));
  lines = "";
  if (count % (wanted / 10) < linesInPiece) say();
  if (count >= wanted) break;
}
say();

function say(): void {
  const peak = process.resourceUsage().maxRSS / 1024;
  const { heapUsed } = process.memoryUsage();
  const findings = detection.entries().length;
  const used = (heapUsed / mebibyte).toFixed(0);
  console.log(
    `${count.toLocaleString("en")} events  heap ${used} MiB  peak ${peak.toFixed(0)} MiB  ${findings} findings`,
  );
}
