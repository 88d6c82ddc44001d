import { join } from "node:path";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { findTextAt, listAt, type ManifestValue } from "../../semantics/kubernetes/manifest-value.ts";
import { toManifestValue } from "../../semantics/kubernetes/to-manifest-value.ts";
import { chartFileName } from "../filesystem/chart-places.ts";
import type { ChartFolder } from "./chart-folder.ts";

/** Charts in charts. */
const maxCharts = 8;
/** Directories below `templates`. */
const maxDepth = 16;
/** Templates of one chart that findings are traced to. */
const maxTemplates = 2_000;

/** A text file of a chart. */
export interface ChartFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** The files of a chart that people edit. */
export interface ChartFiles {
  /** Absolute. */
  readonly directory: string;
  readonly name: string;
  /** What its values stand under in the chart that holds it: its name there. */
  readonly key: string;
  /** A library gives definitions to other charts and cannot be rendered. */
  readonly isLibrary: boolean;
  readonly templates: readonly ChartFile[];
  readonly values: ChartFile | undefined;
  /** The charts in `charts/` that are no archives. */
  readonly charts: readonly ChartFiles[];
}

/** Reads what findings about a chart are traced to. `directory` is absolute. */
export function readChart(directory: string, folder: ChartFolder): ChartFiles {
  return read(directory, { folder, depth: 0 });
}

interface Reading {
  readonly folder: ChartFolder;
  readonly depth: number;
}

function read(directory: string, { folder, depth }: Reading): ChartFiles {
  const description = describe(readFile(folder, join(directory, chartFileName)));
  const name = findTextAt(description, "name") ?? "";
  const dependencies = listAt(description, "dependencies");
  const templates: ChartFile[] = [];
  readTemplates(join(directory, "templates"), folder, templates);
  const inner = depth >= maxCharts ? [] : directoriesIn(join(directory, "charts"), folder);
  return {
    directory,
    name,
    key: name,
    isLibrary: findTextAt(description, "type") === "library",
    templates,
    values: readFile(folder, join(directory, "values.yaml")),
    charts: inner.flatMap((chart) => underItsNames(read(chart, { folder, depth: depth + 1 }), dependencies)),
  };
}

/** Gives a chart once under each name that its holder has for it: several aliases are several charts. */
function underItsNames(chart: ChartFiles, dependencies: readonly ManifestValue[]): readonly ChartFiles[] {
  const names = dependencies
    .filter((dependency) => findTextAt(dependency, "name") === chart.name)
    .map((dependency) => findTextAt(dependency, "alias") ?? chart.name);
  return names.length === 0 ? [chart] : names.map((key) => ({ ...chart, key }));
}

function describe(file: ChartFile | undefined): ManifestValue | undefined {
  const root = parseYamlSource(file?.text ?? "")[0]?.root;
  return root === undefined ? undefined : toManifestValue(root);
}

function readTemplates(directory: string, folder: ChartFolder, into: ChartFile[], depth = 0): void {
  for (const { name, isDirectory } of folder.list(directory)) {
    const path = join(directory, name);
    if (isDirectory && depth < maxDepth) readTemplates(path, folder, into, depth + 1);
    const file = isDirectory || into.length >= maxTemplates ? undefined : readFile(folder, path);
    if (file !== undefined) into.push(file);
  }
}

function directoriesIn(directory: string, folder: ChartFolder): readonly string[] {
  return folder.list(directory).flatMap(({ name, isDirectory }) => (isDirectory ? [join(directory, name)] : []));
}

function readFile(folder: ChartFolder, path: string): ChartFile | undefined {
  const text = folder.read(path);
  return text === undefined ? undefined : { path, text };
}
