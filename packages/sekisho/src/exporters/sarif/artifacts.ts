import type { Location } from "../../model/location.ts";
import type { ReportDocument } from "../../model/report.ts";
import type { SourceText } from "../../model/source-text.ts";
import type { SarifArtifact, SarifArtifactLocation, SarifRegion } from "./log.ts";

/** Name that stands for the working directory of the scan. */
export const sourceRoot = "%SRCROOT%";

/** The files of a run, and how results point to them. */
export interface ArtifactTable {
  readonly artifacts: readonly SarifArtifact[];
  /** Gives the location of a file, with its index when it is in the table. */
  readonly locate: (path: string) => SarifArtifactLocation;
}

/** Collects every file that a document names: targets first, each file once. */
export function createArtifactTable(document: ReportDocument): ArtifactTable {
  const artifacts = new Map<string, SarifArtifact>();
  for (const { target } of document.reports) {
    const hashes = target.digest?.startsWith("sha256:")
      ? { "sha-256": target.digest.slice("sha256:".length) }
      : undefined;
    artifacts.set(target.name, {
      location: artifactLocation(target.name),
      roles: ["analysisTarget"],
      ...(hashes === undefined ? {} : { hashes }),
    });
  }
  for (const path of pathsOf(document)) {
    if (!artifacts.has(path)) artifacts.set(path, { location: artifactLocation(path) });
  }
  const indices = new Map([...artifacts.keys()].map((path, index) => [path, index]));
  return {
    artifacts: [...artifacts.values()],
    locate: (path) => {
      const index = indices.get(path);
      return index === undefined ? artifactLocation(path) : { ...artifactLocation(path), index };
    },
  };
}

/** Gives the region of a location; `undefined` when it has no line. */
export function regionOf(location: Location, excerpt?: string): SarifRegion | undefined {
  if (location.startLine === undefined) return undefined;
  return {
    startLine: location.startLine,
    ...(location.startColumn === undefined ? {} : { startColumn: location.startColumn }),
    ...(location.endLine === undefined ? {} : { endLine: location.endLine }),
    ...(location.endColumn === undefined ? {} : { endColumn: location.endColumn }),
    ...(excerpt === undefined || excerpt === "" ? {} : { snippet: { text: excerpt } }),
  };
}

/** Gives the region of a whole file, for a finding that has no line; code scanning shows no result without one. */
export function wholeFile(source: SourceText | undefined): SarifRegion {
  return source === undefined ? { startLine: 1 } : { startLine: 1, endLine: source.lineStarts.length };
}

/**
 * Writes a path as a URI reference (RFC 3986). Only paths inside the working directory are relative to the source
 * root; SARIF forbids `..` there.
 */
function artifactLocation(path: string): SarifArtifactLocation {
  const isDrive = /^[A-Za-z]:\//.test(path);
  if (path.startsWith("/") || isDrive) return { uri: `file://${isDrive ? "/" : ""}${encodePath(path, isDrive)}` };
  const uri = encodePath(path, false);
  return path === ".." || path.startsWith("../") ? { uri } : { uri, uriBaseId: sourceRoot };
}

function encodePath(path: string, isDrive: boolean): string {
  return path
    .split("/")
    .map((segment, index) => (isDrive && index === 0 ? segment : encodeURIComponent(segment.toWellFormed())))
    .join("/");
}

function pathsOf(document: ReportDocument): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const { findings, diagnostics } of document.reports) {
    for (const { evidence, fix } of findings) {
      for (const { location } of evidence) paths.add(location.path);
      for (const { path } of fix?.edits ?? []) paths.add(path);
    }
    for (const { location } of diagnostics) if (location !== undefined) paths.add(location.path);
  }
  return paths;
}
