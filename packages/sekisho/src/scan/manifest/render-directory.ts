import { kustomizationsAbove } from "../../access/rendering/kustomizations-above.ts";
import { type PlannedOverlay, pathsOf, planOverlays } from "../../access/rendering/plan-overlays.ts";
import { defaultRenderingLimits, type RenderingLimits } from "../../access/rendering/rendering.ts";
import type { ManifestDiscovery } from "../resolve-targets.ts";
import type { ChartOptions } from "./chart-options.ts";
import type { RenderedTarget } from "./rendering.ts";

/** What rendering the charts and overlays below a directory obeys. */
export interface RenderingSettings {
  /** Absolute. */
  readonly workingDirectory: string;
  readonly maxFileBytes: number;
  readonly charts: ChartOptions;
  /** What charts are told to be rendered for; that of helm when left out. */
  readonly kubernetesMinor?: number | undefined;
  /** Of the user: the programs that render are looked for on its search path, and see nothing of it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly limits?: RenderingLimits;
}

/** Where the files of a directory are looked for. */
export type RenderedDirectory = Pick<ManifestDiscovery, "documents" | "charts" | "kustomizations"> & {
  /** Absolute. */
  readonly path: string;
};

/**
 * Renders every chart and every overlay below a directory, one after the other, and gives the files that are left: what no
 * overlay builds upon and no kustomization reads as a patch or setting, absolute, in the order of their paths.
 */
export async function renderDirectory(
  directory: RenderedDirectory,
  settings: RenderingSettings,
  take: (target: RenderedTarget) => Promise<void>,
): Promise<readonly string[]> {
  const { overlays, inputs, others } = planOverlays(directory.kustomizations);
  const built = new Set<string>(inputs);
  for (const path of findInputsAbove([directory.path], settings.workingDirectory)) built.add(path);
  for (const chart of directory.charts) await take(await renderChartAt(chart, settings));
  for (const overlay of overlays) {
    const target = await renderOverlayAt(overlay, settings);
    await take(target);
    // What could not be built is judged as it is written, so that not everything in it goes unseen.
    if (target.renderings.length > 0) for (const path of resourcesOf(overlay)) built.add(path);
  }
  return [...directory.documents, ...others].filter((path) => !built.has(path)).toSorted();
}

/** Renders one chart: a directory or a packaged archive, absolute. */
export async function renderChartAt(path: string, settings: RenderingSettings): Promise<RenderedTarget> {
  const { openChart } = await import("./open-chart.ts");
  const { kubernetesMinor } = settings;
  return await openChart(path, {
    ...settings.charts,
    workingDirectory: settings.workingDirectory,
    maxFileBytes: settings.maxFileBytes,
    kubernetesVersion: kubernetesMinor === undefined ? undefined : `1.${kubernetesMinor}.0`,
    environment: settings.environment,
    limits: settings.limits ?? defaultRenderingLimits,
  });
}

/**
 * Gives the absolute paths of files that are no objects of their own: kustomizations below the given directories and above
 * them, up to the working directory, read them as patches or settings.
 */
export function findInputs(
  directories: readonly string[],
  kustomizations: readonly string[],
  workingDirectory: string,
): ReadonlySet<string> {
  const { inputs } = planOverlays(kustomizations);
  return new Set([...inputs, ...findInputsAbove(directories, workingDirectory)]);
}

function findInputsAbove(directories: readonly string[], workingDirectory: string): ReadonlySet<string> {
  return planOverlays(kustomizationsAbove(directories, workingDirectory)).inputs;
}

function resourcesOf({ files }: PlannedOverlay): readonly string[] {
  return files.flatMap((file) => pathsOf(file, (use) => use === "resource"));
}

async function renderOverlayAt(overlay: PlannedOverlay, settings: RenderingSettings): Promise<RenderedTarget> {
  const { openOverlay } = await import("./open-overlay.ts");
  const { workingDirectory, environment, limits = defaultRenderingLimits } = settings;
  return await openOverlay(overlay, { workingDirectory, environment, limits });
}
