import { type CompiledPattern, compilePattern, type PatternProgram } from "./compile-pattern.ts";
import { findMatch } from "./find-match.ts";
import { createAutomaton, type LazyAutomaton, matchesAnywhere } from "./lazy-automaton.ts";

/** A pattern with what searches for it have found out so far. */
export interface SearchPattern {
  readonly kind: "pattern";
  readonly program: PatternProgram;
  readonly automaton: LazyAutomaton | undefined;
}

/** A pattern ready to be searched for, or what is wrong with it. */
type ReadyPattern = SearchPattern | Extract<CompiledPattern, { readonly kind: "problem" }>;

/** Patterns come from expressions and from what they compute, so only so many are kept. */
const patterns = new Map<string, ReadyPattern>();
const maxPatterns = 200;

/** Gives a pattern ready to be searched for, or what is wrong with it. The same text gives the same pattern again. */
export function findPattern(text: string): ReadyPattern {
  const known = patterns.get(text);
  if (known !== undefined) return known;
  const pattern = preparePattern(text);
  if (patterns.size >= maxPatterns) patterns.clear();
  patterns.set(text, pattern);
  return pattern;
}

/** Makes a pattern ready to be searched for, for callers that keep it, or says what is wrong with it. */
export function preparePattern(text: string): ReadyPattern {
  const program = compilePattern(text);
  return program.kind === "problem" ? program : { kind: "pattern", program, automaton: createAutomaton(program) };
}

/** Says whether a pattern matches anywhere in a text; `"exhausted"` when the search takes too many steps. */
export function testPattern({ program, automaton }: SearchPattern, text: string): boolean | "exhausted" {
  if (automaton !== undefined && text !== "") return matchesAnywhere(automaton, text);
  const match = findMatch(program, text, 0);
  return match === "exhausted" ? match : match !== undefined;
}
