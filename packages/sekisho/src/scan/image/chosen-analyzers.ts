import type { Analyzer } from "../../analyzers/define.ts";
import { analyzerFingerprint } from "../cache/analyzer-fingerprint.ts";
import { CacheStore } from "../cache/cache-store.ts";
import { ImageCache } from "../cache/image-cache.ts";
import type { ContentPart, ContentScanSettings } from "../content-settings.ts";

/** Loads the analyzers that a call asks for. They are many: a scan of Dockerfiles alone does without them. */
export async function chosenAnalyzers(without: ReadonlySet<ContentPart>): Promise<readonly Analyzer[]> {
  const { analyzers } = await import("../../analyzers/registry.ts");
  return analyzers.filter(({ finds }) => {
    const isForSecrets = finds.every((found) => found === "secret");
    const isForPackages = finds.every((found) => found === "package");
    return !(isForSecrets && without.has("secrets")) && !(isForPackages && without.has("packages"));
  });
}

/** Opens the cache for what these analyzers find; `undefined` where nothing is kept. */
export function openCache(
  { cacheDirectory, clock }: Pick<ContentScanSettings, "cacheDirectory" | "clock">,
  analyzers: readonly Analyzer[],
  scope: string,
): ImageCache | undefined {
  if (cacheDirectory === undefined) return undefined;
  const now = (): number => clock().getTime();
  return new ImageCache(new CacheStore(cacheDirectory, { now }), {
    fingerprint: analyzerFingerprint(analyzers, scope),
    now,
  });
}
