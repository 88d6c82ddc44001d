import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { findTextAt, listAt, type ManifestValue } from "../../semantics/kubernetes/manifest-value.ts";
import { toManifestValue } from "../../semantics/kubernetes/to-manifest-value.ts";
import { chartFileName } from "../filesystem/chart-places.ts";

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

/** Reads what findings about a chart are traced to; larger files are left out. */
export function readChart(directory: string, maxFileBytes: number): ChartFiles {
  return read(directory, { maxFileBytes, depth: 0 });
}

interface Reading {
  readonly maxFileBytes: number;
  readonly depth: number;
}

function read(directory: string, reading: Reading): ChartFiles {
  const { maxFileBytes, depth } = reading;
  const description = describe(readText(join(directory, chartFileName), maxFileBytes));
  const name = findTextAt(description, "name") ?? "";
  const dependencies = listAt(description, "dependencies");
  const templates: ChartFile[] = [];
  readTemplates(join(directory, "templates"), maxFileBytes, templates);
  const inner = depth >= maxCharts ? [] : directoriesIn(join(directory, "charts"));
  return {
    directory,
    name,
    key: name,
    isLibrary: findTextAt(description, "type") === "library",
    templates,
    values: readText(join(directory, "values.yaml"), maxFileBytes),
    charts: inner.flatMap((chart) => underItsNames(read(chart, { maxFileBytes, depth: depth + 1 }), dependencies)),
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

function readTemplates(directory: string, maxFileBytes: number, into: ChartFile[], depth = 0): void {
  for (const entry of entriesOf(directory)) {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && depth < maxDepth) readTemplates(path, maxFileBytes, into, depth + 1);
    const file = entry.isDirectory() || into.length >= maxTemplates ? undefined : readText(path, maxFileBytes);
    if (file !== undefined) into.push(file);
  }
}

function directoriesIn(directory: string): readonly string[] {
  return entriesOf(directory).flatMap((entry) => (entry.isDirectory() ? [join(directory, entry.name)] : []));
}

/** Gives the entries of a directory in the order of their names; none when it cannot be read: helm says so by itself. */
function entriesOf(directory: string): readonly Dirent[] {
  try {
    const entries = readdirSync(directory, { withFileTypes: true });
    return entries.toSorted((left, right) => (left.name < right.name ? -1 : Number(left.name > right.name)));
  } catch {
    return [];
  }
}

function readText(path: string, maxFileBytes: number): ChartFile | undefined {
  try {
    const status = statSync(path);
    return status.isFile() && status.size <= maxFileBytes ? { path, text: readFileSync(path, "utf8") } : undefined;
  } catch {
    return undefined;
  }
}
