import { statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { discoverDockerfiles } from "../../access/filesystem/discover.ts";
import { slashed } from "../../access/filesystem/ignore-rules.ts";
import { type FileReading, readCappedFile } from "../../access/filesystem/read-file.ts";
import { readCappedStream } from "../../access/filesystem/standard-input.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { SekishoError } from "../../model/error.ts";
import { parsePathPattern } from "../../model/path-pattern.ts";
import { createManifestSet } from "../../semantics/kubernetes/create-manifest-set.ts";
import { describeObject, type ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import type { ChartOptions } from "./chart-options.ts";
import { readManifest } from "./read-manifest.ts";
import type { RenderingSettings } from "./render-directory.ts";
import type { RenderedTarget, Rendering } from "./rendering.ts";

/** What manifests are read from. */
export interface ManifestSources {
  /** Directories, files, or `-` for standard input. */
  readonly targets: readonly string[];
  /** Absolute. */
  readonly workingDirectory: string;
  /** Patterns as in .gitignore, relative to the working directory. */
  readonly exclude: readonly string[];
  readonly standardInput: AsyncIterable<Uint8Array | string>;
  /** How charts are rendered: with one set of values at most, since what they give is one set of objects. */
  readonly charts?: ChartOptions;
  /** Of the user: where the programs that render are looked for. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The objects of all targets as one set. */
export interface LoadedManifests {
  readonly set: ManifestSet;
  /** How many files hold objects. */
  readonly files: number;
  readonly diagnostics: readonly Diagnostic[];
  /** The charts and overlays among them, to trace objects to the files that people edit. */
  readonly renderings: readonly Rendering[];
}

/** Larger files are refused. */
const maxManifestBytes = 128 * 1024 * 1024;

/**
 * Reads the objects of directories, files, charts and overlays as one set. Charts and overlays are rendered as a scan renders
 * them. Of two that deploy the same object, the first is taken and a diagnostic names both.
 *
 * @throws {SekishoError} `target-not-found` when a target does not exist.
 */
export async function loadManifestSet(sources: ManifestSources): Promise<LoadedManifests> {
  const loading: Loading = {
    sources,
    objects: [],
    diagnostics: [],
    seen: new Set(),
    deployed: new Map(),
    renderings: [],
    files: 0,
  };
  for (const target of sources.targets) await loadTarget(loading, target);
  const { objects, diagnostics, files, renderings } = loading;
  return { set: createManifestSet(objects), files, diagnostics, renderings };
}

interface Loading {
  readonly sources: ManifestSources;
  readonly objects: ManifestObject[];
  readonly diagnostics: Diagnostic[];
  readonly seen: Set<string>;
  /** The chart or overlay that deploys an object, by the object's name. */
  readonly deployed: Map<string, string>;
  readonly renderings: Rendering[];
  files: number;
}

async function loadTarget(loading: Loading, target: string): Promise<void> {
  const { workingDirectory, exclude, standardInput } = loading.sources;
  if (target === "-") {
    take(loading, "-", await readCappedStream(standardInput, maxManifestBytes), true);
    return;
  }
  const path = resolve(workingDirectory, target);
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) {
    throw new SekishoError("target-not-found", {
      en: `${target}: there is no such file or directory`,
      ja: `${target}: ファイルまたはディレクトリがありません。`,
    });
  }
  if (!status.isDirectory()) {
    await loadNamed(loading, path);
    return;
  }
  const discovery = discoverDockerfiles(path, {
    exclude: exclude.flatMap((pattern) => parsePathPattern(pattern) ?? []),
    excludeBase: workingDirectory,
  });
  for (const { path: unread, message } of discovery.unread) {
    loading.diagnostics.push(unreadable(nameOf(unread, workingDirectory), "target/unreadable", message));
  }
  const { renderDirectory } = await import("./render-directory.ts");
  const plain = await renderDirectory({ ...discovery, path }, renderingOf(loading), async (rendered) =>
    takeRendered(loading, rendered),
  );
  for (const file of plain) await loadFile(loading, file, false);
}

/** A named file is a packaged chart, or has to be a manifest. */
async function loadNamed(loading: Loading, path: string): Promise<void> {
  const { isChartArchive } = await import("../../access/rendering/chart-archive.ts");
  if (!isChartArchive(path)) {
    await loadFile(loading, path, true);
    return;
  }
  const { renderChartAt } = await import("./render-directory.ts");
  takeRendered(loading, await renderChartAt(path, renderingOf(loading)));
}

function renderingOf({ sources }: Loading): RenderingSettings {
  const { workingDirectory, charts = {}, environment } = sources;
  return { workingDirectory, maxFileBytes: maxManifestBytes, charts, environment };
}

function takeRendered(loading: Loading, { name, renderings, diagnostics }: RenderedTarget): void {
  note(loading, diagnostics);
  for (const rendering of renderings) {
    note(loading, rendering.diagnostics);
    const twice = rendering.objects.find((object) => loading.deployed.has(describeObject(object)));
    const other = twice && loading.deployed.get(describeObject(twice));
    if (twice !== undefined && other !== undefined) {
      loading.diagnostics.push(unreadable(name, "manifest/deployed-twice", deployedTwice(name, other, twice)));
      continue;
    }
    loading.files += 1;
    loading.renderings.push(rendering);
    for (const object of rendering.objects) {
      loading.objects.push(object);
      loading.deployed.set(describeObject(object), name);
    }
  }
}

function deployedTwice(name: string, other: string, twice: ManifestObject): Diagnostic["message"] {
  const object = describeObject(twice);
  return {
    en: `The objects of ${name} are left out: ${other} deploys ${object} too, and only one of them can be in a cluster. Name the one that is meant.`,
    ja: `${name} のオブジェクトは結果に含めていません。${object} は ${other} でもデプロイされ、1 つのクラスターに両方は存在できません。対象を 1 つ指定してください。`,
  };
}

async function loadFile(loading: Loading, path: string, isNamed: boolean): Promise<void> {
  if (loading.seen.has(path)) return;
  loading.seen.add(path);
  take(loading, nameOf(path, loading.sources.workingDirectory), await readCappedFile(path, maxManifestBytes), isNamed);
}

function take(loading: Loading, name: string, reading: FileReading, isNamed: boolean): void {
  if (reading.kind === "refused") {
    loading.diagnostics.push(unreadable(name, `target/${reading.code}`, reading.message));
    return;
  }
  const read = readManifest(name, reading.bytes, isNamed);
  if (read === undefined) return;
  loading.files += 1;
  for (const object of read.objects) loading.objects.push(object);
  note(loading, read.diagnostics);
}

/** One by one: a broken file may give hundreds of thousands, more than a call takes. */
function note(loading: Loading, diagnostics: readonly Diagnostic[]): void {
  for (const diagnostic of diagnostics) loading.diagnostics.push(diagnostic);
}

function unreadable(path: string, code: string, message: Diagnostic["message"]): Diagnostic {
  return { code, level: "error", message, location: { path } };
}

function nameOf(path: string, workingDirectory: string): string {
  const name = relative(workingDirectory, path);
  return name === "" ? path : slashed(name);
}
