import type { Distribution } from "../../model/inventory.ts";
import type { FoundPackage, PackageType } from "../../model/package.ts";
import { formatPackageUrl } from "./package-url.ts";

const distributionTypes: ReadonlySet<PackageType> = new Set<PackageType>(["alpm", "apk", "deb", "opkg", "rpm"]);

/** Tells whether packages of a type belong to a distribution: its package URL names it. */
export function isDistributionType(type: PackageType): boolean {
  return distributionTypes.has(type);
}

/**
 * Gives the canonical package URL of a package that was found.
 *
 * Packages of a distribution are in its namespace and carry `arch`, `distro` (`debian-12`), `epoch` (rpm), the
 * modularity label (rpm) and `upstream`: the source package, with its version where that differs.
 */
export function packageUrlOf(found: FoundPackage, distribution: Distribution | undefined): string {
  if (!isDistributionType(found.type)) {
    return formatPackageUrl({
      type: found.type,
      ...(found.namespace === undefined ? {} : { namespace: found.namespace }),
      name: found.name,
      version: found.version,
      qualifiers: found.qualifiers ?? {},
    });
  }
  const { version, epoch } = found.type === "rpm" ? splitEpoch(found.version) : { version: found.version, epoch: "" };
  const namespace = found.namespace ?? (distribution === undefined ? undefined : namespaceOf(distribution));
  return formatPackageUrl({
    type: found.type,
    ...(namespace === undefined ? {} : { namespace }),
    name: found.name,
    version,
    qualifiers: {
      arch: found.architecture ?? "",
      distro: distribution === undefined ? "" : distroOf(distribution),
      epoch,
      modularitylabel: found.module ?? "",
      upstream: upstreamOf(found),
      ...found.qualifiers,
    },
  });
}

/** Who makes the distribution, where package URLs do not use the id of os-release. */
const namespaces: ReadonlyMap<string, string> = new Map([
  ["rhel", "redhat"],
  ["sles", "suse"],
  ["sled", "suse"],
]);

function namespaceOf({ id }: Distribution): string {
  if (id.startsWith("opensuse")) return "opensuse";
  return namespaces.get(id) ?? id;
}

function distroOf({ id, version, codename }: Distribution): string {
  const release = version ?? codename;
  return release === undefined ? id : `${id}-${release}`;
}

function splitEpoch(version: string): { readonly version: string; readonly epoch: string } {
  const colon = version.indexOf(":");
  if (colon === -1) return { version, epoch: "" };
  const epoch = version.slice(0, colon);
  // An epoch of 0 is none: rpm prints "(none)" and "0" for the same package.
  return { version: version.slice(colon + 1), epoch: epoch === "0" ? "" : epoch };
}

function upstreamOf({ name, version, source }: FoundPackage): string {
  if (source === undefined) return "";
  if (source.version !== version && source.version !== "") return `${source.name}@${source.version}`;
  return source.name === name ? "" : source.name;
}
