import type { TextEdit } from "../../model/fix.ts";
import { positionAt } from "../../model/source-text.ts";
import { deleteInstruction } from "../editing/instruction-edits.ts";
import type { DockerfileBuild, Step } from "./build.ts";

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
  return build.stages.flatMap((stage) => {
    const steps = stage.steps.filter(({ instruction }) => instruction.keyword === keyword);
    return steps.slice(0, -1).map((step, index) => ({
      step,
      line: positionAt(build.syntax.source, steps[index + 1]?.instruction.start ?? 0).line,
      edit: deleteInstruction(build, step.instruction),
    }));
  });
}
