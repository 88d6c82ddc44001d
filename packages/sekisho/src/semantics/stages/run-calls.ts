import type { DockerfileBuild } from "./build.ts";
import { placedInstructions } from "./placed-instructions.ts";
import { callsOf, type LocatedCall } from "./scripts.ts";

const callsByBuild = new WeakMap<Pick<DockerfileBuild, "steps">, readonly LocatedCall[]>();

/** Gives every call that runs while the image is built: those of RUN, also behind ONBUILD, in file order. */
export function runCalls(build: Pick<DockerfileBuild, "steps">): readonly LocatedCall[] {
  const known = callsByBuild.get(build);
  if (known !== undefined) return known;
  const calls: LocatedCall[] = [];
  for (const { step } of placedInstructions(build, "RUN")) for (const located of callsOf(step)) calls.push(located);
  callsByBuild.set(build, calls);
  return calls;
}

const callsByName = new WeakMap<Pick<DockerfileBuild, "steps">, ReadonlyMap<string, readonly LocatedCall[]>>();

/** Gives the calls of {@link runCalls} whose program is asked for by name, in file order. */
export function runCallsOf(
  build: Pick<DockerfileBuild, "steps">,
  isWanted: (name: string) => boolean,
): readonly LocatedCall[] {
  let byName = callsByName.get(build);
  if (byName === undefined) {
    byName = Map.groupBy(runCalls(build), ({ call }) => call.name ?? "");
    callsByName.set(build, byName);
  }
  const wanted = [...byName.keys()].filter((name) => name !== "" && isWanted(name));
  const [only] = wanted;
  if (only === undefined) return [];
  // Calls of one program are in file order already.
  if (wanted.length === 1) return byName.get(only) ?? [];
  const names: ReadonlySet<string | undefined> = new Set(wanted);
  return runCalls(build).filter(({ call }) => names.has(call.name));
}
