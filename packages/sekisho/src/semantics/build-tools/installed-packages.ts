import { hasOption } from "../commands/package-managers.ts";
import type { PackageReference } from "../commands/package-references.ts";
import { type PlacedPackageCall, packageCalls } from "../package-calls/package-calls.ts";
import type { DockerfileBuild } from "../stages/build.ts";
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
  const removals = calls.filter(({ action }) => action === "remove");
  const kept = calls
    .filter(({ action }) => action === "install")
    .flatMap((call) => {
      const removed = removals.filter((removal) => isLater(removal, call));
      if (isVirtualGroupRemoved(call, removed)) return [];
      return call.packages
        .filter((reference) => !reference.isLocal && !removed.some((removal) => isRemovedBy(reference, removal)))
        .map((reference) => ({ reference, call }));
    });
  packagesByBuild.set(build, kept);
  return kept;
}

function isLater(removal: PlacedPackageCall, call: PlacedPackageCall): boolean {
  return removal.range.start > call.range.start && stageChain(removal.step.stage).includes(call.step.stage);
}

function isRemovedBy(reference: PackageReference, removal: PlacedPackageCall): boolean {
  return removal.packages.some(({ name }) => name === reference.name || name.replace(/\*$/, "") === reference.name);
}

/** `apk add --virtual .build-deps gcc` and `apk del .build-deps`; a group's name may be in a variable. */
function isVirtualGroupRemoved(call: PlacedPackageCall, removals: readonly PlacedPackageCall[]): boolean {
  if (call.family !== "apk" || !hasOption(call, "-t", "--virtual")) return false;
  const group = call.options.findLast(({ name }) => name === "-t" || name === "--virtual")?.value;
  return removals.some(({ packages }) => packages.some(({ name }) => name === group));
}
