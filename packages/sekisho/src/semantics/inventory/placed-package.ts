import type { FoundPackage } from "../../model/package.ts";
import type { PlacedAnalysis } from "./placed-analysis.ts";

/** A package with the file that tells of it. */
export interface PlacedPackage {
  readonly found: FoundPackage;
  readonly analyzer: string;
  readonly path: string;
  /** The layer that brought the package, which may lie below the one that wrote its database last. */
  readonly layer: number;
}

/**
 * Gives the packages of visible files.
 *
 * Many packages share one database, and every layer that installs something writes it anew. A package comes from the
 * lowest layer of the unbroken row of versions of its database that name it.
 */
export function placePackages(analyses: readonly PlacedAnalysis[]): readonly PlacedPackage[] {
  const earlier = groupHidden(analyses);
  const placed: PlacedPackage[] = [];
  for (const analysis of analyses) {
    const packages = analysis.result.packages;
    if (!analysis.isVisible || packages === undefined) continue;
    const versions = earlierVersions(analysis, earlier);
    for (const found of packages) {
      const layer = versions.length === 0 ? analysis.layer : firstLayerOf(found, analysis.layer, versions);
      placed.push({ found, analyzer: analysis.analyzer, path: analysis.path, layer });
    }
  }
  return placed;
}

/** A version of a database that a later layer replaced. */
interface EarlierVersion {
  readonly layer: number;
  readonly keys: ReadonlySet<string>;
}

function groupHidden(analyses: readonly PlacedAnalysis[]): ReadonlyMap<string, readonly PlacedAnalysis[]> {
  const groups = new Map<string, PlacedAnalysis[]>();
  for (const analysis of analyses) {
    if (analysis.isVisible || analysis.hidden === undefined || analysis.result.packages === undefined) continue;
    const key = databaseKey(analysis);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [analysis]);
    else group.push(analysis);
  }
  return groups;
}

/** Gives the versions below a file, the next lower one first, down to where the file was deleted once. */
function earlierVersions(
  analysis: PlacedAnalysis,
  groups: ReadonlyMap<string, readonly PlacedAnalysis[]>,
): readonly EarlierVersion[] {
  const below = (groups.get(databaseKey(analysis)) ?? [])
    .filter(({ layer }) => layer < analysis.layer)
    .toSorted((left, right) => right.layer - left.layer);
  const end = below.findIndex(({ hidden }) => hidden?.how === "deleted");
  return below.slice(0, end === -1 ? below.length : end).map(({ layer, result }) => ({
    layer,
    keys: new Set(result.packages?.map(packageKey)),
  }));
}

function firstLayerOf(found: FoundPackage, layer: number, versions: readonly EarlierVersion[]): number {
  const key = packageKey(found);
  let first = layer;
  for (const version of versions) {
    if (!version.keys.has(key)) break;
    first = version.layer;
  }
  return first;
}

function databaseKey({ analyzer, path }: PlacedAnalysis): string {
  return `${analyzer}\n${path}`;
}

function packageKey({ type, namespace = "", name, version, architecture = "", innerPath = "" }: FoundPackage): string {
  return [type, namespace, name, version, architecture, innerPath].join("\n");
}
