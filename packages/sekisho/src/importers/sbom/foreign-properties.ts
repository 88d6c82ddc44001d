import type { PackageLocation, SourcePackage } from "../../model/package.ts";
import type { SbomProperty } from "../../semantics/sbom/package-properties.ts";
import { relativePath } from "./package-record.ts";

/** What other programs say in properties of CycloneDX. */
export interface ForeignDetails {
  readonly locations: readonly PackageLocation[];
  readonly source?: SourcePackage;
}

const trivy = "aquasecurity:trivy:";
const syft = "syft:";
const nothing: ForeignDetails = { locations: [] };

/** Reads the properties of Trivy (`aquasecurity:trivy:SrcName`) and of Syft (`syft:location:0:path`). */
export function readForeignProperties(properties: readonly SbomProperty[]): ForeignDetails {
  if (!properties.some(isForeign)) return nothing;
  const foreign = properties.filter(isForeign);
  const locations: PackageLocation[] = [];
  const values = new Map<string, string>();
  for (const { name, value } of foreign) {
    const isPath = name === `${trivy}FilePath` || /^syft:location:\d+:path$/.test(name);
    if (isPath && value !== "") locations.push({ path: relativePath(value) });
    values.set(name, value);
  }
  const source = values.get(`${trivy}SrcName`) ?? values.get("syft:metadata:source");
  if (source === undefined || source === "") return { locations };
  const version = trivyVersion(values) ?? values.get("syft:metadata:sourceVersion");
  return { locations, source: { name: source, version: version ?? "" } };
}

function isForeign({ name }: SbomProperty): boolean {
  return name.startsWith(trivy) || name.startsWith(syft);
}

function trivyVersion(values: ReadonlyMap<string, string>): string | undefined {
  const version = values.get(`${trivy}SrcVersion`);
  if (version === undefined) return undefined;
  return joinVersion({
    epoch: values.get(`${trivy}SrcEpoch`),
    version,
    release: values.get(`${trivy}SrcRelease`),
  });
}

/** Joins the parts of a version of rpm or dpkg: `epoch:version-release`. */
export function joinVersion(parts: {
  readonly epoch: string | undefined;
  readonly version: string;
  readonly release: string | undefined;
}): string {
  const epoch = parts.epoch === undefined || parts.epoch === "" || parts.epoch === "0" ? "" : `${parts.epoch}:`;
  const release = parts.release === undefined || parts.release === "" ? "" : `-${parts.release}`;
  return `${epoch}${parts.version}${release}`;
}
