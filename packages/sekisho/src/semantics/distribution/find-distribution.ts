import type { Fact, ReleaseFact, RepositoryFact } from "../../model/fact.ts";
import type { Distribution } from "../../model/inventory.ts";
import { findSupportEnd } from "../base-images/support.ts";
import { findDebianVersion, isRolling, supportProductOf } from "./support-products.ts";

/** A fact with the path of its file in the merged file system. */
export interface LocatedFact {
  readonly path: string;
  readonly fact: Fact;
}

interface LocatedRelease {
  readonly path: string;
  readonly fact: ReleaseFact;
}

/**
 * Names of release files, the most reliable first: os-release as systemd defines it, then the files of the makers that
 * say more than those of the distribution they come from (Oracle Linux has a `redhat-release` of Red Hat), at last
 * those that every derivative has, too.
 */
const precedence = [
  "etc/os-release",
  "usr/lib/os-release",
  "etc/oracle-release",
  "etc/enterprise-release",
  "etc/rocky-release",
  "etc/almalinux-release",
  "etc/amazon-linux-release",
  "etc/photon-release",
  "etc/mariner-release",
  "etc/azurelinux-release",
  "etc/openEuler-release",
  "etc/euleros-release",
  "etc/anolis-release",
  "etc/mageia-release",
  "etc/fedora-release",
  "etc/centos-release",
  "etc/SuSE-release",
  "etc/redhat-release",
  "etc/system-release",
  "etc/gentoo-release",
  "etc/slackware-version",
  "etc/arch-release",
  "etc/alpine-release",
  "etc/lsb-release",
  "etc/debian_version",
] as const;

const rankByPath: ReadonlyMap<string, number> = new Map(precedence.map((path, rank) => [path, rank]));

/**
 * Joins release files to the distribution that they describe, with the end of its support; `undefined` without any.
 *
 * The first file in order of precedence decides. What it leaves out is taken from files that name the same id
 * (distroless images of Debian have the version in `debian_version` only). A derivative keeps its own id and version.
 */
export function findDistribution(facts: readonly LocatedFact[]): Distribution | undefined {
  const repositories = facts.flatMap(({ fact }) => (fact.kind === "repository" ? [fact] : []));
  const ordered = facts.flatMap(toRelease).toSorted((left, right) => rankOf(left.path) - rankOf(right.path));
  const first = ordered[0]?.fact;
  if (first === undefined) return undefined;
  const same = ordered.map(({ fact }) => fact).filter(({ id }) => id === first.id);
  const codename = same.find((fact) => fact.codename !== undefined)?.codename;
  const idLike = same.find((fact) => fact.idLike.length > 0)?.idLike ?? [];
  const version = isAlpineEdge(first, repositories) ? undefined : versionOf(same, codename);
  const prettyName = same.find((fact) => fact.prettyName !== undefined)?.prettyName;
  const endOfLife = endOfLifeOf(first, version);
  return {
    id: first.id,
    idLike,
    ...(version === undefined ? {} : { version }),
    ...(codename === undefined ? {} : { codename }),
    ...(prettyName === undefined ? {} : { prettyName }),
    ...(endOfLife === undefined ? {} : { endOfLife }),
  };
}

function toRelease({ path, fact }: LocatedFact): readonly LocatedRelease[] {
  return fact.kind === "release" ? [{ path, fact }] : [];
}

function rankOf(path: string): number {
  return rankByPath.get(path) ?? precedence.length;
}

/**
 * Testing and unstable of Debian have a codename and no version; `debian_version` of an older image may still have one,
 * but then with the codename of a release.
 */
function versionOf(facts: readonly ReleaseFact[], codename: string | undefined): string | undefined {
  const stated = facts.find((fact) => fact.versionId !== undefined)?.versionId;
  if (stated !== undefined || facts[0]?.id !== "debian" || codename === undefined) return stated;
  return facts.some((fact) => fact.prettyName?.endsWith("/sid") === true) ? undefined : findDebianVersion(codename);
}

/**
 * Edge of Alpine counts the version of the next release with `_alpha`; an image that installs from edge and from no
 * release any more is edge, too. One that mixes edge and a release stays that release.
 */
function isAlpineEdge({ id, versionId }: ReleaseFact, repositories: readonly RepositoryFact[]): boolean {
  if (id !== "alpine") return false;
  if (versionId === "edge" || versionId?.includes("_alpha") === true) return true;
  const branches = repositories.filter(({ type, isEnabled }) => type === "apk" && isEnabled).map(({ suite }) => suite);
  return branches.includes("edge") && branches.every((branch) => branch === "edge" || branch === undefined);
}

function endOfLifeOf(release: ReleaseFact, version: string | undefined): string | false | undefined {
  if (isRolling(release.id)) return false;
  const product = supportProductOf(release.id, release.name);
  // Without a version it is testing, unstable or edge: the newest there is, and without an end of its own.
  if (version === undefined) return release.id === "debian" || release.id === "alpine" ? false : undefined;
  const known = findSupportEnd(product, version.replace(/^v/, ""));
  return known ?? release.supportEnd;
}
