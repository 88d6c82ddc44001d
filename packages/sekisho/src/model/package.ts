import type { ColumnSpan } from "./data-tree.ts";

/** The kinds of packages, named as the type of their package URL. */
export const packageTypes = [
  "alpm",
  "apk",
  "bitnami",
  "cargo",
  "cocoapods",
  "composer",
  "conan",
  "conda",
  "cran",
  "deb",
  "gem",
  "generic",
  "golang",
  "hackage",
  "hex",
  "julia",
  "maven",
  "npm",
  "nuget",
  "opkg",
  "pub",
  "pypi",
  "rpm",
  "swift",
] as const;

/** What kind of package it is: the type of its package URL. */
export type PackageType = (typeof packageTypes)[number];

/**
 * How sure it is that the package is there in that version: `certain` from a package database or metadata of the
 * package itself, `likely` from a version text that the software prints of itself, `possible` from a weaker trace such
 * as a file name.
 */
export type Confidence = "certain" | "likely" | "possible";

/** A checksum of a package's archive or file. */
export interface PackageHash {
  readonly algorithm: "md5" | "sha1" | "sha256" | "sha384" | "sha512";
  /** Hexadecimal, lower case. */
  readonly value: string;
}

/** The source package that a binary package of a distribution was built from. */
export interface SourcePackage {
  readonly name: string;
  /** As the version of a package; of the binary package when the database says nothing else. */
  readonly version: string;
}

/** What a package asks for, before it is known which package answers. */
export interface Requirement {
  /** A name in the same ecosystem: a package, or what a package provides. */
  readonly name: string;
  /** The versions it takes, as written. */
  readonly range?: string;
  /** The version that a lock file says was chosen. */
  readonly version?: string;
}

/** A package as one file tells of it. What the distribution or the image adds (package URL, layer) comes later. */
export interface FoundPackage {
  readonly type: PackageType;
  /** npm scope with `@`, Maven group, Go path up to the last slash, Composer vendor; left out for packages of a distribution. */
  readonly namespace?: string;
  readonly name: string;
  /** As the ecosystem compares it: `1:2.3-4` of dpkg, `[epoch:]version-release` of rpm; empty when unknown. */
  readonly version: string;
  readonly architecture?: string;
  readonly source?: SourcePackage;
  /** As declared, one expression or name each. */
  readonly licenses?: readonly string[];
  readonly hashes?: readonly PackageHash[];
  /** Who built or published it, as declared. */
  readonly vendor?: string;
  /** Modularity label of rpm, `name:stream:version:context`. */
  readonly module?: string;
  /** Qualifiers of the package URL that only the file knows. */
  readonly qualifiers?: Readonly<Record<string, string>>;
  /** Files that belong to it: paths from the root without a leading slash, links on the way not resolved. */
  readonly files?: readonly string[];
  readonly requires?: readonly Requirement[];
  /** Names beside its own that answer a requirement. */
  readonly provides?: readonly string[];
  /** `certain` when left out. */
  readonly confidence?: Confidence;
  /** Named by the project itself, not only by another package; lock files know. */
  readonly isDirect?: boolean;
  /** Needed to build or test only; lock files know. */
  readonly isDevelopment?: boolean;
  /** The software itself that the file stands in, an application with a manifest: nothing installed it as a package. */
  readonly isProject?: boolean;
  /** Line of the file that names it, from 1. */
  readonly line?: number;
  /** Where its name stands in that line: a lock file may be one line. */
  readonly columns?: ColumnSpan;
  /** Path inside the file, for a jar in a jar: `BOOT-INF/lib/a.jar`. */
  readonly innerPath?: string;
}

/** One place where a package was found. */
export interface PackageLocation {
  /** From the root of the image or of the target, without a leading slash. */
  readonly path: string;
  readonly innerPath?: string;
  readonly line?: number;
  readonly columns?: ColumnSpan;
  /** Index of the layer that brought the file, in the image's layers. */
  readonly layer?: number;
  /** Who brought it; left out when the base image is not known. */
  readonly origin?: "base-image" | "application";
  /** Id of the distribution's package that the file belongs to. */
  readonly owner?: string;
}

/** An installed unit of software. One for each package URL, with every place where it lies. */
export interface Package {
  /** The package URL; behind it `#` and a number where two packages differ in what a package URL does not say. */
  readonly id: string;
  /** Canonical package URL. */
  readonly purl: string;
  readonly type: PackageType;
  readonly namespace?: string;
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
  readonly source?: SourcePackage;
  /** SPDX expressions where the declared text is or maps to one, else the text. Sorted, each once. */
  readonly licenses: readonly string[];
  readonly hashes: readonly PackageHash[];
  readonly vendor?: string;
  readonly module?: string;
  /** Ids of the analyzers that found it, sorted. */
  readonly foundBy: readonly string[];
  readonly confidence: Confidence;
  /** Sorted by path and layer. */
  readonly locations: readonly [PackageLocation, ...PackageLocation[]];
  /** Ids of the packages that it needs, sorted. */
  readonly dependsOn: readonly string[];
  readonly isDirect?: boolean;
  readonly isDevelopment?: boolean;
  /** Files of a distribution's package, as its database lists them. */
  readonly files?: readonly string[];
}
