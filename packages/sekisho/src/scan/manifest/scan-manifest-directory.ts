import type { Report } from "../../model/report.ts";
import type { ManifestDiscovery, WalkedDirectory } from "../resolve-targets.ts";
import { type RenderingSettings, renderChartAt, renderDirectory } from "./render-directory.ts";
import type { ManifestScanSettings } from "./scan-manifests.ts";

/** What a scan of the manifests, charts and overlays below a directory obeys. */
export interface ManifestDirectorySettings
  extends ManifestScanSettings,
    Pick<RenderingSettings, "charts" | "environment" | "limits"> {}

/**
 * Scans the manifests, charts and overlays below a directory. Every chart and every overlay is judged as it is deployed, and has
 * a report of its own; what no overlay builds upon is judged together, as it is written.
 */
export async function scanManifestDirectory(
  directory: ManifestDiscovery & Pick<WalkedDirectory, "path">,
  settings: ManifestDirectorySettings,
): Promise<readonly Report[]> {
  const rendered: Report[] = [];
  const plain = await renderDirectory(directory, toRendering(settings), async (target) => {
    const { scanRenderings } = await import("./scan-renderings.ts");
    rendered.push(await scanRenderings(target, settings));
  });
  if (plain.length === 0) return rendered;
  const { scanManifests } = await import("./scan-manifests.ts");
  const report = await scanManifests({ name: directory.name, files: plain, isNamed: false }, settings);
  return report === undefined ? rendered : [report, ...rendered];
}

/** Scans a packaged chart; `path` is absolute. */
export async function scanChartArchive(path: string, settings: ManifestDirectorySettings): Promise<Report> {
  const target = await renderChartAt(path, toRendering(settings));
  const { scanRenderings } = await import("./scan-renderings.ts");
  return await scanRenderings(target, settings);
}

function toRendering(settings: ManifestDirectorySettings): RenderingSettings {
  return { ...settings, kubernetesMinor: settings.configuration.kubernetesMinor };
}
