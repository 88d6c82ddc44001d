import type { ArgInstruction, Instruction, Word } from "../../formats/dockerfile/syntax.ts";
import { expandWord } from "../../formats/dockerfile/words.ts";
import type { GlobalArgument, StageState, VariableState } from "./build.ts";
import { VariableMap } from "./variable-map.ts";

/** ARGs that every RUN sees without declaration. Source: Dockerfile reference, "Predefined ARGs". */
const predefinedArguments = [
  "ALL_PROXY",
  "FTP_PROXY",
  "HTTPS_PROXY",
  "HTTP_PROXY",
  "NO_PROXY",
  "all_proxy",
  "ftp_proxy",
  "http_proxy",
  "https_proxy",
  "no_proxy",
] as const;

/** ARGs that FROM sees without declaration, and a stage once it declares them. Source: BuildKit, platform.go, defaultArgs. */
export const platformArguments = [
  "BUILDARCH",
  "BUILDOS",
  "BUILDOSVERSION",
  "BUILDPLATFORM",
  "BUILDVARIANT",
  "TARGETARCH",
  "TARGETOS",
  "TARGETOSVERSION",
  "TARGETPLATFORM",
  "TARGETSTAGE",
  "TARGETVARIANT",
] as const;

/** A word after expansion. */
export interface ExpandedWord {
  /** With the `$` expansions as written when one of them is unknown. */
  readonly value: string;
  /** False when a variable in it has a value that nobody can tell before the build, and when the expansion fails. */
  readonly isKnown: boolean;
  readonly failure?: string;
}

/** Finds a variable; `undefined` when it is not set at all, a state with `value: undefined` when its value is unknown. */
export type VariableLookup = (name: string) => VariableState | undefined;

const unknownValue: VariableState = { value: undefined, setBy: undefined };

/** The ARGs of a stage before its first instruction. */
export const initialArguments: VariableMap = withUnknown(predefinedArguments);

/** Expands a word with the variables that a lookup knows. An unset variable is empty, as in BuildKit. */
export function expand(word: Word, find: VariableLookup): ExpandedWord {
  if (word.variables.length === 0) return { value: word.value, isKnown: true };
  let isKnown = true;
  const expanded = expandWord(word, (name) => {
    const found = find(name);
    if (found !== undefined && found.value === undefined) isKnown = false;
    return found?.value;
  });
  if (expanded.failure !== undefined) return { value: word.value, isKnown: false, failure: expanded.failure };
  return isKnown ? { value: expanded.value, isKnown } : { value: word.value, isKnown };
}

/** Gives the lookup of a stage's state. `isClosed` tells that no image can have set what the file does not. */
export function lookupIn(state: Pick<StageState, "args" | "env">, isClosed: boolean): VariableLookup {
  const missing = isClosed ? undefined : unknownValue;
  return (name) => state.args.get(name) ?? state.env.get(name) ?? missing;
}

/** ARGs in force before the first FROM. */
export interface GlobalScope {
  readonly arguments: readonly GlobalArgument[];
  readonly find: VariableLookup;
}

/**
 * Reads the ARGs before the first FROM in order: a later one sees the earlier ones, a build argument replaces a default.
 * Source: BuildKit, convert.go, buildMetaArgs.
 */
export function readGlobalScope(
  instructions: readonly ArgInstruction[],
  buildArguments: Readonly<Record<string, string>>,
  target: string | undefined,
): GlobalScope {
  const scope = new Map<string, VariableState>(platformArguments.map((name) => [name, unknownValue]));
  scope.set("TARGETSTAGE", { value: target ?? "default", setBy: undefined });
  for (const name of platformArguments) {
    const given = givenValue(buildArguments, name);
    if (given !== undefined) scope.set(name, { value: given, setBy: undefined });
  }
  const declared: GlobalArgument[] = [];
  for (const instruction of instructions) {
    for (const { key, value } of instruction.pairs) {
      const found = value === undefined ? undefined : expand(value, (name) => scope.get(name));
      const known = found?.isKnown === true ? found.value : undefined;
      const result = givenValue(buildArguments, key.value) ?? known;
      const isOverwritten = value !== undefined || result !== undefined || !scope.has(key.value);
      if (isOverwritten) scope.set(key.value, { value: result, setBy: instruction });
      declared.push({ instruction, name: key.value, word: key, value: scope.get(key.value)?.value });
    }
  }
  return { arguments: declared, find: (name) => scope.get(name) };
}

/** What ARG needs beside the state: the global scope, the caller's values, and whether the base hides unknown variables. */
export interface ArgumentSurroundings {
  readonly globals: GlobalScope;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly isClosed: boolean;
}

/**
 * Declares the ARGs of an instruction in a stage. The caller's value wins over the default, the default over the global
 * one; without any of them an earlier value stays.
 * Source: BuildKit, convert.go, dispatchArg.
 */
export function declareArguments(
  args: VariableMap,
  env: VariableMap,
  instruction: ArgInstruction,
  surroundings: ArgumentSurroundings,
): VariableMap {
  let declared = args;
  for (const { key, value } of instruction.pairs) {
    const name = key.value;
    const found = argumentValue(name, value, { args: declared, env }, surroundings);
    const stays = found === undefined && (env.has(name) || declared.get(name)?.value !== undefined);
    if (!stays) declared = declared.with(name, { value: found?.value, setBy: instruction });
  }
  return declared;
}

/** Sets the variables of ENV. Values are expanded with the state before the instruction: `ENV a=b c=$a` uses the old `a`. */
export function setVariables(env: VariableMap, state: VariableChange, isClosed: boolean): VariableMap {
  const find = lookupIn(state, isClosed);
  let changed = env;
  for (const { key, value } of state.instruction.pairs) {
    const found = value === undefined ? { value: "", isKnown: true } : expand(value, find);
    changed = changed.with(expand(key, find).value, {
      value: found.isKnown ? found.value : undefined,
      setBy: state.instruction,
    });
  }
  return changed;
}

/** The state before an ENV, and the ENV. */
export interface VariableChange extends Pick<StageState, "args" | "env"> {
  readonly instruction: Instruction & { readonly keyword: "ENV" | "LABEL" };
}

function argumentValue(
  name: string,
  word: Word | undefined,
  state: Pick<StageState, "args" | "env">,
  surroundings: ArgumentSurroundings,
): VariableState | undefined {
  const given = givenValue(surroundings.buildArguments, name);
  if (given !== undefined) return { value: given, setBy: undefined };
  if (word === undefined) return surroundings.globals.find(name);
  const found = expand(word, lookupIn(state, surroundings.isClosed));
  return { value: found.isKnown ? found.value : undefined, setBy: undefined };
}

function givenValue(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function withUnknown(names: readonly string[]): VariableMap {
  let map = VariableMap.empty;
  for (const name of names) map = map.with(name, unknownValue);
  return map;
}
