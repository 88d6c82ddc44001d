import type { PackageType } from "./package.ts";
import type { Severity } from "./severity.ts";

/** Where an advisory comes from: one feed. */
export interface AdvisorySource {
  /** `osv-go`, `debian-tracker`, `alpine-secdb`: file name of its segments. */
  readonly id: string;
  readonly name: string;
  /** SPDX expression, or the terms in words where there is no id for them. */
  readonly license: string;
  /** The line that must stand where its data is shown. */
  readonly attribution?: string;
}

/** A rating by the rules of CVSS, or by the words of a vendor. */
export type AdvisorySeverity =
  | { readonly system: "cvss-2" | "cvss-3" | "cvss-4"; readonly vector: string; readonly from: string }
  | { readonly system: "score"; readonly score: number; readonly from: string }
  /** `unknown` is a value, not a guess. */
  | { readonly system: "rating"; readonly rating: Severity | "unknown"; readonly words: string; readonly from: string };

/**
 * What is said of a package in a release: `fixed` from a version on, `affected` with no fix yet, `not-affected` whatever
 * the version, `will-not-fix`, `under-investigation`, `end-of-life` where nobody looks any more.
 */
export type AdvisoryStatus =
  | "fixed"
  | "affected"
  | "not-affected"
  | "will-not-fix"
  | "under-investigation"
  | "end-of-life";

/** A stretch of versions. Left out bounds are open. */
export interface AffectedRange {
  /** First version that is affected; `0` stands before every version. */
  readonly introduced?: string;
  /** First version that is not. */
  readonly fixed?: string;
  /** Last version that is. */
  readonly lastAffected?: string;
}

/** What an advisory says of one package in one ecosystem or release. */
export interface AffectedPackage {
  /**
   * Ecosystem and release as segments are cut: `npm`, `golang`, `debian:12`, `ubuntu:22.04`, `alpine:3.20`, `rhel:9`,
   * `almalinux:9`, `bitnami`.
   */
  readonly ecosystem: string;
  /** Normalised as the ecosystem compares names (PEP 503 for pypi, `group:name` for maven, lower case for nuget). */
  readonly name: string;
  /** What the name is: a source package of a distribution, or what is installed. */
  readonly names: "source" | "binary";
  readonly status: AdvisoryStatus;
  readonly ranges: readonly AffectedRange[];
  /** Versions named one by one; beside the ranges. */
  readonly versions: readonly string[];
  /** Stream of a module of rpm, `nodejs:18`: compared only inside it. */
  readonly module?: string;
  /** Empty for all. */
  readonly architectures?: readonly string[];
  /** `esm-infra`, `esm-apps`, `fips`, a minor stream of RHEL such as `eus-9.2`: asked only where the user has it. */
  readonly channel?: string;
  /** The rating for this package in this release. */
  readonly rating?: { readonly rating: Severity | "unknown"; readonly words: string };
  /** Code that must be used for the flaw to matter: import paths with symbols. */
  readonly imports?: readonly { readonly path: string; readonly symbols: readonly string[] }[];
}

/** A published statement that versions are affected. A superset of the OSV schema 1.7. */
export interface Advisory {
  readonly id: string;
  /** Other names of the same flaw. */
  readonly aliases: readonly string[];
  /** Flaws that this statement is about, one or several (the CVEs of a DSA or an erratum). */
  readonly upstream: readonly string[];
  /** Id of the `AdvisorySource`. */
  readonly source: string;
  readonly kind: "vulnerability" | "malware" | "unmaintained" | "unsound" | "notice";
  /** RFC 3339; left out when unknown, also for placeholder dates. */
  readonly published?: string;
  readonly modified?: string;
  readonly withdrawn?: string;
  readonly isReviewed?: boolean;
  readonly summary: string;
  readonly details: string;
  readonly references: readonly string[];
  readonly weaknesses: readonly string[];
  readonly severities: readonly AdvisorySeverity[];
  readonly affected: readonly AffectedPackage[];
}

/** Facts about a flaw that are the same for every package, joined on the CVE. */
export interface FlawFacts {
  readonly cve: string;
  /** Listed by CISA as exploited. */
  readonly knownExploited?: { readonly added: string; readonly due?: string; readonly ransomware: boolean };
  /** EPSS: probability of exploitation within 30 days, and its rank, 0 to 1. */
  readonly epss?: { readonly probability: number; readonly percentile: number; readonly date: string };
  readonly severities: readonly AdvisorySeverity[];
}

/** How a package type names its ecosystem where that has no releases: the prefix of `AffectedPackage.ecosystem`. */
export const ecosystemOfType: Readonly<Partial<Record<PackageType, string>>> = {
  cargo: "cargo",
  cocoapods: "cocoapods",
  composer: "composer",
  conan: "conan",
  conda: "conda",
  cran: "cran",
  gem: "gem",
  golang: "golang",
  hackage: "hackage",
  hex: "hex",
  julia: "julia",
  maven: "maven",
  npm: "npm",
  nuget: "nuget",
  pub: "pub",
  pypi: "pypi",
  swift: "swift",
  bitnami: "bitnami",
};
