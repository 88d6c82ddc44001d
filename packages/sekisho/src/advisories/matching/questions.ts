import { ecosystemOfType } from "../../model/advisory.ts";
import type { Inventory } from "../../model/inventory.ts";
import type { Package } from "../../model/package.ts";
import { normalisePackageName } from "../package-name.ts";
import { findPackageDistribution, findReleaseEcosystem } from "./distribution-release.ts";
import { findProductNames } from "./product-names.ts";
import { isThirdParty } from "./third-party.ts";

/** One name to look up, with the version that its rows are compared with. */
export interface Question {
  readonly ecosystem: string;
  readonly name: string;
  /** Rows of which kind of name it is for. */
  readonly names: "source" | "binary";
  readonly version: string;
}

/** What to ask of a package, or why nobody can be asked. */
export type Inquiry =
  | { readonly kind: "asked"; readonly questions: readonly Question[] }
  | {
      readonly kind: "no-data";
      readonly reason: "third-party" | "unknown-distribution" | "unknown-ecosystem";
      readonly ecosystem: string;
    };

const distributionTypes = new Set(["apk", "deb", "rpm"]);

/** Tells whether a package is one that a distribution's package manager installed. */
export function isDistributionPackage({ type }: Package): boolean {
  return distributionTypes.has(type);
}

/** Gives what to ask of a package. */
export function inquire(found: Package, inventory: Inventory): Inquiry {
  if (isDistributionPackage(found)) return inquireDistribution(found, inventory);
  if (found.type === "generic" || found.type === "bitnami") return inquireProduct(found);
  const ecosystem = ecosystemOfType[found.type];
  if (ecosystem === undefined) return { kind: "no-data", reason: "unknown-ecosystem", ecosystem: found.type };
  const name = normalisePackageName(ecosystem, languageName(found));
  return { kind: "asked", questions: [{ ecosystem, name, names: "binary", version: languageVersion(found) }] };
}

const gemPlatform = /-(?:x86_64|x86|x64|i\d86|aarch64|arm64|arm|universal|java|jruby|mswin|mingw)[\w.-]{0,60}$/;

/** A gem built for a platform (`1.10.2-x86_64-linux`) is of the version in front, not a prerelease of it. */
function languageVersion({ type, version }: Package): string {
  return type === "gem" ? version.replace(gemPlatform, "") : version;
}

function languageName({ type, namespace, name }: Package): string {
  if (namespace === undefined || namespace === "") return name;
  return type === "maven" ? `${namespace}:${name}` : `${namespace}/${name}`;
}

function inquireProduct({ type, name, version }: Package): Inquiry {
  const names =
    type === "bitnami"
      ? [{ ecosystem: "bitnami", name: normalisePackageName("bitnami", name) }]
      : findProductNames(name);
  return {
    kind: "asked",
    questions: names.map(({ ecosystem, name: asked }) => ({ ecosystem, name: asked, names: "binary", version })),
  };
}

function inquireDistribution(found: Package, inventory: Inventory): Inquiry {
  const distribution = findPackageDistribution(found, inventory);
  const release = distribution === undefined ? undefined : findReleaseEcosystem(distribution, inventory.repositories);
  if (release === undefined) {
    return { kind: "no-data", reason: "unknown-distribution", ecosystem: distribution?.id ?? found.type };
  }
  if (isThirdParty(found, release)) return { kind: "no-data", reason: "third-party", ecosystem: release };
  const ecosystem = findBackportedFrom(found, release) ?? release;
  const source = sourceOf(found);
  return {
    kind: "asked",
    questions: [
      { ecosystem, name: source.name, names: "source", version: source.version },
      { ecosystem, name: found.name, names: "binary", version: found.version },
    ],
  };
}

const backport = /~bpo(\d{1,4})\+/;

/** A backport (`1.2-3~bpo12+1`) is built from the release that comes after: that one's advisories speak of it. */
function findBackportedFrom({ version }: Package, release: string): string | undefined {
  const number = release.startsWith("debian:") ? backport.exec(version)?.[1] : undefined;
  return number === undefined ? undefined : `debian:${Number(number) + 1}`;
}

/**
 * Gives the source package with its version. Where the database names none, the package is its own source; a rebuild of
 * Debian without changes (`1.2-3+b1`) has the version of the source without its mark. The source version of an rpm has no
 * epoch in its file name: that of the package stands for it where both are of the same version.
 */
function sourceOf({ type, name, version, source }: Package): { readonly name: string; readonly version: string } {
  const stated = source ?? { name, version };
  if (type === "deb" && stated.version === version) {
    return { name: stated.name, version: version.replace(/\+b\d{1,9}$/, "") };
  }
  if (type === "rpm" && version.endsWith(`:${stated.version}`)) return { name: stated.name, version };
  return stated;
}
