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

/** The instructions of a file by what was asked for: one keyword, or several with blanks between them. */
type PlacedIndex = Map<string, readonly AnyPlaced[]>;

const indexes = new WeakMap<readonly Step[], PlacedIndex>();

/** Gives the instructions with one of the keywords in file order, those behind ONBUILD among them. */
export function placedInstructions<const Wanted extends Keyword>(
  build: Pick<DockerfileBuild, "steps">,
  ...keywords: readonly Wanted[]
): readonly PlacedInstruction<Wanted>[] {
  const index = indexOf(build.steps);
  const key = keywords.join(" ");
  let placed = index.get(key);
  if (placed === undefined) index.set(key, (placed = merge(keywords.map((keyword) => index.get(keyword) ?? []))));
  return areOf(placed, keywords) ? placed : [];
}

function merge(lists: readonly (readonly AnyPlaced[])[]): readonly AnyPlaced[] {
  const filled = lists.filter((list) => list.length > 0);
  // Those of one keyword are in file order already.
  if (filled.length < 2) return filled[0] ?? [];
  return filled.flat().sort((left, right) => left.step.instruction.index - right.step.instruction.index);
}

/** Most checks ask about a keyword or two, and most files have many instructions: they are sorted out once. */
function indexOf(steps: readonly Step[]): PlacedIndex {
  const known = indexes.get(steps);
  if (known !== undefined) return known;
  const byKeyword = new Map<Keyword, AnyPlaced[]>();
  for (const step of steps) {
    const instruction = effectiveInstruction(step.instruction);
    const placed = byKeyword.get(instruction.keyword);
    if (placed === undefined) byKeyword.set(instruction.keyword, [{ instruction, step }]);
    else placed.push({ instruction, step });
  }
  const index: PlacedIndex = new Map(byKeyword);
  indexes.set(steps, index);
  return index;
}

/** Gives what ONBUILD holds back, and every other instruction itself. */
export function effectiveInstruction(instruction: Instruction): Instruction {
  return instruction.keyword === "ONBUILD" ? (instruction.trigger ?? instruction) : instruction;
}

/** The lists of the index are sorted out by keyword: one of their instructions stands for all. */
function areOf<const Wanted extends Keyword>(
  placed: readonly AnyPlaced[],
  keywords: readonly Wanted[],
): placed is readonly PlacedInstruction<Wanted>[] {
  const [first] = placed;
  return first !== undefined && keywords.some((keyword) => keyword === first.instruction.keyword);
}
