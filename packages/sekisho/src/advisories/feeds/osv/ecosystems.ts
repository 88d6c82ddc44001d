/** Where a package of an OSV record belongs. */
export interface OsvEcosystem {
  /** Ecosystem and release as ours: `npm`, `debian:12`. */
  readonly ecosystem: string;
  /** Whether names are those of source packages. */
  readonly names: "source" | "binary";
  readonly channel?: string;
}

/** Ecosystems without releases. */
const plain: ReadonlyMap<string, string> = new Map([
  ["Bitnami", "bitnami"],
  ["ConanCenter", "conan"],
  ["CRAN", "cran"],
  ["crates.io", "cargo"],
  ["Go", "golang"],
  ["Hackage", "hackage"],
  ["Hex", "hex"],
  ["Julia", "julia"],
  ["Maven", "maven"],
  ["npm", "npm"],
  ["NuGet", "nuget"],
  ["Packagist", "composer"],
  ["Pub", "pub"],
  ["PyPI", "pypi"],
  ["RubyGems", "gem"],
  ["SwiftURL", "swift"],
]);

/** Distributions: our name, the one of os-release, and what their advisories name. */
const distributions: ReadonlyMap<string, Pick<OsvEcosystem, "ecosystem" | "names">> = new Map<
  string,
  Pick<OsvEcosystem, "ecosystem" | "names">
>([
  ["AlmaLinux", { ecosystem: "almalinux", names: "binary" }],
  ["Alpaquita", { ecosystem: "alpaquita", names: "source" }],
  ["Alpine", { ecosystem: "alpine", names: "source" }],
  ["Chainguard", { ecosystem: "chainguard", names: "source" }],
  ["Debian", { ecosystem: "debian", names: "source" }],
  ["Mageia", { ecosystem: "mageia", names: "source" }],
  ["openEuler", { ecosystem: "openEuler", names: "binary" }],
  ["Rocky Linux", { ecosystem: "rocky", names: "binary" }],
  ["Wolfi", { ecosystem: "wolfi", names: "source" }],
]);

const ubuntuLines: ReadonlyMap<string, string> = new Map([
  ["FIPS", "fips"],
  ["FIPS-preview", "fips-preview"],
  ["FIPS-updates", "fips-updates"],
  ["Realtime", "realtime"],
]);

const suseRelease = /(?:^| )(\d+)(?: SP(\d+))?(?:[- ](.+))?$/;
const redHatProduct = /^(enterprise_linux|rhel_[a-z0-9_]+):(\d+)(?:\.(\d+))?(?:::?.*)?$/;

/**
 * Gives where a package belongs that a record places by OSV's name of an ecosystem; `undefined` for names that we have
 * no packages of. Source: OSV schema 1.7, "Defined ecosystems".
 */
export function findOsvEcosystem(name: string): OsvEcosystem | undefined {
  const language = plain.get(name);
  if (language !== undefined) return { ecosystem: language, names: "binary" };
  const colon = name.indexOf(":");
  const family = colon === -1 ? name : name.slice(0, colon);
  const release = colon === -1 ? "" : name.slice(colon + 1);
  const distribution = distributions.get(family);
  if (distribution !== undefined) {
    const version = release.replace(/^v(?=\d)/, "");
    return { ...distribution, ecosystem: joinRelease(distribution.ecosystem, version) };
  }
  switch (family) {
    case "Ubuntu":
      return findUbuntu(release);
    case "SUSE":
      return findSuse(release);
    case "openSUSE":
      return findOpenSuse(release);
    case "Red Hat":
      return findRedHat(release);
    default:
      // Maven names other repositories behind a colon: `Maven:https://repo1.example/`.
      return plain.has(family) ? { ecosystem: plain.get(family) ?? family, names: "binary" } : undefined;
  }
}

function joinRelease(ecosystem: string, release: string): string {
  return release === "" ? ecosystem : `${ecosystem}:${release}`;
}

/** `22.04:LTS`, `23.10`, `Pro:18.04:LTS`, `Pro:FIPS-updates:20.04:LTS`. */
function findUbuntu(release: string): OsvEcosystem {
  const parts = release.split(":").filter((part) => part !== "LTS" && part !== "");
  const version = parts.find((part) => /^\d/.test(part)) ?? "";
  const ecosystem = joinRelease("ubuntu", version);
  if (parts[0] !== "Pro") return { ecosystem, names: "source" };
  const line = parts.find((part) => ubuntuLines.has(part));
  return { ecosystem, names: "source", channel: ubuntuLines.get(line ?? "") ?? "esm" };
}

/** `Linux Enterprise Server 15 SP5`, `Linux Enterprise Module for Basesystem 15 SP5`, `Linux Micro 6.0`. */
function findSuse(release: string): OsvEcosystem | undefined {
  const micro = /^Linux (Enterprise )?Micro (\d+\.\d+)/.exec(release);
  if (micro !== null) {
    return { ecosystem: `${micro[1] === undefined ? "sl-micro" : "sle-micro"}:${micro[2] ?? ""}`, names: "binary" };
  }
  const parts = suseRelease.exec(release);
  const isServer = /^Linux Enterprise (Server|Module for|Software Development Kit)/.test(release);
  if (parts === null || !isServer) return undefined;
  const [, major = "", pack, line] = parts;
  const ecosystem = `sles:${major}${pack === undefined ? "" : `.${pack}`}`;
  if (release.includes("for SAP")) return { ecosystem, names: "binary", channel: "sap" };
  return { ecosystem, names: "binary", ...(line === undefined ? {} : { channel: line.toLowerCase() }) };
}

/** `Leap 15.5`, `Leap Micro 5.4`, `Tumbleweed`. */
function findOpenSuse(release: string): OsvEcosystem | undefined {
  const parts = /^(Leap|Leap Micro|Tumbleweed)(?: (\d+\.\d+))?/.exec(release);
  if (parts === null) return undefined;
  const id = `opensuse-${(parts[1] ?? "").toLowerCase().replace(" ", "-")}`;
  return { ecosystem: joinRelease(id, parts[2] ?? ""), names: "binary" };
}

/** The end of a CPE: `enterprise_linux:9::appstream`, `rhel_eus:9.2::baseos`. Other products have no packages of a host. */
function findRedHat(product: string): OsvEcosystem | undefined {
  const parts = redHatProduct.exec(product);
  if (parts === null) return undefined;
  const [, name = "", major = "", minor] = parts;
  const ecosystem = `rhel:${major}`;
  const line = name === "enterprise_linux" ? undefined : name.slice("rhel_".length).replaceAll("_", "-");
  if (line === undefined) return { ecosystem, names: "binary" };
  return { ecosystem, names: "binary", channel: minor === undefined ? line : `${line}-${major}.${minor}` };
}
