import type { CommandForm, Instruction, ValueInstruction } from "../../formats/dockerfile/syntax.ts";
import type { BaseImage } from "../base-images/base-image.ts";
import type { InheritedCommand, InheritedValue, StageBase, StageState } from "./build.ts";
import { linuxShell, shellOf, windowsShell } from "./interpreters.ts";
import { VariableMap } from "./variable-map.ts";
import {
  type ArgumentSurroundings,
  declareArguments,
  expand,
  initialArguments,
  lookupIn,
  setVariables,
} from "./variables.ts";
import { isAbsolutePath, joinWorkdir } from "./working-directory.ts";

/** A state whose variables can be changed by sharing. */
export interface RunningState extends StageState {
  readonly env: VariableMap;
  readonly args: VariableMap;
  /** True once this stage has a CMD of its own: ENTRYPOINT then leaves it alone. */
  readonly hasOwnCommand: boolean;
  /** The ARGs of this stage that were set over an ENV, the last first. */
  readonly overEnv: NameList | undefined;
}

interface NameList {
  readonly name: string;
  readonly rest: NameList | undefined;
}

/** What an instruction's effect depends on beside the state. */
export interface StateSurroundings extends ArgumentSurroundings {
  readonly platform: "linux" | "windows";
}

const defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Gives the state that a stage starts with on top of an image, of nothing (scratch), or of something unknown. */
export function stateOnImage(base: StageBase, platform: "linux" | "windows"): RunningState {
  const known = base.kind === "image" ? base.known : undefined;
  const isScratch = base.kind === "scratch";
  const path = isScratch ? defaultPath : undefined;
  return {
    user: isScratch ? inherited("root") : userOf(known),
    workdir: isScratch ? inherited("/") : inherited(known?.workdir),
    shell: platform === "windows" ? windowsShell : linuxShell,
    env: VariableMap.empty.with("PATH", { value: path, setBy: undefined }),
    args: initialArguments,
    entrypoint: commandOf(known?.entrypoint),
    command: commandOf(known?.command),
    hasOwnCommand: false,
    overEnv: undefined,
  };
}

/**
 * Gives the state that a stage starts with on top of another: ENV hides the ARGs that the other stage had over it.
 * Source: BuildKit, convert.go, dispatchStages: the image's ENV is set again before the first command.
 */
export function stateOnStage(final: RunningState): RunningState {
  let args = final.args;
  for (let list = final.overEnv; list !== undefined; list = list.rest) args = args.without(list.name);
  return { ...final, args, hasOwnCommand: false, overEnv: undefined };
}

/** Gives the state after an instruction; the same object when it changes nothing. */
export function applyInstruction(
  state: RunningState,
  instruction: Instruction,
  surroundings: StateSurroundings,
): RunningState {
  switch (instruction.keyword) {
    case "USER":
    case "WORKDIR":
      return applyValue(state, instruction, surroundings);
    case "SHELL":
      if (instruction.words.length === 0) return state;
      return {
        ...state,
        shell: shellOf(
          instruction.words.map((word) => word.value),
          instruction,
        ),
      };
    case "ENV": {
      const env = setVariables(state.env, { env: state.env, args: state.args, instruction }, surroundings.isClosed);
      let args = state.args;
      for (const { key } of instruction.pairs) args = args.without(key.value);
      return { ...state, env, args };
    }
    case "ARG": {
      const args = declareArguments(state.args, state.env, instruction, surroundings);
      let { overEnv } = state;
      for (const { key } of instruction.pairs) {
        if (state.env.has(key.value)) overEnv = { name: key.value, rest: overEnv };
      }
      return { ...state, args, overEnv };
    }
    case "CMD":
      return { ...state, command: commandFrom(instruction.command, instruction), hasOwnCommand: true };
    case "ENTRYPOINT":
      return {
        ...state,
        entrypoint: commandFrom(instruction.command, instruction),
        command: state.hasOwnCommand ? state.command : undefined,
      };
    default:
      return state;
  }
}

function applyValue(state: RunningState, instruction: ValueInstruction, surroundings: StateSurroundings): RunningState {
  if (instruction.value === undefined) return state;
  const expanded = expand(instruction.value, lookupIn(state, surroundings.isClosed));
  if (instruction.keyword === "USER") return { ...state, user: { value: expanded.value, setBy: instruction } };
  if (instruction.keyword !== "WORKDIR") return state;
  const value = workdirAfter(state, expanded.value, expanded.isKnown, surroundings.platform);
  if (value.length > maxPathLength) return state;
  return { ...state, workdir: { value, setBy: instruction } };
}

/** Linux makes no directory with a longer path: the build ends there. Source: path_resolution(7), PATH_MAX. */
const maxPathLength = 4_096;

function workdirAfter(state: StageState, written: string, isKnown: boolean, platform: "linux" | "windows"): string {
  if (!isKnown && !isAbsolutePath(written, platform) && written.startsWith("$")) return written;
  if (isAbsolutePath(written, platform)) return joinWorkdir("/", written, platform);
  const current = state.workdir?.value;
  if (current === undefined) return written;
  if (!isAbsolutePath(current, platform)) return `${current}/${written}`;
  return joinWorkdir(current, written, platform);
}

function commandFrom(form: CommandForm, setBy: Instruction): InheritedCommand {
  if (form.form === "exec") return { setBy, words: form.words.map((word) => word.value), form: "exec" };
  return { setBy, words: [form.script.text], form: "shell" };
}

function commandOf(words: readonly string[] | undefined): InheritedCommand | undefined {
  return words === undefined ? undefined : { setBy: undefined, words, form: "exec" };
}

function userOf(known: BaseImage | undefined): InheritedValue | undefined {
  return inherited(known?.user?.name);
}

function inherited(value: string | undefined): InheritedValue | undefined {
  return value === undefined ? undefined : { value, setBy: undefined };
}
