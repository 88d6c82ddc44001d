import { passes } from "./character-test.ts";
import type { PatternProgram } from "./compile-pattern.ts";

/** Everything that a search may stand at after some letters; made when a text first leads there. */
interface State {
  readonly instructions: readonly number[];
  /** A match ends here, whatever follows. */
  readonly isMatch: boolean;
  /** A match ends here when the text does. */
  readonly isMatchAtEnd: boolean;
  /** Where the letters of ASCII lead, as far as they have been seen. */
  readonly next: (State | undefined)[];
}

/** A deterministic automaton for a pattern without assertions but those of the text's start and end. */
export interface LazyAutomaton {
  readonly program: PatternProgram;
  readonly states: Map<string, State>;
  first: State | undefined;
}

/** How many instructions may be looked at for states that are not there yet. */
const maxSteps = 5_000_000;
/** How many states are kept; when there are more, all are forgotten and made anew. */
const maxStates = 500;

/** Makes the automaton of a pattern; `undefined` when the pattern looks at lines or words. */
export function createAutomaton(program: PatternProgram): LazyAutomaton | undefined {
  const isSimple = program.instructions.every(
    (one) => one.kind !== "assertion" || one.assertion === "text-start" || one.assertion === "text-end",
  );
  return isSimple ? { program, states: new Map(), first: undefined } : undefined;
}

/**
 * Says whether a pattern matches anywhere in a text, looking at each letter once; `"exhausted"` when making the states
 * takes too many steps.
 */
export function matchesAnywhere(automaton: LazyAutomaton, text: string): boolean | "exhausted" {
  let steps = 0;
  automaton.first ??= firstState(automaton);
  let state = automaton.first;
  for (let offset = 0; offset < text.length && !state.isMatch; offset++) {
    let code = text.charCodeAt(offset);
    if (code >= 0xd800 && code <= 0xdbff) {
      code = text.codePointAt(offset) ?? code;
      if (code > 0xffff) offset += 1;
    }
    const known: State | undefined = code < 128 ? state.next[code] : undefined;
    if (known === undefined) {
      steps += state.instructions.length;
      if (steps > maxSteps) return "exhausted";
    }
    state = known ?? follow(automaton, state, code);
  }
  return state.isMatch || state.isMatchAtEnd;
}

function firstState(automaton: LazyAutomaton): State {
  const reached = new Set<number>();
  addClosure(automaton.program, reached, { starts: [automaton.program.start], place: "start" });
  return stateOf(automaton, reached);
}

function follow(automaton: LazyAutomaton, from: State, code: number): State {
  const { program } = automaton;
  const starts = [program.start];
  for (const index of from.instructions) {
    const instruction = program.instructions[index];
    if (instruction?.kind === "character" && passes(instruction.test, code)) starts.push(instruction.next);
  }
  const reached = new Set<number>();
  addClosure(program, reached, { starts, place: "inside" });
  const state = stateOf(automaton, reached);
  if (code < 128) from.next[code] = state;
  return state;
}

function stateOf(automaton: LazyAutomaton, reached: ReadonlySet<number>): State {
  const instructions = [...reached].sort((left, right) => left - right);
  const key = instructions.join(",");
  const known = automaton.states.get(key);
  if (known !== undefined) return known;
  const atEnd = new Set<number>();
  addClosure(automaton.program, atEnd, { starts: instructions, place: "end" });
  const state: State = { instructions, isMatch: reached.has(0), isMatchAtEnd: atEnd.has(0), next: [] };
  if (automaton.states.size >= maxStates) {
    automaton.states.clear();
    automaton.first = undefined;
  }
  automaton.states.set(key, state);
  return state;
}

/** Adds all that follows instructions without a letter; the first instruction of a program is the match. */
function addClosure(
  program: PatternProgram,
  reached: Set<number>,
  { starts, place }: { readonly starts: readonly number[]; readonly place: "start" | "inside" | "end" },
): void {
  const open = [...starts];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (reached.has(index)) continue;
    reached.add(index);
    const instruction = program.instructions[index];
    if (instruction?.kind === "split") open.push(instruction.other, instruction.next);
    else if (instruction?.kind === "assertion" && instruction.assertion === `text-${place}`)
      open.push(instruction.next);
  }
}
