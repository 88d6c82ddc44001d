import { type CharacterTest, createCharacterTest } from "./character-test.ts";
import { parsePattern } from "./parse-pattern.ts";
import type { Assertion, CharacterSet, PatternNode } from "./pattern.ts";

/** One instruction of a pattern's program; `next` and `other` are indexes of instructions. */
export type Instruction =
  | { readonly kind: "character"; readonly test: CharacterTest; readonly next: number }
  | { readonly kind: "assertion"; readonly assertion: Assertion; readonly next: number }
  | Split
  | { readonly kind: "match" };

/** Goes on at both places; the first is tried first. */
interface Split {
  readonly kind: "split";
  next: number;
  other: number;
}

/** A pattern ready to be searched for. */
export interface PatternProgram {
  readonly kind: "program";
  readonly instructions: readonly Instruction[];
  readonly start: number;
}

/** A program, or what is wrong with the pattern. */
export type CompiledPattern = PatternProgram | { readonly kind: "problem"; readonly en: string; readonly ja: string };

/** How many instructions a pattern may become: its search takes that many steps a letter at worst. */
const maxInstructions = 10_000;

interface Draft {
  readonly instructions: Instruction[];
  /** Tests are made once, however often a repetition writes them out. */
  readonly tests: Map<CharacterSet, CharacterTest>;
}

type Repeat = Extract<PatternNode, { readonly kind: "repeat" }>;

/**
 * Makes a regular expression into a program for a search in linear time. Groups remember nothing.
 * Source: Russ Cox, "Regular Expression Matching: the Virtual Machine Approach".
 */
export function compilePattern(text: string): CompiledPattern {
  const parsed = parsePattern(text);
  if (parsed.kind === "problem") return parsed;
  const draft: Draft = { instructions: [{ kind: "match" }], tests: new Map() };
  const start = emit(draft, parsed.root, 0);
  if (isFull(draft)) return { kind: "problem", en: "the pattern is too large", ja: "パターンが大きすぎます" };
  return { kind: "program", instructions: draft.instructions, start };
}

function isFull({ instructions }: Draft): boolean {
  return instructions.length > maxInstructions;
}

/** Writes a node's instructions, which go on at `next`. Gives where they begin. Writes no more once there are too many. */
function emit(draft: Draft, node: PatternNode, next: number): number {
  if (isFull(draft)) return next;
  switch (node.kind) {
    case "empty":
      return next;
    case "character":
      return push(draft, { kind: "character", test: testOf(draft, node.set), next });
    case "assertion":
      return push(draft, { kind: "assertion", assertion: node.assertion, next });
    case "sequence":
      return node.parts.reduceRight((following, part) => emit(draft, part, following), next);
    case "choice": {
      const starts = node.options.map((option) => emit(draft, option, next));
      return starts.reduceRight((other, start) => push(draft, { kind: "split", next: start, other }));
    }
    case "repeat":
      return emitRepeat(draft, node, next);
  }
}

function push({ instructions }: Draft, instruction: Instruction): number {
  return instructions.push(instruction) - 1;
}

function testOf({ tests }: Draft, set: CharacterSet): CharacterTest {
  const known = tests.get(set);
  if (known !== undefined) return known;
  const test = createCharacterTest(set);
  tests.set(set, test);
  return test;
}

function emitRepeat(draft: Draft, node: Repeat, next: number): number {
  const isEndless = node.max === Number.POSITIVE_INFINITY;
  let following = isEndless ? emitLoop(draft, node, next) : next;
  const optional = isEndless ? 0 : node.max - node.min;
  for (let count = 0; count < optional && !isFull(draft); count++) {
    const body = emit(draft, node.body, following);
    following = push(
      draft,
      node.isGreedy ? { kind: "split", next: body, other: next } : { kind: "split", next, other: body },
    );
  }
  const copies = isEndless ? node.min - 1 : node.min;
  for (let count = 0; count < copies && !isFull(draft); count++) following = emit(draft, node.body, following);
  return following;
}

/** Writes `x*` as a split into the body, which goes back to it; `x+` begins with the body. */
function emitLoop(draft: Draft, node: Repeat, next: number): number {
  const split: Split = { kind: "split", next, other: next };
  const index = push(draft, split);
  const body = emit(draft, node.body, index);
  if (node.isGreedy) split.next = body;
  else split.other = body;
  return node.min === 0 ? index : body;
}
