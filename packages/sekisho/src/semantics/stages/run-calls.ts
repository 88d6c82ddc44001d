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

/** The calls of a program, by their places among all calls. */
type PlacesByName = ReadonlyMap<string, readonly number[]>;

const placesByBuild = new WeakMap<Pick<DockerfileBuild, "steps">, PlacesByName>();

/** Gives the calls of {@link runCalls} whose program is asked for by name, in file order. */
export function runCallsOf(
  build: Pick<DockerfileBuild, "steps">,
  isWanted: (name: string) => boolean,
): readonly LocatedCall[] {
  const calls = runCalls(build);
  let byName = placesByBuild.get(build);
  if (byName === undefined) placesByBuild.set(build, (byName = groupByName(calls)));
  const wanted = [...byName].flatMap(([name, places]) => (name !== "" && isWanted(name) ? [places] : []));
  // Calls of one program are in file order already.
  const [places = []] = wanted.length < 2 ? wanted : [wanted.flat().sort((left, right) => left - right)];
  return places.flatMap((place) => calls[place] ?? []);
}

function groupByName(calls: readonly LocatedCall[]): PlacesByName {
  const byName = new Map<string, number[]>();
  for (let place = 0; place < calls.length; place++) {
    const name = calls[place]?.call.name ?? "";
    const places = byName.get(name);
    if (places === undefined) byName.set(name, [place]);
    else places.push(place);
  }
  return byName;
}
