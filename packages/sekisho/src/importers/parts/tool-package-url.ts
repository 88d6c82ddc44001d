import { formatPackageUrl, parsePackageUrl } from "../../semantics/package-url/package-url.ts";
import { findPlainUrl } from "../../semantics/package-url/plain-url.ts";
import type { PackageUrl } from "../../semantics/package-url/url-parts.ts";
import { findPackageType } from "./package-type.ts";

/** A package as a tool names it that writes no package URL. */
export interface ToolPackage {
  /** What kind it is, in the tool's words, the most telling first: see {@link findPackageType}. */
  readonly kinds: readonly (string | null | undefined)[];
  readonly namespace?: string | null | undefined;
  readonly name: string;
  readonly version?: string | null | undefined;
  /** Name of the distribution, of packages that belong to one: `debian`, `Debian GNU/Linux 12`, `debian:12`. */
  readonly distribution?: string | null | undefined;
  readonly architecture?: string | null | undefined;
}

/** Types whose packages belong to a distribution: its name is their namespace, and theirs is never cut. */
const systemTypes: ReadonlySet<string> = new Set(["alpm", "apk", "deb", "rpm"]);

/** Types whose names may hold their namespace, with what ends it. */
const namespaceEnds: ReadonlyMap<string, readonly string[]> = new Map([
  ["composer", ["/"]],
  ["golang", ["/"]],
  ["maven", [":", "/"]],
  ["npm", ["/"]],
  ["swift", ["/"]],
]);

/** Makes the package URL of a package; of no known kind `pkg:generic/NAME@VERSION`. */
export function toolPackageUrl({ kinds, namespace, name, version, distribution, architecture }: ToolPackage): string {
  const type = kinds.map(findPackageType).find((found) => found !== undefined) ?? "generic";
  const qualifiers = { arch: architecture ?? "" };
  if (systemTypes.has(type)) {
    const owner = namespaceOf(distribution ?? namespace ?? "") ?? namespaceOf(kinds.find(isDistributionName) ?? "");
    return formatPackageUrl({
      type,
      ...(owner === undefined ? {} : { namespace: owner }),
      name,
      version: version ?? "",
      qualifiers,
    });
  }
  const cut = Math.max(...(namespaceEnds.get(type) ?? []).map((end) => name.lastIndexOf(end)), -1);
  const space = namespace ?? name.slice(0, Math.max(cut, 0));
  return formatPackageUrl({
    type,
    ...(space === "" ? {} : { namespace: space }),
    name: namespace === undefined || namespace === null ? name.slice(cut + 1) : name,
    version: version ?? "",
    qualifiers,
  });
}

/**
 * Gives a package URL of another tool as our scans write it: in canonical form, with the distribution called as its
 * os-release does. What cannot be read stays as it is.
 */
export function ownPackageUrl(purl: string): string {
  const known = knownUrls.get(purl);
  if (known !== undefined) return known;
  const own = rewrite(purl);
  // Foreign documents name any number of packages; most are named again and again.
  if (knownUrls.size >= maxKnownUrls) knownUrls.clear();
  if (purl.length < maxKnownUnits) knownUrls.set(purl, own);
  return own;
}

const knownUrls = new Map<string, string>();
const maxKnownUrls = 20_000;
const maxKnownUnits = 500;

function rewrite(purl: string): string {
  const plain = findPlainUrl(purl);
  if (plain !== undefined && !isRenamed(plain)) return purl;
  const url = plain ?? parsePackageUrl(purl);
  if (url === undefined) return purl;
  const namespace = systemTypes.has(url.type) ? namespaceOf(url.namespace ?? "") : url.namespace;
  return formatPackageUrl({ ...url, ...(namespace === undefined ? {} : { namespace }) });
}

/** Packages of a distribution whose name is another in its os-release. */
function isRenamed({ type, namespace }: PackageUrl): boolean {
  return systemTypes.has(type) && (namespace === undefined || namespaceOf(namespace) !== namespace);
}

/** How tools call distributions whose os-release has another id, and what package URLs call those. */
const owners: ReadonlyMap<string, string> = new Map([
  ["alma", "almalinux"],
  ["amazon", "amzn"],
  ["amazonlinux", "amzn"],
  ["azurelinux", "azl"],
  ["azure", "azl"],
  ["cbl-mariner", "mariner"],
  ["cbl", "mariner"],
  ["oracle", "ol"],
  ["oraclelinux", "ol"],
  ["red", "redhat"],
  ["rhel", "redhat"],
  ["rockylinux", "rocky"],
  ["sled", "suse"],
  ["sles", "suse"],
  ["suse", "suse"],
  ["opensuse.leap", "opensuse"],
  ["opensuse-leap", "opensuse"],
  ["opensuse-tumbleweed", "opensuse"],
  ["opensuse.tumbleweed", "opensuse"],
]);

/** The first word of a name tells: `Debian GNU/Linux 12 (bookworm)`, `debian:12`, `Amazon Linux 2`. */
function namespaceOf(distribution: string): string | undefined {
  const word = /^[^\s:/@]{1,60}/.exec(distribution.trim())?.[0]?.toLowerCase();
  return word === undefined ? undefined : (owners.get(word) ?? word);
}

const managers: ReadonlySet<string> = new Set([
  "deb",
  "dpkg",
  "apt",
  "apk",
  "apkg",
  "rpm",
  "rpmdb",
  "yum",
  "dnf",
  "zypper",
  "alpm",
]);

/** `debian` names a distribution, `dpkg` does not. */
function isDistributionName(word: string | null | undefined): boolean {
  const type = findPackageType(word);
  return type !== undefined && systemTypes.has(type) && !managers.has((word ?? "").trim().toLowerCase());
}
