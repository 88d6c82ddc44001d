import { hasOption } from "../commands/package-managers.ts";
import type { PackageReference } from "../commands/package-references.ts";
import { type PlacedPackageCall, packageCalls } from "../package-calls/package-calls.ts";
import type { DockerfileBuild, Stage } from "../stages/build.ts";
import { stageChain } from "../users/created-users.ts";

/** A package of the distribution that stays in the final image. */
export interface InstalledPackage {
  readonly reference: PackageReference;
  readonly call: PlacedPackageCall;
}

const systemFamilies: ReadonlySet<string> = new Set(["apt", "yum", "zypper", "apk", "pacman", "opkg"]);

const packagesByBuild = new WeakMap<DockerfileBuild, readonly InstalledPackage[]>();

/**
 * Gives the distribution's packages that the final image installs by name and keeps: those that its own RUN, or a later
 * one, removes again are left out, and so are those of a virtual group (`apk add --virtual`) that is deleted.
 */
export function keptPackages(build: DockerfileBuild): readonly InstalledPackage[] {
  const known = packagesByBuild.get(build);
  if (known !== undefined) return known;
  const calls = packageCalls(build).filter(({ family, step }) => systemFamilies.has(family) && step.stage.isInTarget);
  const removals = removalsByName(calls.filter(({ action }) => action === "remove"));
  const kept = calls
    .filter(({ action }) => action === "install")
    .flatMap((call) => {
      const group = virtualGroupOf(call);
      if (group !== undefined && isRemovedLater(group, call, removals)) return [];
      return call.packages
        .filter(({ isLocal, name }) => !isLocal && !isRemovedLater(name, call, removals))
        .map((reference) => ({ reference, call }));
    });
  packagesByBuild.set(build, kept);
  return kept;
}

/** The last call of each stage that removes a package, by the package's name. */
type Removals = ReadonlyMap<string, ReadonlyMap<Stage, PlacedPackageCall>>;

function removalsByName(calls: readonly PlacedPackageCall[]): Removals {
  const removals = new Map<string, Map<Stage, PlacedPackageCall>>();
  for (const call of calls) {
    for (const { name } of call.packages) {
      const plain = name.replace(/\*$/, "");
      const byStage = removals.get(plain) ?? new Map<Stage, PlacedPackageCall>();
      removals.set(plain, byStage.set(call.step.stage, call));
    }
  }
  return removals;
}

function isRemovedLater(name: string, call: PlacedPackageCall, removals: Removals): boolean {
  for (const [stage, removal] of removals.get(name) ?? []) {
    if (removal.range.start > call.range.start && stageChain(stage).has(call.step.stage)) return true;
  }
  return false;
}

/** The name behind --virtual; `apk del` of it removes what the call installs. */
function virtualGroupOf(call: PlacedPackageCall): string | undefined {
  if (call.family !== "apk" || !hasOption(call, "-t", "--virtual")) return undefined;
  return call.options.findLast(({ name }) => name === "-t" || name === "--virtual")?.value;
}
