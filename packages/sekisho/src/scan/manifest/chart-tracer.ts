import type { ChartFiles } from "../../access/rendering/read-chart.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import type { ValuesFile } from "../../semantics/chart-trace/find-value.ts";
import { readTemplateOutline } from "../../semantics/chart-trace/template-outline.ts";
import {
  type OutlinedTemplate,
  type PlacedDefinition,
  type TracedPlace,
  traceTemplate,
} from "../../semantics/chart-trace/trace-template.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { FoundTemplate } from "./find-template.ts";
import type { EditablePlace, RenderedText, Rendering } from "./rendering.ts";
import type { SourceFiles } from "./source-files.ts";

/** A rendered chart and the files that it was made from. */
export interface TracedChart {
  readonly chart: ChartFiles;
  readonly files: SourceFiles;
  /** Absolute paths of the values files of this rendering; later ones win. */
  readonly values: readonly string[];
  readonly originOf: (object: ManifestObject) => TemplateOrigin | undefined;
}

/** What a template gave out, and the template itself; `undefined` when it stands in an archive. */
export interface TemplateOrigin {
  readonly text: RenderedText;
  readonly template: FoundTemplate | undefined;
}

/** Makes a function that leads rendered values back to templates and values files. Files are read on first use. */
export function createChartTracer(traced: TracedChart): Rendering["trace"] {
  const { files, originOf } = traced;
  let outlines: ReadonlyMap<string, OutlinedTemplate> | undefined;
  let definitions: ReadonlyMap<string, PlacedDefinition> | undefined;
  const values = new Map<FoundTemplate, readonly ValuesFile[]>();
  return (object, pointer) => {
    const { path, document } = object.source;
    const { template, text } = originOf(object) ?? {};
    const root = text?.documents[document]?.root;
    if (template === undefined || root === undefined) return undefined;
    outlines ??= readOutlines(traced.chart, files);
    definitions ??= collectDefinitions(outlines);
    const outlined = outlines.get(path);
    if (outlined === undefined) return undefined;
    const own = values.get(template) ?? valuesFilesOf(template.chain, traced);
    values.set(template, own);
    const sources = { template: outlined, definitions, values: own };
    const place = traceTemplate(root, pointer, sources);
    if (place !== undefined && place.depth > 0) return toEditable(place, files);
    const name = traceTemplate(root, `${object.source.pointer}/metadata/name`, { ...sources, values: [] });
    return name === undefined ? undefined : toEditable(name, files);
  };
}

function toEditable({ path, range }: TracedPlace, files: SourceFiles): EditablePlace | undefined {
  const source = files.named(path);
  return source === undefined ? undefined : { source, range: onFirstLine(source.text, range) };
}

function onFirstLine(text: string, { start, end }: OffsetRange): OffsetRange {
  const lineEnd = text.indexOf("\n", start);
  const cut = lineEnd === -1 ? end : Math.min(end, lineEnd);
  return { start, end: cut > start && text[cut - 1] === "\r" ? cut - 1 : cut };
}

function readOutlines(chart: ChartFiles, files: SourceFiles): ReadonlyMap<string, OutlinedTemplate> {
  const outlines = new Map<string, OutlinedTemplate>();
  const pending = [chart];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    pending.push(...next.charts);
    for (const { path } of next.templates) {
      const source = files.read(path);
      if (source !== undefined) {
        outlines.set(source.path, {
          path: source.path,
          outline: readTemplateOutline(source.text),
          chosen: new WeakMap(),
        });
      }
    }
  }
  return outlines;
}

function collectDefinitions(outlines: ReadonlyMap<string, OutlinedTemplate>): ReadonlyMap<string, PlacedDefinition> {
  const definitions = new Map<string, PlacedDefinition>();
  for (const { path, outline } of outlines.values()) {
    for (const [name, node] of outline.definitions) if (!definitions.has(name)) definitions.set(name, { path, node });
  }
  return definitions;
}

/** Gives the files that set the values of a template's chart, the strongest first. Source: Helm, "Subcharts and Global Values". */
function valuesFilesOf(chain: FoundTemplate["chain"], { files, values }: TracedChart): readonly ValuesFile[] {
  const keys = chain.slice(1).map(({ key }) => key);
  const given = values.toReversed().map((path) => ({ path, prefix: keys }));
  const own = chain.flatMap((chart, level) =>
    chart.values === undefined ? [] : [{ path: chart.values.path, prefix: keys.slice(level) }],
  );
  return [...given, ...own].map(({ path, prefix }) => {
    files.read(path);
    return { path: files.nameOf(path), root: files.documentsOf(path)[0]?.root, prefix };
  });
}
