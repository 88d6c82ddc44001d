import type { OffsetRange } from "../../model/source-text.ts";
import { type PackageManagerCall, packageCallOf } from "../commands/package-managers.ts";
import type { DockerfileBuild, Step } from "../stages/build.ts";
import { runCalls } from "../stages/run-calls.ts";
import { type LocatedCall, rangeOf } from "../stages/scripts.ts";

/** A call of a package manager in RUN with its place. */
export interface PlacedPackageCall extends PackageManagerCall {
  readonly located: LocatedCall;
  readonly step: Step;
  /** What to underline: the subcommand, or the program where there is none. */
  readonly range: OffsetRange;
  /** How people name it: `apt-get install`. */
  readonly title: string;
}

const callsByBuild = new WeakMap<Pick<DockerfileBuild, "steps">, readonly PlacedPackageCall[]>();

/** Gives the calls of package managers that run while the image is built, in file order; of all managers, or of some. */
export function packageCalls(
  build: Pick<DockerfileBuild, "steps">,
  managers?: ReadonlySet<string>,
): readonly PlacedPackageCall[] {
  let calls = callsByBuild.get(build);
  if (calls === undefined) {
    calls = runCalls(build).flatMap((located) => {
      const found = packageCallOf(located.call);
      return found === undefined ? [] : [placed(located, found)];
    });
    callsByBuild.set(build, calls);
  }
  return managers === undefined ? calls : calls.filter(({ manager }) => managers.has(manager));
}

function placed(located: LocatedCall, found: PackageManagerCall): PlacedPackageCall {
  const { subcommand, manager } = found;
  const word = subcommand ?? located.call.word;
  const title = subcommand === undefined ? manager : `${manager} ${subcommand.text}`;
  return { ...found, located, step: located.step, range: rangeOf(located.script, word), title };
}

/** Gives the range of a package's argument in the file. */
export function packageRange(
  call: Pick<PlacedPackageCall, "located">,
  reference: { readonly argument: OffsetRange },
): OffsetRange {
  return rangeOf(call.located.script, reference.argument);
}
