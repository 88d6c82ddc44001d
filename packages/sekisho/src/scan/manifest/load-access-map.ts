import type { AccessMap } from "../../model/access-map.ts";
import { accessMapOf } from "../../semantics/access-map/access-map.ts";
import { loadManifestSet, type ManifestSources } from "./load-manifest-set.ts";

/**
 * Reads manifests, charts and overlays, and gives who may connect to whom and who may do what. What could not be read is left
 * out: a scan of the same targets says it.
 *
 * @throws {SekishoError} `target-not-found` when a target does not exist.
 */
export async function loadAccessMap(sources: ManifestSources): Promise<AccessMap> {
  const { set, diagnostics } = await loadManifestSet(sources);
  const map = accessMapOf(set);
  return diagnostics.some(({ level }) => level === "error") ? { ...map, isWhole: false } : map;
}
