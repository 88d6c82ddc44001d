import type { Analyzer, AnalyzerFinds } from "../../analyzers/define.ts";
import { analyzerFingerprint } from "../cache/analyzer-fingerprint.ts";
import { findBuildDigest } from "../cache/build-digest.ts";
import { CacheStore } from "../cache/cache-store.ts";
import { ImageCache } from "../cache/image-cache.ts";
import type { ContentPart, ContentScanSettings } from "../content-settings.ts";

/** What analyzers find for one part alone; facts are about all of them. */
const findsOf = {
  checks: [],
  manifests: [],
  malware: ["malware"],
  packages: ["package"],
  secrets: ["secret"],
} as const satisfies Readonly<Record<ContentPart, readonly AnalyzerFinds[]>>;

/** Loads the analyzers that a call asks for. They are many: a scan of Dockerfiles alone does without them. */
export async function chosenAnalyzers(without: ReadonlySet<ContentPart>): Promise<readonly Analyzer[]> {
  const { analyzers } = await import("../../analyzers/registry.ts");
  const unwanted = new Set<AnalyzerFinds>([...without].flatMap((part) => findsOf[part]));
  return analyzers.filter(({ finds }) => !finds.every((found) => unwanted.has(found)));
}

/** Opens the cache for what these analyzers find; `undefined` where nothing is kept. */
export function openCache(
  { cacheDirectory, clock }: Pick<ContentScanSettings, "cacheDirectory" | "clock">,
  analyzers: readonly Analyzer[],
  scope: string,
): ImageCache | undefined {
  if (cacheDirectory === undefined) return undefined;
  const now = (): number => clock().getTime();
  const build = findBuildDigest();
  return new ImageCache(new CacheStore(cacheDirectory, { now }), {
    fingerprint: analyzerFingerprint(analyzers, scope),
    now,
    ...(build === undefined ? {} : { build }),
  });
}
