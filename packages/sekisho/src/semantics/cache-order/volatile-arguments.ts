import type { ArgInstruction, Instruction, Pair } from "../../formats/dockerfile/syntax.ts";
import type { TextFix } from "../../model/fix.ts";
import { deleteInstruction, insertInstructionBefore, textOf } from "../editing/instruction-edits.ts";
import { packageCalls } from "../package-calls/package-calls.ts";
import type { PackageProblem } from "../package-calls/package-problem.ts";
import type { DockerfileBuild, Stage, Step } from "../stages/build.ts";
import { runCalls } from "../stages/run-calls.ts";
import { dependencyInstallOf } from "./dependency-installs.ts";

/** Names of build arguments that have another value at every build. */
const volatileName =
  /^(?:(?:GIT|VCS|SOURCE|CI|SCM)_(?:(?:SHORT_)?(?:COMMIT|SHA1?|HASH|REF|REV|REVISION)(?:_(?:SHORT_)?(?:SHA1?|HASH|ID))?)|COMMIT(?:_(?:SHA1?|HASH|ID|REF))?|REVISION|BUILD_?(?:DATE|TIME|TIMESTAMP|ID|NUMBER|NO)|CI_(?:PIPELINE|JOB)_ID)$/i;

/**
 * Gives a problem for every ARG with a value that changes at each build, when a RUN that installs packages follows in its
 * stage and nothing before that RUN needs the value: a RUN depends on every ARG above it, whether it reads it or not.
 * Source: Dockerfile reference, "Impact on build caching".
 */
export function volatileArguments(build: DockerfileBuild): readonly PackageProblem[] {
  // Few files have such an ARG: only they are searched for what installs.
  let installs: ReadonlyMap<Step, string> | undefined;
  return build.stages.flatMap((stage) => {
    const seen = new Set<string>();
    return stage.steps.flatMap(({ instruction }, at) => {
      if (instruction.keyword !== "ARG") return [];
      return instruction.pairs.flatMap((pair) => {
        const name = pair.key.value;
        if (seen.has(name) || !volatileName.test(name)) return [];
        seen.add(name);
        installs ??= installingRuns(build);
        return problemOf(build, { stage, at, instruction, pair }, installs);
      });
    });
  });
}

interface VolatileArgument {
  readonly stage: Stage;
  readonly at: number;
  readonly instruction: ArgInstruction;
  readonly pair: Pair;
}

/** The RUNs that install packages or a project's dependencies, with the name of the first call that does. */
function installingRuns(build: DockerfileBuild): ReadonlyMap<Step, string> {
  const runs = new Map<Step, string>();
  for (const { step, action, title } of packageCalls(build)) {
    if (action === "install" && !runs.has(step)) runs.set(step, title);
  }
  for (const { call, step } of runCalls(build)) {
    const install = runs.has(step) ? undefined : dependencyInstallOf(call);
    if (install !== undefined) runs.set(step, install.title);
  }
  return runs;
}

function problemOf(
  build: DockerfileBuild,
  argument: VolatileArgument,
  installs: ReadonlyMap<Step, string>,
): readonly PackageProblem[] {
  const { stage, at, instruction, pair } = argument;
  const name = pair.key.value;
  const use = new RegExp(`\\$\\{?${name}\\b`);
  const rest = stage.steps.slice(at + 1);
  const firstUse = rest.findIndex((step) => !isMetadata(step.instruction) && use.test(textOf(build, step.instruction)));
  const reach = firstUse === -1 ? rest : rest.slice(0, firstUse);
  const delayed = reach.findLast((step) => installs.has(step));
  if (delayed === undefined) return [];
  const title = installs.get(delayed) ?? "";
  const isNeededBefore = reach
    .slice(0, reach.indexOf(delayed))
    .some((step) => use.test(textOf(build, step.instruction)));
  const fix = isNeededBefore ? undefined : moveBehind(build, instruction, rest, use);
  return [
    {
      message: {
        en: `${name} changes with every build, so \`${title}\` below it never comes from the cache.`,
        ja: `${name} の値はビルドごとに変わるため、後に続く \`${title}\` でキャッシュが使われません。`,
      },
      range: { start: pair.start, end: pair.end },
      subject: `${stage.subject}/variable:${name}`,
      ...(fix === undefined ? {} : { fix }),
    },
  ];
}

/** These change the image's configuration only: no RUN below depends on them, or they can go down with the ARG. */
function isMetadata({ keyword }: Instruction): boolean {
  return keyword === "LABEL" || keyword === "ENV" || keyword === "ARG";
}

/** Moves an ARG of one name directly before the instruction that needs it. */
function moveBehind(
  build: DockerfileBuild,
  instruction: ArgInstruction,
  rest: readonly Step[],
  use: RegExp,
): TextFix | undefined {
  const user = rest.find((step) => use.test(textOf(build, step.instruction)));
  if (user === undefined || instruction.pairs.length !== 1) return undefined;
  const line = textOf(build, instruction).replaceAll("\r\n", "\n");
  return {
    safety: "proposal",
    edits: [deleteInstruction(build, instruction), insertInstructionBefore(build, user.instruction, line)],
  };
}
