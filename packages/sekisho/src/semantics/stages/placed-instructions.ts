import type { Instruction } from "../../formats/dockerfile/syntax.ts";
import type { DockerfileBuild, Step } from "./build.ts";

/** An instruction's keyword; "" for a word that is none. */
export type Keyword = Instruction["keyword"];

/** The instructions that have one of the keywords. */
export type InstructionWith<Wanted extends Keyword, Each extends Instruction = Instruction> = Each extends Instruction
  ? Extract<Wanted, Each["keyword"]> extends never
    ? never
    : Each
  : never;

/** An instruction and the step that it is, or that holds it back with ONBUILD. */
export interface PlacedInstruction<Wanted extends Keyword> {
  readonly instruction: InstructionWith<Wanted>;
  readonly step: Step;
}

/** Gives the instructions with one of the keywords in file order, those behind ONBUILD among them. */
export function placedInstructions<const Wanted extends Keyword>(
  build: Pick<DockerfileBuild, "steps">,
  ...keywords: readonly Wanted[]
): readonly PlacedInstruction<Wanted>[] {
  const placed: PlacedInstruction<Wanted>[] = [];
  for (const step of build.steps) {
    const instruction = effectiveInstruction(step.instruction);
    if (hasKeyword(instruction, keywords)) placed.push({ instruction, step });
  }
  return placed;
}

/** Gives what ONBUILD holds back, and every other instruction itself. */
export function effectiveInstruction(instruction: Instruction): Instruction {
  return instruction.keyword === "ONBUILD" ? (instruction.trigger ?? instruction) : instruction;
}

/** Tells whether an instruction has one of the keywords. */
function hasKeyword<const Wanted extends Keyword>(
  instruction: Instruction,
  keywords: readonly Wanted[],
): instruction is InstructionWith<Wanted> {
  return keywords.some((keyword) => keyword === instruction.keyword);
}
