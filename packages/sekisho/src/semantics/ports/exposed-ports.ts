import type { Word } from "../../formats/dockerfile/syntax.ts";
import type { DockerfileBuild } from "../stages/build.ts";
import type { InstructionWith, PlacedInstruction } from "../stages/placed-instructions.ts";
import { placedInstructions } from "../stages/placed-instructions.ts";
import { expand, lookupIn } from "../stages/variables.ts";
import { type PortSpecification, splitPortSpecification } from "./port-specification.ts";

/** One word of an EXPOSE whose value is known. */
export interface ExposedPort extends PlacedInstruction<"EXPOSE"> {
  readonly word: Word;
  /** Position of the word in its instruction. */
  readonly index: number;
  /** With its variables expanded. */
  readonly text: string;
  readonly specification: PortSpecification;
}

/** Gives every port that EXPOSE names in file order, those behind ONBUILD among them. */
export function exposedPorts(build: Pick<DockerfileBuild, "steps">): readonly ExposedPort[] {
  return placedInstructions(build, "EXPOSE").flatMap((placed) =>
    wordsOf(placed.instruction).flatMap((word, index) => readPort(placed, word, index)),
  );
}

function wordsOf(instruction: InstructionWith<"EXPOSE">): readonly Word[] {
  return instruction.keyword === "EXPOSE" ? instruction.words : [];
}

function readPort(placed: PlacedInstruction<"EXPOSE">, word: Word, index: number): readonly ExposedPort[] {
  const { stage, state } = placed.step;
  const { value, isKnown } = expand(word, lookupIn(state, stage.root.kind === "scratch"));
  const texts = isKnown ? value.split(/\s+/).filter((text) => text !== "") : [];
  return texts.map((text) => ({ ...placed, word, index, text, specification: splitPortSpecification(text) }));
}
