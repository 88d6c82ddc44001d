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

/** The calls of a file in file order: all of them, and those of each manager. */
interface PackageCallIndex {
  readonly all: readonly PlacedPackageCall[];
  readonly byManager: ReadonlyMap<string, readonly PlacedPackageCall[]>;
}

const callsByBuild = new WeakMap<Pick<DockerfileBuild, "steps">, PackageCallIndex>();

/** Gives the calls of package managers that run while the image is built, in file order; of all managers, or of some. */
export function packageCalls(
  build: Pick<DockerfileBuild, "steps">,
  managers?: ReadonlySet<string>,
): readonly PlacedPackageCall[] {
  let index = callsByBuild.get(build);
  if (index === undefined) callsByBuild.set(build, (index = indexCalls(build)));
  if (managers === undefined) return index.all;
  const present = [...index.byManager].filter(([manager]) => managers.has(manager));
  if (present.length < 2) return present[0]?.[1] ?? [];
  return index.all.filter(({ manager }) => managers.has(manager));
}

function indexCalls(build: Pick<DockerfileBuild, "steps">): PackageCallIndex {
  const all: PlacedPackageCall[] = [];
  for (const located of runCalls(build)) {
    const found = packageCallOf(located.call);
    if (found !== undefined) all.push(placed(located, found));
  }
  return { all, byManager: Map.groupBy(all, ({ manager }) => manager) };
}

function placed(located: LocatedCall, found: PackageManagerCall): PlacedPackageCall {
  const { subcommand, manager, prefix } = found;
  const word = subcommand ?? located.call.word;
  const title = [manager, prefix?.text, subcommand?.text].filter((part) => part !== undefined).join(" ");
  return { ...found, located, step: located.step, range: rangeOf(located.script, word), title };
}

/** Gives the range of a package's argument in the file. */
export function packageRange(
  call: Pick<PlacedPackageCall, "located">,
  reference: { readonly argument: OffsetRange },
): OffsetRange {
  return rangeOf(call.located.script, reference.argument);
}
