import { basename, join, resolve } from "node:path";
import { type ChartFiles, readChart } from "../../access/rendering/read-chart.ts";
import { type ChartCall, renderChart } from "../../access/rendering/render-chart.ts";
import type { RenderingOutcome } from "../../access/rendering/rendering.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { createSourceText } from "../../model/source-text.ts";
import { splitRendered } from "../../semantics/chart-trace/split-rendered.ts";
import { isClusterKind } from "../../semantics/kubernetes/group-kind.ts";
import type { ManifestObject, RenderingReference } from "../../semantics/kubernetes/manifest-object.ts";
import type { ChartOptions } from "./chart-options.ts";
import { createChartTracer } from "./chart-tracer.ts";
import { type FoundTemplate, findTemplate } from "./find-template.ts";
import { readRendered } from "./read-rendered.ts";
import type { RenderedTarget, RenderedText, Rendering } from "./rendering.ts";
import { createSourceFiles, type SourceFiles } from "./source-files.ts";

/** What opening a chart obeys. */
export interface ChartSettings extends ChartOptions, Pick<ChartCall, "limits" | "environment" | "kubernetesVersion"> {
  /** Absolute. */
  readonly workingDirectory: string;
  readonly maxFileBytes: number;
}

/** Renders a chart once for each set of values. */
export async function openChart(directory: string, settings: ChartSettings): Promise<RenderedTarget> {
  const files = createSourceFiles(settings.workingDirectory);
  const name = files.nameOf(directory);
  const chart = readChart(directory, settings.maxFileBytes);
  // A library has nothing to deploy: what it defines is judged in the charts that use it.
  if (chart.isLibrary) return { name, renderings: [], diagnostics: [library(name)] };
  const renderings: Rendering[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const values of settings.valuesSets ?? [[]]) {
    const paths = values.map((path) => resolve(settings.workingDirectory, path));
    const outcome = await render(chart, paths, { name, settings });
    if (outcome.kind === "rendered") {
      const reference: RenderingReference = { tool: "helm", directory: name, values: paths.map(files.nameOf) };
      renderings.push(toRendering(outcome.text, { chart, files, reference, values: paths }, settings.namespace));
    } else if (!diagnostics.some(({ message }) => message.en === outcome.message.en)) {
      diagnostics.push(refused(outcome, name));
    }
  }
  return { name, renderings, diagnostics };
}

async function render(
  chart: ChartFiles,
  values: readonly string[],
  { name, settings }: { readonly name: string; readonly settings: ChartSettings },
): Promise<RenderingOutcome> {
  const { limits, environment, kubernetesVersion, namespace, workingDirectory } = settings;
  const releaseName = settings.releaseName ?? releaseNameOf(chart);
  const call = { directory: chart.directory, name, values, releaseName, namespace, kubernetesVersion };
  return await renderChart({ ...call, linkRoots: [workingDirectory], limits, environment });
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

function toRendering(text: string, opened: OpenedChart, namespace: string | undefined): Rendering {
  const { chart, files, reference, values } = opened;
  const texts = new Map<string, RenderedText>();
  const templates = new Map<string, FoundTemplate>();
  const objects: ManifestObject[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { source, text: rendered } of splitRendered(text)) {
    const template = findTemplate(chart, source);
    const path = files.nameOf(template?.path ?? join(chart.directory, source.slice(source.indexOf("/") + 1)));
    if (texts.has(path)) continue;
    const read = readRendered(path, rendered, reference);
    texts.set(path, { source: createSourceText(path, rendered), documents: read.documents });
    if (template !== undefined) templates.set(path, template);
    objects.push(...read.objects.map((object) => installedTo(namespace, object)));
    diagnostics.push(...read.diagnostics);
  }
  const textOf = ({ source }: ManifestObject): RenderedText | undefined => texts.get(source.path);
  return {
    reference,
    objects,
    diagnostics,
    textOf,
    trace: createChartTracer({ chart, files, values, templates, textOf }),
  };
}

/** Puts an object without a namespace of its own into the one that its chart is installed to. */
function installedTo(namespace: string | undefined, object: ManifestObject): ManifestObject {
  if (namespace === undefined || object.hasNamespace || isClusterKind(object)) return object;
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
