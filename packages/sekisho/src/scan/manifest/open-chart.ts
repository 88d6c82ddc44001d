import { statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { readChartArchive } from "../../access/rendering/chart-archive.ts";
import { chartFilesInMemory, chartFilesOnDisk } from "../../access/rendering/chart-folder.ts";
import { type ChartFiles, readChart } from "../../access/rendering/read-chart.ts";
import { type ChartCall, renderChart } from "../../access/rendering/render-chart.ts";
import type { RenderingOutcome } from "../../access/rendering/rendering.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { createSourceText } from "../../model/source-text.ts";
import { splitRendered } from "../../semantics/chart-trace/split-rendered.ts";
import { isClusterKind } from "../../semantics/kubernetes/group-kind.ts";
import type { ManifestObject, RenderingReference } from "../../semantics/kubernetes/manifest-object.ts";
import type { ChartOptions } from "./chart-options.ts";
import { createChartTracer, type TemplateOrigin } from "./chart-tracer.ts";
import { findTemplate } from "./find-template.ts";
import { readRendered } from "./read-rendered.ts";
import type { RenderedTarget, Rendering } from "./rendering.ts";
import { createSourceFiles, type SourceFiles } from "./source-files.ts";

/** What opening a chart obeys. */
export interface ChartSettings extends ChartOptions, Pick<ChartCall, "limits" | "environment" | "kubernetesVersion"> {
  /** Absolute. */
  readonly workingDirectory: string;
  readonly maxFileBytes: number;
}

/** Renders a chart, which is a directory or a packaged archive, once for each set of values. */
export async function openChart(path: string, settings: ChartSettings): Promise<RenderedTarget> {
  const { chart, files } = await readFiles(path, settings);
  const name = files.nameOf(path);
  // A library has nothing to deploy: what it defines is judged in the charts that use it.
  if (chart.isLibrary) return { name, renderings: [], diagnostics: [library(name)] };
  const releaseName = settings.releaseName ?? releaseNameOf(chart);
  const release: Release = { name: releaseName, namespace: settings.namespace ?? releaseName };
  const renderings: Rendering[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const values of settings.valuesSets ?? [[]]) {
    const paths = values.map((path) => resolve(settings.workingDirectory, path));
    const outcome = await renderChart({
      ...settings,
      directory: chart.directory,
      name,
      values: paths,
      releaseName: release.name,
      namespace: release.namespace,
      linkRoots: [settings.workingDirectory],
      nameOf: files.nameOf,
    });
    if (outcome.kind === "rendered") {
      const reference: RenderingReference = { tool: "helm", directory: name, values: paths.map(files.nameOf) };
      renderings.push(toRendering(outcome.text, { chart, files, reference, values: paths }, release.namespace));
    } else if (!diagnostics.some(({ message }) => message.en === outcome.message.en)) {
      diagnostics.push(refused(outcome, name));
    }
  }
  return { name, renderings, diagnostics };
}

async function readFiles(path: string, { workingDirectory, maxFileBytes }: ChartSettings) {
  const isArchive = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  if (!isArchive) {
    return { chart: readChart(path, chartFilesOnDisk(maxFileBytes)), files: createSourceFiles(workingDirectory) };
  }
  const texts = await readChartArchive(path, maxFileBytes);
  return { chart: readChart(path, chartFilesInMemory(texts)), files: createSourceFiles(workingDirectory, texts) };
}

/** What a chart is installed as. */
interface Release {
  readonly name: string;
  readonly namespace: string;
}

/** Source: Helm, `pkg/chart/v2/util`: names of releases are DNS labels of at most 53 letters. */
function releaseNameOf({ name, directory }: ChartFiles): string {
  const plain = (name === "" ? basename(directory) : name).toLowerCase().replaceAll(/[^a-z0-9-]/g, "-");
  return plain.slice(0, 53).replaceAll(/^-{1,53}|-{1,53}$/g, "") || "release";
}

interface OpenedChart {
  readonly chart: ChartFiles;
  readonly files: SourceFiles;
  readonly reference: RenderingReference;
  /** Absolute. */
  readonly values: readonly string[];
}

function toRendering(text: string, opened: OpenedChart, namespace: string): Rendering {
  const { chart, files, reference, values } = opened;
  const origins = new Map<ManifestObject, TemplateOrigin>();
  const diagnostics: (readonly Diagnostic[])[] = [];
  for (const { source, text: rendered } of splitRendered(text)) {
    const template = findTemplate(chart, source);
    const path = files.nameOf(template?.path ?? join(chart.directory, source.slice(source.indexOf("/") + 1)));
    const read = readRendered(path, rendered, reference);
    const origin = { text: { source: createSourceText(path, rendered), documents: read.documents }, template };
    for (const object of read.objects) origins.set(installedTo(namespace, object), origin);
    diagnostics.push(read.diagnostics);
  }
  return {
    reference,
    objects: [...origins.keys()],
    diagnostics: diagnostics.flat(),
    textOf: (object) => origins.get(object)?.text,
    trace: createChartTracer({ chart, files, values, originOf: (object) => origins.get(object) }),
  };
}

/** Puts an object without a namespace of its own into the one that its chart is installed to. */
function installedTo(namespace: string, object: ManifestObject): ManifestObject {
  if (object.hasNamespace || isClusterKind(object)) return object;
  return { ...object, namespace, hasNamespace: true };
}

function refused(outcome: Extract<RenderingOutcome, { readonly kind: "refused" }>, name: string): Diagnostic {
  return { code: `target/${outcome.code}`, level: "error", message: outcome.message, location: { path: name } };
}

function library(name: string): Diagnostic {
  return {
    code: "target/library-chart",
    level: "info",
    message: {
      en: `${name} is a library chart: it is judged in the charts that use it.`,
      ja: `${name} はライブラリチャートです。利用する側のチャートで検査します。`,
    },
    location: { path: name },
  };
}
