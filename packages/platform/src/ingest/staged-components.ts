import { hash } from "node:crypto";
import { type NamedPackage, parsePackageUrl } from "sekisho";
import type { CopyValue } from "../store/copy-rows.ts";
import { idOf } from "../store/uuid.ts";
import type { ReportedFinding } from "./reported-finding.ts";

/** A package that a witness has seen in an asset. */
export interface SeenComponent {
  readonly packageUrl: string;
  readonly licences: readonly string[];
}

/** Where a component was seen, and by whom. */
interface ComponentPlace {
  readonly witnessId: string;
  readonly assetId: string;
}

/** Columns of the staging table, in the order of a component's values. */
export const componentColumns = [
  "witness_id",
  "asset_id",
  "component_id",
  "package_url",
  "ecosystem",
  "name",
  "version",
  "licences",
] as const;

const maxLicences = 50;
const maxLength = 2000;
/** Their namespace is the distribution, which no one calls a package by. */
const distributionTypes = new Set(["alpm", "apk", "deb", "opkg", "rpm"]);

/** Gives the package that a known flaw is in. */
export function componentOfFinding({ vulnerability }: ReportedFinding): SeenComponent | undefined {
  return vulnerability === undefined ? undefined : { packageUrl: vulnerability.package, licences: [] };
}

/** Gives a package of an SBOM. */
export function componentOfPackage({ purl, licenses }: NamedPackage): SeenComponent {
  return { packageUrl: purl, licences: licenses };
}

/** Makes the row of a component; `undefined` for what has no package URL with a name. */
export function stageComponent(
  { packageUrl, licences }: SeenComponent,
  { witnessId, assetId }: ComponentPlace,
): readonly CopyValue[] | undefined {
  const plain = withoutQualifiers(packageUrl);
  const parsed = parsePackageUrl(plain);
  if (parsed === undefined) return undefined;
  const { type, namespace, name, version = "" } = parsed;
  const isInDistribution = namespace === undefined || namespace === "" || distributionTypes.has(type);
  return [
    witnessId,
    assetId,
    idOf("component", plain),
    plain,
    type,
    isInDistribution ? name : `${namespace}/${name}`,
    version,
    licences.slice(0, maxLicences).map((licence) => licence.slice(0, maxLength)),
  ];
}

/** Gives SHA-256 of what a witness says of a component, in hex. */
export function componentDigest({ packageUrl, licences }: SeenComponent): string {
  return hash("sha256", JSON.stringify([packageUrl, licences]), "hex");
}

/** Architecture and distribution make no other package of it: tools write them or leave them out. */
function withoutQualifiers(packageUrl: string): string {
  const end = packageUrl.search(/[?#]/);
  return (end === -1 ? packageUrl : packageUrl.slice(0, end)).slice(0, maxLength);
}
