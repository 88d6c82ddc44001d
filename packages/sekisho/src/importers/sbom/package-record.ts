import type { PackageHash, PackageLocation, SourcePackage } from "../../model/package.ts";
import type { SbomProperty } from "../../semantics/sbom/package-properties.ts";

/** A package as a document names it, before it is known what its package URL says. */
export interface PackageRecord {
  /** What the document's other parts refer to it by. */
  readonly ref: string;
  /** JSON pointer, or line of a document that is no JSON. */
  readonly place: RecordPlace;
  readonly purl?: string;
  readonly namespace?: string;
  readonly name: string;
  /** Whether the name may hold the namespace: `@scope/name`, `group:name`. */
  readonly isFullName?: boolean;
  readonly version?: string;
  /** As the document says them: expressions, names, references to texts that come later. */
  readonly licenses: readonly string[];
  readonly hashes: readonly PackageHash[];
  readonly vendor?: string;
  readonly properties: readonly SbomProperty[];
  readonly locations: readonly PackageLocation[];
  readonly source?: SourcePackage;
  readonly isDirect?: boolean;
  readonly isDevelopment?: boolean;
}

/** A record of which not everything is known yet. */
export type RecordDraft = { -readonly [Key in keyof PackageRecord]: PackageRecord[Key] };

/** Where in the document something stands. */
export interface RecordPlace {
  readonly pointer?: string;
  readonly startLine?: number;
}

const algorithms: ReadonlyMap<string, PackageHash["algorithm"]> = new Map([
  ["MD5", "md5"],
  ["SHA1", "sha1"],
  ["SHA256", "sha256"],
  ["SHA384", "sha384"],
  ["SHA512", "sha512"],
]);
const digitsOf = { md5: 32, sha1: 40, sha256: 64, sha384: 96, sha512: 128 } as const;

/** Gives a checksum whose algorithm is written in any way (`SHA-256`, `sha256`); none when it cannot be one. */
export function toHash(algorithm: string | undefined, value: string | undefined): readonly PackageHash[] {
  const known = algorithms.get((algorithm ?? "").toUpperCase().replace("-", ""));
  const digits = value?.toLowerCase() ?? "";
  const isWhole = known !== undefined && digits.length === digitsOf[known] && /^[0-9a-f]+$/.test(digits);
  return isWhole ? [{ algorithm: known, value: digits }] : [];
}

/** Gives a path from the root without a leading slash. */
export function relativePath(path: string): string {
  return path.replace(/^\/+/, "");
}
