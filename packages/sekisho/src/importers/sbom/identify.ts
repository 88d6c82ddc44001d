import { type PackageType, packageTypes } from "../../model/package.ts";
import { formatPackageUrl, parsePackageUrl } from "../../semantics/package-url/package-url.ts";
import { isDistributionType } from "../../semantics/package-url/package-url-of.ts";
import { findPlainUrl } from "../../semantics/package-url/plain-url.ts";
import { normaliseParts } from "../../semantics/package-url/type-rules.ts";
import type { PackageUrl } from "../../semantics/package-url/url-parts.ts";
import type { PackageRecord } from "./package-record.ts";

/** What a record says of the package's name. */
export interface PackageIdentity {
  /** Canonical; as written where it cannot be read. */
  readonly purl: string;
  readonly type: PackageType;
  readonly namespace?: string;
  readonly name: string;
  readonly version: string;
  /** `undefined` where the package URL is missing or cannot be read. */
  readonly url: PackageUrl | undefined;
}

const knownTypes: ReadonlyMap<string, PackageType> = new Map(packageTypes.map((type) => [type, type]));

/**
 * Gives the identity of a package: its package URL decides, and the document's own spelling of the name is kept where it
 * says the same (`JSONStream` for `pkg:npm/jsonstream`). A package without one is `pkg:generic`.
 */
export function identify(record: PackageRecord): PackageIdentity {
  const written = record.purl;
  if (written === undefined) return identifyByName(record);
  const plain = findPlainUrl(written);
  const url = plain ?? parsePackageUrl(written);
  if (url === undefined) return identifyByName(record);
  const type = knownTypes.get(url.type) ?? "generic";
  const spelling = spellingOf(url, record) ?? url;
  const namespace = isDistributionType(type) ? undefined : spelling.namespace;
  return {
    purl: plain === undefined ? canonicalOf(url, written) : written,
    type,
    name: spelling.name,
    version: versionOf(url, type, record.version),
    url,
    ...(namespace === undefined ? {} : { namespace }),
  };
}

function identifyByName({ purl, namespace, name, version = "" }: PackageRecord): PackageIdentity {
  const written = formatPackageUrl({
    type: "generic",
    ...(namespace === undefined ? {} : { namespace }),
    name,
    version,
    qualifiers: {},
  });
  return {
    purl: purl === undefined ? written : purl,
    type: "generic",
    ...(namespace === undefined ? {} : { namespace }),
    name,
    version,
    url: undefined,
  };
}

/** Most are canonical already: then the document's own text is kept, and no second one beside it. */
function canonicalOf(url: PackageUrl, written: string): string {
  const canonical = formatPackageUrl(url);
  return canonical === written ? written : canonical;
}

interface Spelling {
  readonly namespace?: string;
  readonly name: string;
}

function spellingOf(url: PackageUrl, record: PackageRecord): Spelling | undefined {
  const candidate = record.isFullName === true ? splitFullName(url, record.name) : record;
  if (isDistribution(url)) return isSame(url, { name: candidate.name }) ? { name: candidate.name } : undefined;
  return isSame(url, candidate) ? candidate : undefined;
}

/** Cuts a name where the namespace of the package URL, which is as long, ends. */
function splitFullName(url: PackageUrl, name: string): Spelling {
  const cut = name.length - url.name.length - 1;
  if (url.namespace === undefined || isDistribution(url) || cut < 1) return { name };
  return { namespace: name.slice(0, cut), name: name.slice(cut + 1) };
}

function isDistribution(url: PackageUrl): boolean {
  const type = knownTypes.get(url.type);
  return type !== undefined && isDistributionType(type);
}

function isSame(url: PackageUrl, { namespace, name }: Spelling): boolean {
  if (name === url.name && namespace === url.namespace) return true;
  const parts = normaliseParts({
    type: url.type,
    name,
    ...(namespace === undefined || isDistribution(url) ? {} : { namespace }),
    qualifiers: {},
  });
  return parts.name === url.name && (isDistribution(url) || parts.namespace === url.namespace);
}

/** The epoch of rpm and deb may stand in the package URL alone. */
function versionOf(url: PackageUrl, type: PackageType, written: string | undefined): string {
  const version = written ?? url.version ?? "";
  const epoch = url.qualifiers["epoch"];
  const lacksEpoch = epoch !== undefined && epoch !== "0" && !version.includes(":");
  return (type === "rpm" || type === "deb") && lacksEpoch && version !== "" ? `${epoch}:${version}` : version;
}
