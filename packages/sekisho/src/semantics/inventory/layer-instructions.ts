import type { Instruction } from "../../formats/dockerfile/syntax.ts";
import type { HistoryEntry, ImageDescription } from "../../model/image.ts";
import type { LayerInstruction } from "../../model/inventory.ts";
import { locationOf } from "../../model/location.ts";
import type { SourceText } from "../../model/source-text.ts";
import { readCreatedBy } from "../image/created-by.ts";
import type { DockerfileBuild, Stage } from "../stages/build.ts";

/** So much of a command's beginning decides whether two are the same; arguments and secrets behind it may differ. */
const comparedCharacters = 48;

/**
 * Finds for each layer the instruction of a Dockerfile that made it.
 *
 * History and instructions are compared from the end, for the Dockerfile knows nothing of what its base image is made
 * of. Where they stop being the same the search ends: the Dockerfile is another one, or was changed since.
 */
export function findLayerInstructions(
  image: ImageDescription,
  build: DockerfileBuild,
  source: SourceText,
): readonly LayerInstruction[] {
  const instructions = instructionsOfTarget(build);
  const layerOf = new Map(image.layers.map((layer) => [layer.history, layer.index]));
  const found: LayerInstruction[] = [];
  let at = instructions.length - 1;
  for (let entry = image.history.length - 1; entry >= 0; entry--) {
    const step = image.history[entry];
    if (step === undefined) break;
    while (at >= 0 && !isSame(instructions[at], step) && leavesNoHistory(instructions[at])) at--;
    const instruction = instructions[at];
    if (instruction === undefined || !isSame(instruction, step)) break;
    at--;
    const layer = layerOf.get(entry);
    if (layer === undefined) continue;
    const { path, startLine, endLine } = locationOf(source, instruction);
    found.push({ layer, path, startLine, endLine });
  }
  return found.toReversed();
}

/** Gives the instructions that the target's history holds: those of the stages that it is built on, and its own. */
function instructionsOfTarget({ stages }: DockerfileBuild): readonly Instruction[] {
  const chain: Stage[] = [];
  let stage = stages.find(({ isTarget }) => isTarget);
  while (stage !== undefined && !chain.includes(stage)) {
    chain.unshift(stage);
    stage = stage.base.kind === "stage" ? stage.base.stage : undefined;
  }
  return chain
    .flatMap(({ steps }) => steps.map(({ instruction }) => instruction))
    .filter(({ isTrigger }) => !isTrigger);
}

/** Some builders write no history for build arguments; comments and FROM never have one. */
function leavesNoHistory(instruction: Instruction | undefined): boolean {
  return instruction?.keyword === "ARG" || instruction?.keyword === "FROM";
}

function isSame(instruction: Instruction | undefined, { createdBy }: HistoryEntry): boolean {
  if (instruction === undefined) return false;
  const written = readCreatedBy(createdBy);
  if (written.keyword !== instruction.keyword) return false;
  if (instruction.keyword !== "RUN" || instruction.heredocs.length > 0) return true;
  const command = instruction.command;
  if (command.form === "exec") return true;
  return beginningOf(written.argument) === beginningOf(command.script.text);
}

function beginningOf(command: string): string {
  return command.replace(/\s+/g, " ").trim().slice(0, comparedCharacters);
}
