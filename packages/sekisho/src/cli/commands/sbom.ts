import { readInventory } from "../../scan/inventory.ts";
import { sbomFormats } from "../../scan/sbom-formats.ts";
import { writeSbom } from "../../scan/write-sbom.ts";
import type { Call } from "../arguments.ts";
import { configure } from "../configure.ts";
import { imageOptionsOf } from "../content-options.ts";
import { deliver } from "../deliver.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { labelled } from "../output/error-message.ts";
import { startProgress } from "../output/progress.ts";
import { getOutputsOf } from "../outputs.ts";
import { targetKindOf } from "../targets.ts";
import type { Terminal } from "../terminal.ts";
import { createYoungGeneration } from "../young-generation.ts";

/** Writes the SBOM of one target. */
export async function runSbom(call: Call, terminal: Terminal): Promise<ExitCode> {
  const outputs = getOutputsOf(call, sbomFormats, "cyclonedx");
  const configuration = await configure(call, terminal);
  const isQuiet = call.switches.has("quiet");
  const youngGeneration = createYoungGeneration();
  const progress = startProgress(terminal, !isQuiet);
  const kind = targetKindOf(call);
  const [target = "."] = call.operands;
  const inventory = await readInventory(target, {
    configuration,
    workingDirectory: terminal.workingDirectory,
    clock: () => terminal.clock(),
    onProgress: (state) => {
      youngGeneration.holdFor(state);
      progress.show(state);
    },
    ...imageOptionsOf(call, terminal),
    ...(kind === undefined ? {} : { as: kind }),
  }).finally(() => progress.clear());
  for (const { level, message, location } of inventory.diagnostics) {
    if (level !== "error" && isQuiet) continue;
    const place = location === undefined || location.path === "" ? target : location.path;
    const text = { en: `${place}: ${message.en}`, ja: `${place}: ${message.ja}` };
    await terminal.writeError(`${labelled(level, text, terminal)}\n`);
  }
  for (const { format, file } of outputs) {
    await deliver(await writeSbom(inventory, format), file, terminal);
  }
  youngGeneration.release();
  return inventory.diagnostics.some(({ level }) => level === "error") ? exitCodes.partial : exitCodes.done;
}
