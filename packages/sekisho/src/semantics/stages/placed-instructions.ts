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

type AnyPlaced = PlacedInstruction<Keyword>;

const indexes = new WeakMap<readonly Step[], ReadonlyMap<Keyword, readonly AnyPlaced[]>>();

/** Gives the instructions with one of the keywords in file order, those behind ONBUILD among them. */
export function placedInstructions<const Wanted extends Keyword>(
  build: Pick<DockerfileBuild, "steps">,
  ...keywords: readonly Wanted[]
): readonly PlacedInstruction<Wanted>[] {
  const index = indexOf(build.steps);
  const placed: PlacedInstruction<Wanted>[] = [];
  for (const keyword of keywords) {
    for (const each of index.get(keyword) ?? []) if (hasKeyword(each, keyword)) placed.push(each);
  }
  if (keywords.length === 1) return placed;
  return placed.sort((left, right) => left.step.instruction.index - right.step.instruction.index);
}

/** Most checks ask about a keyword or two, and most files have many instructions: they are sorted out once. */
function indexOf(steps: readonly Step[]): ReadonlyMap<Keyword, readonly AnyPlaced[]> {
  const known = indexes.get(steps);
  if (known !== undefined) return known;
  const index = new Map<Keyword, AnyPlaced[]>();
  for (const step of steps) {
    const instruction = effectiveInstruction(step.instruction);
    const placed = index.get(instruction.keyword);
    if (placed === undefined) index.set(instruction.keyword, [{ instruction, step }]);
    else placed.push({ instruction, step });
  }
  indexes.set(steps, index);
  return index;
}

/** Gives what ONBUILD holds back, and every other instruction itself. */
export function effectiveInstruction(instruction: Instruction): Instruction {
  return instruction.keyword === "ONBUILD" ? (instruction.trigger ?? instruction) : instruction;
}

function hasKeyword<const Wanted extends Keyword>(
  placed: AnyPlaced,
  keyword: Wanted,
): placed is PlacedInstruction<Wanted> {
  return placed.instruction.keyword === keyword;
}
