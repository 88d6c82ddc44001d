import type { AffectedPackage, AffectedRange } from "../../model/advisory.ts";
import { parseBoundary } from "../../versions/boundary.ts";
import { type SchemeId, versionSchemes } from "../../versions/compare-versions.ts";

/** Whether a version is one of those that a row calls affected; `undecided` when a version of the row cannot be read. */
export type RangeAnswer = "inside" | "outside" | "undecided";

/** Keeps more bounds than the largest package has; a run of many packages forgets and starts again. */
const maxKept = 200_000;

/** Reads versions of one scheme, each text once. */
export class VersionReader {
  readonly #scheme: SchemeId;
  readonly #bounds = new Map<string, unknown>();

  constructor(scheme: SchemeId) {
    this.#scheme = scheme;
  }

  get scheme(): SchemeId {
    return this.#scheme;
  }

  /** Gives an installed version, read; `undefined` when it is none of the scheme. */
  parseInstalled(text: string): unknown {
    return versionSchemes[this.#scheme].parse(text) ?? parseBoundary(this.#scheme, text);
  }

  /** Gives a version that an advisory names, read; `undefined` when nobody can place it. */
  parseBound(text: string): unknown {
    if (this.#bounds.has(text)) return this.#bounds.get(text);
    if (this.#bounds.size > maxKept) this.#bounds.clear();
    const bound = parseBoundary(this.#scheme, text);
    this.#bounds.set(text, bound);
    return bound;
  }

  compare(left: unknown, right: unknown): number {
    return versionSchemes[this.#scheme].compare(left, right);
  }
}

/**
 * Tells whether an installed version is among the affected ones of a row: named one by one, or in one of its ranges.
 *
 * Prereleases count by their place in the order: of "fixed in 1.2.3" `1.2.3-beta` is affected.
 */
export function askRanges(reader: VersionReader, version: InstalledVersion, row: AffectedPackage): RangeAnswer {
  if (row.versions.includes(version.text)) return "inside";
  let isUndecided = false;
  for (const range of row.ranges) {
    const answer = askRange(reader, version.parsed, range);
    if (answer === "inside") return "inside";
    if (answer === "undecided") isUndecided = true;
  }
  if (namesEqualVersion(reader, version, row.versions)) return "inside";
  return isUndecided ? "undecided" : "outside";
}

/** A version as it is written, and read by its scheme. */
export interface InstalledVersion {
  readonly text: string;
  readonly parsed: unknown;
}

function askRange(reader: VersionReader, parsed: unknown, range: AffectedRange): RangeAnswer {
  const { introduced, fixed, lastAffected } = range;
  let isUndecided = false;
  const place = (bound: string): number | undefined => {
    const read = reader.parseBound(bound);
    if (read === undefined) isUndecided = true;
    return read === undefined ? undefined : reader.compare(parsed, read);
  };
  if (introduced !== undefined && introduced !== "0") {
    const order = place(introduced);
    if (order !== undefined && order < 0) return "outside";
  }
  if (fixed !== undefined) {
    const order = place(fixed);
    if (order !== undefined && order >= 0) return "outside";
  }
  if (lastAffected !== undefined) {
    const order = place(lastAffected);
    if (order !== undefined && order > 0) return "outside";
  }
  return isUndecided ? "undecided" : "inside";
}

/** `1.0` is `1.0.0` where the scheme says so. */
function namesEqualVersion(reader: VersionReader, version: InstalledVersion, named: readonly string[]): boolean {
  return named.some((text) => {
    const read = reader.parseBound(text);
    return read !== undefined && reader.compare(version.parsed, read) === 0;
  });
}

/** Writes the versions that a row calls affected: `>= 1.0, < 1.2`, `*` for all. */
export function describeAffected({ ranges, versions, status }: AffectedPackage): string {
  if (status === "not-affected" && ranges.length === 0 && versions.length === 0) return "none";
  const written = ranges.map(describeRange);
  const shown = versions.length > shownVersions ? [...versions.slice(0, shownVersions), "…"] : versions;
  return [...written, ...(written.length > 0 ? [] : shown)].join(" || ");
}

const shownVersions = 12;

function describeRange({ introduced, fixed, lastAffected }: AffectedRange): string {
  const parts: string[] = [];
  if (introduced !== undefined && introduced !== "0") parts.push(`>= ${introduced}`);
  if (fixed !== undefined) parts.push(`< ${fixed}`);
  if (lastAffected !== undefined) parts.push(`<= ${lastAffected}`);
  return parts.length === 0 ? "*" : parts.join(", ");
}

/** Finds the lowest version of a row that is repaired and not below the installed one. */
export function findFix(reader: VersionReader, parsed: unknown, row: AffectedPackage): string | undefined {
  let lowest: { readonly text: string; readonly read: unknown } | undefined;
  for (const { fixed } of row.ranges) {
    if (fixed === undefined) continue;
    const read = reader.parseBound(fixed);
    if (read === undefined || (parsed !== undefined && reader.compare(read, parsed) <= 0)) continue;
    if (lowest === undefined || reader.compare(read, lowest.read) < 0) lowest = { text: fixed, read };
  }
  return lowest?.text;
}
