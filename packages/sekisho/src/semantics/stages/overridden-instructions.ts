import type { TextEdit } from "../../model/fix.ts";
import { positionAt } from "../../model/source-text.ts";
import { deleteInstruction } from "../editing/instruction-edits.ts";
import type { DockerfileBuild, Step } from "./build.ts";
import { placedInstructions } from "./placed-instructions.ts";

/** An instruction that a later one of its stage makes useless. */
export interface OverriddenInstruction {
  readonly step: Step;
  /** Of the next one, counted from 1. */
  readonly line: number;
  /** Takes the useless one away. */
  readonly edit: TextEdit;
}

/** Gives every instruction of a kind but the last of each stage: of these kinds the last one wins. */
export function findOverridden(
  build: DockerfileBuild,
  keyword: "CMD" | "ENTRYPOINT" | "HEALTHCHECK",
): readonly OverriddenInstruction[] {
  const placed = placedInstructions(build, keyword).filter(({ instruction }) => !instruction.isTrigger);
  return placed.flatMap(({ step, instruction }, index) => {
    const next = placed[index + 1];
    if (next?.step.stage !== step.stage) return [];
    const { line } = positionAt(build.syntax.source, next.instruction.start);
    return [{ step, line, edit: deleteInstruction(build, instruction) }];
  });
}
