import type { RepositoryFact } from "../../model/fact.ts";
import type { Distribution, Inventory } from "../../model/inventory.ts";
import type { Package } from "../../model/package.ts";
import { findDebianVersion } from "../../semantics/distribution/support-products.ts";
import { parsePackageUrl } from "../../semantics/package-url/package-url.ts";

type ReleaseNaming = (distribution: Distribution, repositories: readonly RepositoryFact[]) => string | undefined;

/** How the releases of each distribution are named in advisories, by the id of os-release. */
const namings: ReadonlyMap<string, ReleaseNaming> = new Map<string, ReleaseNaming>([
  ["almalinux", majorOf("almalinux")],
  ["alpaquita", wholeOf("alpaquita")],
  ["alpine", alpineRelease],
  ["amzn", amazonRelease],
  ["azurelinux", minorOf("azurelinux")],
  ["centos", centosRelease],
  ["chainguard", () => "chainguard"],
  ["debian", debianRelease],
  ["fedora", wholeOf("fedora")],
  ["mageia", majorOf("mageia")],
  ["mariner", minorOf("mariner")],
  ["ol", majorOf("ol")],
  ["openEuler", openEulerRelease],
  ["openeuler", openEulerRelease],
  ["opensuse-leap", minorOf("opensuse-leap")],
  ["opensuse-leap-micro", minorOf("opensuse-leap-micro")],
  ["opensuse-tumbleweed", () => "opensuse-tumbleweed"],
  ["photon", minorOf("photon")],
  ["raspbian", debianRelease],
  ["rhel", majorOf("rhel")],
  ["rocky", majorOf("rocky")],
  ["sl-micro", minorOf("sl-micro")],
  ["sle-micro", minorOf("sle-micro")],
  ["sled", wholeOf("sles")],
  ["sles", wholeOf("sles")],
  ["ubuntu", wholeOf("ubuntu")],
  ["wolfi", () => "wolfi"],
]);

/**
 * Gives the ecosystem that a distribution's packages are judged in: `debian:12`, `alpine:3.20`, `rhel:9`. `undefined`
 * for derivatives whose packages are not those of their parent: nobody says anything of them.
 *
 * Releases without a version are found by their codename: testing and unstable of Debian have no version.
 *
 * @param repositories Where the packages come from: Alpine whose repositories are all of edge is edge.
 */
export function findReleaseEcosystem(
  distribution: Distribution,
  repositories: readonly RepositoryFact[] = [],
): string | undefined {
  return namings.get(distribution.id)?.(distribution, repositories);
}

/** Finds the distribution of a package: the inventory's or, in an SBOM that names none, that of its package URL. */
export function findPackageDistribution({ purl }: Package, { distribution }: Inventory): Distribution | undefined {
  if (distribution !== undefined) return distribution;
  const written = parsePackageUrl(purl)?.qualifiers["distro"];
  if (written === undefined) return undefined;
  const hyphen = written.lastIndexOf("-");
  const release = hyphen === -1 ? "" : written.slice(hyphen + 1);
  if (release === "") return { id: written, idLike: [] };
  const id = written.slice(0, hyphen);
  if (/^\d/.test(release)) return { id, idLike: [], version: release };
  // `opensuse-tumbleweed` has a hyphen and no release; `debian-sid` has a codename.
  return namings.has(written) ? { id: written, idLike: [] } : { id, idLike: [], codename: release };
}

function majorOf(ecosystem: string): ReleaseNaming {
  return ({ version }) => (version === undefined ? undefined : `${ecosystem}:${numbersOf(version, 1)}`);
}

function minorOf(ecosystem: string): ReleaseNaming {
  return ({ version }) => (version === undefined ? undefined : `${ecosystem}:${numbersOf(version, 2)}`);
}

function wholeOf(ecosystem: string): ReleaseNaming {
  return ({ version }) => (version === undefined ? undefined : `${ecosystem}:${version}`);
}

/** The first numbers of a version: of `3.20.3` two are `3.20`. */
function numbersOf(version: string, count: number): string {
  return version.split(".", count).join(".");
}

function debianRelease({ version, codename, prettyName }: Distribution): string | undefined {
  if (version !== undefined) return `debian:${numbersOf(version, 1)}`;
  // Testing names itself after both: `Debian GNU/Linux trixie/sid`.
  const named = codename ?? /(\w+)\/sid$/.exec(prettyName ?? "")?.[1];
  return named === undefined ? undefined : `debian:${findDebianVersion(named) ?? named}`;
}

/** Edge says the version that it is on the way to (`3.21_alpha20240807`), and its repositories say edge. */
function alpineRelease({ version }: Distribution, repositories: readonly RepositoryFact[]): string {
  const branches = repositories.flatMap(({ type, suite, isEnabled }) =>
    type === "apk" && isEnabled && suite !== undefined ? [suite] : [],
  );
  const isEdge = branches.length > 0 && branches.every((branch) => branch === "edge");
  if (version === undefined || version.includes("_alpha") || isEdge) return "alpine:edge";
  return `alpine:${numbersOf(version, 2)}`;
}

/** Amazon Linux 1 counts its releases by months, and its errata are for the last one. */
function amazonRelease({ version }: Distribution): string | undefined {
  if (version === undefined) return undefined;
  const release = numbersOf(version, 1);
  return release.startsWith("201") ? "amzn:2018.03" : `amzn:${release}`;
}

/** CentOS Linux was built from the sources of RHEL, release by release; Stream goes before RHEL and has other versions. */
function centosRelease({ version, prettyName }: Distribution): string | undefined {
  if (version === undefined || prettyName?.includes("Stream") === true) return undefined;
  const major = Number(numbersOf(version, 1));
  return major <= 8 ? `rhel:${major}` : undefined;
}

/** Service packs stand in the pretty name only: `openEuler 22.03 (LTS-SP1)`. */
function openEulerRelease({ version, prettyName }: Distribution): string | undefined {
  if (version === undefined) return undefined;
  const pack = /\((LTS(?:-SP\d+)?)\)/.exec(`${version} ${prettyName ?? ""}`)?.[1];
  return `openEuler:${numbersOf(version.split(" ")[0] ?? version, 2)}${pack === undefined ? "" : `-${pack}`}`;
}
