import type { CommandCall } from "../commands/calls.ts";
import type { DockerfileBuild } from "../stages/build.ts";
import { effectiveInstruction } from "../stages/placed-instructions.ts";
import { allCalls } from "../stages/scripts.ts";

/** The programs that a file names, by base name. */
interface UsedPrograms {
  /** CMD, ENTRYPOINT and HEALTHCHECK of the final image call them, or they are its shell. */
  readonly atRunTime: ReadonlySet<string>;
  /** Words of any call, each with the calls that have it: two at most, which tells whether there is another one. */
  readonly words: ReadonlyMap<string, readonly CommandCall[]>;
}

const usedByBuild = new WeakMap<DockerfileBuild, UsedPrograms>();

/** Tells whether what a container of the final image starts calls one of the programs. */
export function isUsedAtRunTime(build: DockerfileBuild, programs: readonly string[]): boolean {
  const { atRunTime } = usedPrograms(build);
  return programs.some((program) => atRunTime.has(program));
}

/** Tells whether a call other than the given one names one of the programs, as its program or in an argument. */
export function isNamedElsewhere(build: DockerfileBuild, programs: readonly string[], call: CommandCall): boolean {
  const { words } = usedPrograms(build);
  return programs.some((program) => words.get(program)?.some((other) => other !== call) === true);
}

function usedPrograms(build: DockerfileBuild): UsedPrograms {
  const known = usedByBuild.get(build);
  if (known !== undefined) return known;
  const atRunTime = new Set((build.target?.final.shell.words ?? []).map(baseName));
  const words = new Map<string, CommandCall[]>();
  for (const { call, step } of allCalls(build)) {
    const names = [...call.wrappers, ...(call.name === undefined ? [] : [call.name])];
    const isStart = step.stage.isInTarget && effectiveInstruction(step.instruction).keyword !== "RUN";
    if (isStart) for (const name of names) atRunTime.add(name);
    for (const word of [...names, ...call.args.map(({ text }) => baseName(text))]) {
      const calls = words.get(word);
      if (calls === undefined) words.set(word, [call]);
      else if (calls.length < 2 && calls[0] !== call) calls.push(call);
    }
  }
  const used = { atRunTime, words };
  usedByBuild.set(build, used);
  return used;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
