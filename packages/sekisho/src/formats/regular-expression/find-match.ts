import { isTrueAt } from "./assertion.ts";
import { passes } from "./character-test.ts";
import type { PatternProgram } from "./compile-pattern.ts";

/** Where a match stands in its text, in UTF-16 units; the end is behind its last one. */
export interface PatternMatch {
  readonly start: number;
  readonly end: number;
}

/** How many steps a search may take, so that a large pattern and a long text end in time. */
const maxSteps = 5_000_000;

/** Instructions with the offset at which each one's match began, the one to be tried first in front. */
interface Threads {
  readonly order: number[];
  readonly starts: number[];
  readonly isIn: Uint8Array;
}

/** A search on its way. */
interface Search {
  readonly program: PatternProgram;
  readonly text: string;
  /** Instructions still to be added; empty between two additions. */
  readonly open: number[];
  steps: number;
}

/**
 * Finds the first match from an offset on, of several there the one that a backtracking search finds. `undefined` when
 * there is none, `"exhausted"` when the search takes too many steps.
 */
export function findMatch(program: PatternProgram, text: string, from: number): PatternMatch | "exhausted" | undefined {
  const search: Search = { program, text, open: [], steps: 0 };
  let current = createThreads(program);
  let next = createThreads(program);
  let found: PatternMatch | undefined;
  let offset = from;
  for (;;) {
    if (found === undefined) addThread(search, current, { index: program.start, start: offset, offset });
    if (current.order.length === 0) return found;
    const code = text.codePointAt(offset) ?? -1;
    const following = offset + (code > 0xffff ? 2 : 1);
    const match = step(search, { current, next, code, following });
    if (match !== undefined) found = { start: match, end: offset };
    if (search.steps > maxSteps) return "exhausted";
    clear(current);
    if (code === -1) return found;
    [current, next] = [next, current];
    offset = following;
  }
}

function createThreads({ instructions }: PatternProgram): Threads {
  return { order: [], starts: [], isIn: new Uint8Array(instructions.length) };
}

function clear(threads: Threads): void {
  for (const index of threads.order) threads.isIn[index] = 0;
  threads.order.length = 0;
  threads.starts.length = 0;
}

/** Takes one letter. Gives where the match began that the best thread has come to the end of, if one has. */
function step(
  search: Search,
  { current, next, code, following }: { current: Threads; next: Threads; code: number; following: number },
): number | undefined {
  const { instructions } = search.program;
  search.steps += current.order.length;
  for (let position = 0; position < current.order.length; position++) {
    const index = current.order[position] ?? 0;
    const instruction = instructions[index];
    const start = current.starts[position] ?? 0;
    if (instruction?.kind === "match") return start;
    if (instruction?.kind === "character" && code !== -1 && passes(instruction.test, code)) {
      addThread(search, next, { index: instruction.next, start, offset: following });
    }
  }
  return undefined;
}

function addThread(
  { program, text, open }: Search,
  threads: Threads,
  { index: first, start, offset }: { index: number; start: number; offset: number },
): void {
  open.push(first);
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (threads.isIn[index] === 1) continue;
    threads.isIn[index] = 1;
    threads.order.push(index);
    threads.starts.push(start);
    const instruction = program.instructions[index];
    if (instruction?.kind === "split") open.push(instruction.other, instruction.next);
    else if (instruction?.kind === "assertion" && isTrueAt(instruction.assertion, text, offset))
      open.push(instruction.next);
  }
}
