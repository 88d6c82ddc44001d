import type { Assignment, Script, ShellWord, SimpleCommand } from "../../formats/shell/syntax.ts";
import { type CommandPlace, visitScript } from "../../formats/shell/visit.ts";
import { literalOf, printWord } from "../../formats/shell/word-text.ts";
import { exactList } from "../../model/exact-list.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { argumentOf, type CallArgument } from "./arguments.ts";
import { nestedScript } from "./nested-scripts.ts";
import { type Wrapper, wrappers } from "./wrappers.ts";

/** A variable that is set for a call only. */
export interface EnvironmentEntry extends OffsetRange {
  readonly name: string;
  /** As the program sees it; `undefined` when it holds an expansion. */
  readonly value: string | undefined;
}

/** A run of a program, a function or a builtin as checks see it. */
export interface CommandCall extends CommandPlace {
  readonly node: SimpleCommand;
  /** Base name of the program behind its wrappers: `apt-get` for `sudo -E /usr/bin/apt-get`. `undefined` when not known. */
  readonly name: string | undefined;
  /** The word that names the program. */
  readonly word: ShellWord;
  readonly args: readonly CallArgument[];
  /** What runs it, by base name, the outermost first: `sudo`, `env`, `timeout`, `xargs`, … */
  readonly wrappers: readonly string[];
  /** `NAME=value` before the program, those given to sudo and env included. */
  readonly environment: readonly EnvironmentEntry[];
  /** The simple command in the text of the script. */
  readonly range: OffsetRange;
  /** It stands in a script that another call hands to a shell: `sh -c '…'`. */
  readonly isNested: boolean;
}

/** Scripts handed to a shell inside each other that are read. */
const maxNestedScripts = 8;

/**
 * Gives every call of a script in source order: those in substitutions, conditions and functions as well, and those of
 * scripts handed to a shell (`sh -c '…'`), right behind the call of that shell. Commands that only assign are no calls.
 */
export function findCalls(script: Script): readonly CommandCall[] {
  const calls: CommandCall[] = [];
  collectCalls(script, undefined, 0, calls);
  return exactList(calls);
}

function collectCalls(script: Script, around: CommandCall | undefined, depth: number, calls: CommandCall[]): void {
  visitScript(script, {
    command(command, place) {
      if (command.kind !== "simple") return;
      const call = callOf(command, around === undefined ? place : combine(around, place), around !== undefined);
      if (call === undefined) return;
      calls.push(call);
      const nested = depth < maxNestedScripts ? nestedScript(script, call) : undefined;
      if (nested !== undefined) collectCalls(nested, call, depth + 1, calls);
    },
  });
}

/** The place of a call in a nested script: that of the shell's call and its own together. */
function combine(outer: CommandPlace, inner: CommandPlace): CommandPlace {
  return {
    depth: outer.depth + 1 + inner.depth,
    pipeline: inner.pipeline ?? outer.pipeline,
    operator: inner.operator ?? outer.operator,
    isTested: inner.isTested || outer.isTested,
    isConditional: inner.isConditional || outer.isConditional,
    inFunction: inner.inFunction ?? outer.inFunction,
    isInSubstitution: inner.isInSubstitution || outer.isInSubstitution,
    isInSubshell: true,
  };
}

function callOf(node: SimpleCommand, place: CommandPlace, isNested: boolean): CommandCall | undefined {
  const [first] = node.words;
  if (first === undefined) return undefined;
  const names: string[] = [];
  const environment = node.assignments.map(entryOf);
  let at = 0;
  for (;;) {
    const name = programName(node.words[at]);
    const wrapper = name === undefined ? undefined : wrappers.get(name);
    const next = wrapper === undefined ? -1 : behindWrapper(node.words, at + 1, wrapper, environment);
    if (name === undefined || next < 0 || next >= node.words.length) break;
    names.push(name);
    at = next;
  }
  const word = node.words[at] ?? first;
  return {
    ...place,
    node,
    name: programName(word),
    word,
    args: node.words.slice(at + 1).map(argumentOf),
    wrappers: exactList(names),
    environment: exactList(environment),
    range: { start: node.start, end: node.end },
    isNested,
  };
}

function programName(word: ShellWord | undefined): string | undefined {
  const literal = word === undefined ? undefined : literalOf(word);
  return literal === undefined || literal === "" ? undefined : literal.slice(literal.lastIndexOf("/") + 1);
}

function entryOf(assignment: Assignment): EnvironmentEntry {
  const value = assignment.array === undefined ? literalOf(assignment.value) : undefined;
  return { name: assignment.name, value, start: assignment.start, end: assignment.end };
}

/** Gives the index of the word that names the wrapped program, -1 when the wrapper runs none. Adds what it puts into the environment. */
function behindWrapper(
  words: readonly ShellWord[],
  from: number,
  wrapper: Wrapper,
  environment: EnvironmentEntry[],
): number {
  let operands = wrapper.operands;
  let runsProgram = wrapper.neededFlags.length === 0;
  let at = from;
  for (; at < words.length; at++) {
    const word = words[at];
    const text = word === undefined ? "" : printWord(word);
    if (text === "--") {
      at++;
      break;
    }
    if (text.startsWith("-") && text !== "-") {
      if (wrapper.queryFlags.includes(text)) return -1;
      runsProgram ||= wrapper.neededFlags.includes(text.split("=", 1)[0] ?? "");
      if (wrapper.valueFlags.includes(text)) at++;
      continue;
    }
    const entry = wrapper.takesEnvironment && word !== undefined ? environmentEntry(word, text) : undefined;
    if (entry !== undefined) environment.push(entry);
    else if (operands > 0) operands--;
    else break;
  }
  return runsProgram ? at + operands : -1;
}

function environmentEntry(word: ShellWord, text: string): EnvironmentEntry | undefined {
  const equals = text.indexOf("=");
  if (equals <= 0 || !/^[A-Za-z_]\w*$/.test(text.slice(0, equals))) return undefined;
  const value = literalOf(word) === undefined ? undefined : text.slice(equals + 1);
  return { name: text.slice(0, equals), value, start: word.start, end: word.end };
}
