import type { Confidence, Package, PackageLocation } from "../../model/package.ts";
import type { LicenseTerm } from "../../semantics/sbom/license-terms.ts";
import { formatLocationContext } from "../../semantics/sbom/location-text.ts";
import {
  isWritableUrl,
  type LayerDigests,
  packageProperties,
  type SbomProperty,
} from "../../semantics/sbom/package-properties.ts";
import { type CycloneDxLicense, toLicenses } from "./licenses.ts";

/** A component as both writings of CycloneDX 1.6 say it. Members stand in the order of the XML schema. */
export interface CycloneDxComponent {
  readonly type: "application" | "container" | "library" | "operating-system";
  readonly "bom-ref": string;
  readonly supplier?: { readonly name: string };
  readonly group?: string;
  readonly name: string;
  readonly version?: string;
  readonly scope?: "excluded";
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses?: readonly CycloneDxLicense[];
  readonly purl?: string;
  readonly properties?: readonly SbomProperty[];
  readonly evidence?: CycloneDxEvidence;
}

/** How it is known that a component is there, and where. */
export interface CycloneDxEvidence {
  readonly identity: readonly CycloneDxIdentity[];
  readonly occurrences: readonly {
    readonly location: string;
    readonly line?: number;
    readonly additionalContext?: string;
  }[];
}

interface CycloneDxIdentity {
  readonly field: "purl";
  readonly confidence: number;
  readonly methods: readonly {
    readonly technique: string;
    readonly confidence: number;
    readonly value: string;
  }[];
}

/** What the components of one document share. */
export interface ComponentContext {
  readonly layers: readonly LayerDigests[];
  readonly readLicense: (license: string) => LicenseTerm;
}

/** Gives the component of a package. Its reference is the package's id. */
export function toComponent(found: Package, context: ComponentContext): CycloneDxComponent {
  const { id, vendor, namespace, name, version, hashes, licenses, purl, isDevelopment } = found;
  return {
    type: isProgram(found) ? "application" : "library",
    "bom-ref": id,
    ...(vendor === undefined ? {} : { supplier: { name: vendor } }),
    ...(namespace === undefined ? {} : { group: namespace }),
    name,
    ...(version === "" ? {} : { version }),
    // The schema: parts for tests and other uses that are not at run time are `excluded`.
    ...(isDevelopment === true ? { scope: "excluded" as const } : {}),
    ...(hashes.length === 0 ? {} : { hashes: hashes.map(toHash) }),
    ...(licenses.length === 0 ? {} : { licenses: toLicenses(licenses, context.readLicense) }),
    ...(isWritableUrl(purl) ? { purl } : {}),
    properties: packageProperties(found, context.layers),
    evidence: { identity: [toIdentity(found)], occurrences: found.locations.map(toOccurrence) },
  };
}

const algorithms = { md5: "MD5", sha1: "SHA-1", sha256: "SHA-256", sha384: "SHA-384", sha512: "SHA-512" } as const;

function toHash({ algorithm, value }: Package["hashes"][number]): { readonly alg: string; readonly content: string } {
  return { alg: algorithms[algorithm], content: value };
}

/** A program that stands alone, which no package manager knows of. */
function isProgram({ type, foundBy }: Package): boolean {
  return type === "generic" && foundBy.some((analyzer) => analyzer.startsWith("binary/"));
}

/** How much the weight of each word is between 0 and 1. */
const weights: Readonly<Record<Confidence, number>> = { certain: 1, likely: 0.8, possible: 0.5 };

function toIdentity({ confidence, foundBy }: Package): CycloneDxIdentity {
  const weight = weights[confidence];
  const methods = foundBy.map((analyzer) => ({
    technique: techniqueOf(analyzer),
    confidence: weight,
    value: analyzer,
  }));
  return { field: "purl", confidence: weight, methods };
}

function techniqueOf(analyzer: string): string {
  if (analyzer.startsWith("binary/")) return "binary-analysis";
  return /^(?:os|language|lockfile)\//.test(analyzer) ? "manifest-analysis" : "other";
}

function toOccurrence(location: PackageLocation): CycloneDxEvidence["occurrences"][number] {
  const { path, line } = location;
  const additionalContext = formatLocationContext(location);
  return {
    location: path,
    ...(line === undefined ? {} : { line }),
    ...(additionalContext === "" ? {} : { additionalContext }),
  };
}
