import type { TextFix } from "../../model/fix.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { removePiece } from "../editing/remove-piece.ts";
import type { DockerfileBuild, Step } from "../stages/build.ts";
import { type PlacedInstruction, placedInstructions } from "../stages/placed-instructions.ts";
import { runCalls } from "../stages/run-calls.ts";
import { type LocatedCall, rangeOf } from "../stages/scripts.ts";
import { expand, lookupIn } from "../stages/variables.ts";

/** A place that gives an environment variable a value. */
export interface VariableSetting {
  readonly name: string;
  /** What the variable is set to; `undefined` where nobody can tell before the build. */
  readonly value: string | undefined;
  /** `NAME=value` in the file. */
  readonly range: OffsetRange;
  readonly step: Step;
  /** Set for the image and its containers, for the build alone, or for commands of one RUN. */
  readonly scope: "image" | "build" | "command";
  /** Takes the setting out again; `undefined` where that is no plain cut. */
  readonly removal: TextFix | undefined;
}

/**
 * Gives every place that sets one of the variables for the programs of the image or of the build: ENV, ARG with a default,
 * `NAME=value` before a command, `export NAME=value`. Plain assignments in a shell are none: programs do not see them.
 */
export function variableSettings(build: DockerfileBuild, names: ReadonlySet<string>): readonly VariableSetting[] {
  const settings: VariableSetting[] = [];
  for (const placed of placedInstructions(build, "ARG", "ENV")) settings.push(...pairSettings(build, placed, names));
  for (const located of settingCalls(build)) settings.push(...callSettings(build, located, names));
  return settings.sort((left, right) => left.range.start - right.range.start);
}

const settingCallsByBuild = new WeakMap<DockerfileBuild, readonly LocatedCall[]>();

/** The few calls that set anything: several checks ask about them. */
function settingCalls(build: DockerfileBuild): readonly LocatedCall[] {
  let calls = settingCallsByBuild.get(build);
  if (calls === undefined) {
    calls = runCalls(build).filter(({ call }) => call.environment.length > 0 || call.name === "export");
    settingCallsByBuild.set(build, calls);
  }
  return calls;
}

function pairSettings(
  build: DockerfileBuild,
  { instruction, step }: PlacedInstruction<"ARG" | "ENV">,
  names: ReadonlySet<string>,
): readonly VariableSetting[] {
  return instruction.pairs.flatMap(({ key, value, start, end }, index): readonly VariableSetting[] => {
    if (value === undefined || !names.has(key.value)) return [];
    const expanded = expand(value, lookupIn(step.state, step.stage.root.kind === "scratch"));
    const edit = removePiece(build, instruction, instruction.pairs, index);
    return [
      {
        name: key.value,
        value: expanded.isKnown ? expanded.value : undefined,
        range: { start, end },
        step,
        scope: instruction.keyword === "ENV" ? "image" : "build",
        removal: edit === undefined ? undefined : { safety: "proposal", edits: [edit] },
      },
    ];
  });
}

function callSettings(
  build: DockerfileBuild,
  located: LocatedCall,
  names: ReadonlySet<string>,
): readonly VariableSetting[] {
  const { call, script, step } = located;
  const settings: VariableSetting[] = [];
  for (const entry of call.environment) {
    if (!names.has(entry.name)) continue;
    settings.push({
      name: entry.name,
      value: entry.value,
      range: rangeOf(script, entry),
      step,
      scope: "command",
      removal: prefixRemoval(build, located, entry),
    });
  }
  if (call.name !== "export") return settings;
  for (const argument of call.args) {
    const equals = argument.text.indexOf("=");
    const name = argument.text.slice(0, Math.max(equals, 0));
    if (!names.has(name)) continue;
    const value = argument.literal?.slice(equals + 1);
    settings.push({ name, value, range: rangeOf(script, argument), step, scope: "command", removal: undefined });
  }
  return settings;
}

/** Takes `NAME=value` before a command out, with the blanks and line continuations behind it. */
function prefixRemoval(build: DockerfileBuild, { call, script }: LocatedCall, entry: OffsetRange): TextFix | undefined {
  const next = [...call.node.assignments, ...call.node.words].find((piece) => piece.start >= entry.end);
  if (next === undefined || script.form === "exec") return undefined;
  const { text } = build.syntax.source;
  const { start, end } = rangeOf(script, entry);
  const following = rangeOf(script, next).start;
  const isWritten = text.slice(start, end) === script.text.text.slice(entry.start, entry.end);
  if (!isWritten || following < end || !/^[\s\\`]*$/.test(text.slice(end, following))) return undefined;
  return { safety: "proposal", edits: [{ start, end: following, text: "" }] };
}
