import { type PlannedOverlay, pathsOf, planOverlays } from "../../access/rendering/plan-overlays.ts";
import { defaultRenderingLimits, type RenderingLimits } from "../../access/rendering/rendering.ts";
import type { Report } from "../../model/report.ts";
import type { ManifestDiscovery } from "../resolve-targets.ts";
import type { ChartOptions } from "./chart-options.ts";
import type { ManifestScanSettings } from "./scan-manifests.ts";

/** What a scan of the manifests, charts and overlays below a directory obeys. */
export interface ManifestDirectorySettings extends ManifestScanSettings {
  readonly charts: ChartOptions;
  /** Of the user: the programs that render are looked for on its search path, and see nothing of it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly limits?: RenderingLimits;
}

/**
 * Scans the manifests, charts and overlays below a directory. Every chart and every overlay is judged as it is deployed, and has
 * a report of its own; what no overlay builds upon is judged together, as it is written.
 */
export async function scanManifestDirectory(
  directory: ManifestDiscovery,
  settings: ManifestDirectorySettings,
): Promise<readonly Report[]> {
  const { overlays, inputs, others } = planOverlays(directory.kustomizations);
  const rendered: Report[] = [];
  const built = new Set<string>(inputs);
  for (const chart of directory.charts) rendered.push(await scanChart(chart, settings));
  for (const overlay of overlays) {
    const { report, isBuilt } = await scanOverlay(overlay, settings);
    rendered.push(report);
    // What could not be built is judged as it is written, so that not everything in it goes unseen.
    if (isBuilt) for (const path of resourcesOf(overlay)) built.add(path);
  }
  const plain = [...directory.documents, ...others].filter((path) => !built.has(path)).toSorted();
  if (plain.length === 0) return rendered;
  const { scanManifests } = await import("./scan-manifests.ts");
  const report = await scanManifests({ name: directory.name, files: plain, isNamed: false }, settings);
  return report === undefined ? rendered : [report, ...rendered];
}

function resourcesOf({ files }: PlannedOverlay): readonly string[] {
  return files.flatMap((file) => pathsOf(file, (use) => use === "resource"));
}

async function scanChart(directory: string, settings: ManifestDirectorySettings): Promise<Report> {
  const { openChart } = await import("./open-chart.ts");
  const { kubernetesMinor } = settings.configuration;
  const target = await openChart(directory, {
    ...settings.charts,
    workingDirectory: settings.workingDirectory,
    maxFileBytes: settings.maxFileBytes,
    kubernetesVersion: kubernetesMinor === undefined ? undefined : `1.${kubernetesMinor}.0`,
    environment: settings.environment,
    limits: settings.limits ?? defaultRenderingLimits,
  });
  const { scanRenderings } = await import("./scan-renderings.ts");
  return await scanRenderings(target, settings);
}

async function scanOverlay(
  overlay: PlannedOverlay,
  settings: ManifestDirectorySettings,
): Promise<{ readonly report: Report; readonly isBuilt: boolean }> {
  const { openOverlay } = await import("./open-overlay.ts");
  const { workingDirectory, environment, limits = defaultRenderingLimits } = settings;
  const target = await openOverlay(overlay, { workingDirectory, environment, limits });
  const { scanRenderings } = await import("./scan-renderings.ts");
  return { report: await scanRenderings(target, settings), isBuilt: target.renderings.length > 0 };
}
