import type { DockerfileBuild } from "./build.ts";
import { effectiveInstruction } from "./placed-instructions.ts";
import { callsOf, type LocatedCall } from "./scripts.ts";

const callsByBuild = new WeakMap<Pick<DockerfileBuild, "steps">, readonly LocatedCall[]>();

/** Gives every call that runs while the image is built: those of RUN, also behind ONBUILD, in file order. */
export function runCalls(build: Pick<DockerfileBuild, "steps">): readonly LocatedCall[] {
  const known = callsByBuild.get(build);
  if (known !== undefined) return known;
  const calls = build.steps.flatMap((step) =>
    effectiveInstruction(step.instruction).keyword === "RUN" ? callsOf(step) : [],
  );
  callsByBuild.set(build, calls);
  return calls;
}
