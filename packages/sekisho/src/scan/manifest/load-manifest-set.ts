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
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import { readManifest } from "./read-manifest.ts";

/** What manifests are read from. */
export interface ManifestSources {
  /** Directories, files, or `-` for standard input. */
  readonly targets: readonly string[];
  /** Absolute. */
  readonly workingDirectory: string;
  /** Patterns as in .gitignore, relative to the working directory. */
  readonly exclude: readonly string[];
  readonly standardInput: AsyncIterable<Uint8Array | string>;
}

/** The objects of all targets as one set. */
export interface LoadedManifests {
  readonly set: ManifestSet;
  /** How many files hold objects. */
  readonly files: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Larger files are refused. */
const maxManifestBytes = 128 * 1024 * 1024;

/**
 * Reads the objects of directories and files as one set.
 *
 * @throws {SekishoError} `target-not-found` when a target does not exist.
 */
export async function loadManifestSet(sources: ManifestSources): Promise<LoadedManifests> {
  const loading: Loading = { sources, objects: [], diagnostics: [], seen: new Set(), files: 0 };
  for (const target of sources.targets) await loadTarget(loading, target);
  const { objects, diagnostics, files } = loading;
  return { set: createManifestSet(objects), files, diagnostics };
}

interface Loading {
  readonly sources: ManifestSources;
  readonly objects: ManifestObject[];
  readonly diagnostics: Diagnostic[];
  readonly seen: Set<string>;
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
    await loadFile(loading, path, true);
    return;
  }
  const discovery = discoverDockerfiles(path, {
    exclude: exclude.flatMap((pattern) => parsePathPattern(pattern) ?? []),
    excludeBase: workingDirectory,
  });
  for (const { path: unread, message } of discovery.unread) {
    loading.diagnostics.push(unreadable(nameOf(unread, workingDirectory), "target/unreadable", message));
  }
  for (const template of [...discovery.charts, ...discovery.kustomizations]) {
    loading.diagnostics.push(unreadable(nameOf(template, workingDirectory), "manifest/not-rendered", notRendered));
  }
  for (const file of discovery.documents) await loadFile(loading, file, false);
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
  loading.diagnostics.push(...read.diagnostics);
}

const notRendered: Diagnostic["message"] = {
  en: "its objects are not in what follows: render it first (helm template, kubectl kustomize) and give the result, or - for standard input",
  ja: "この中のオブジェクトは結果に含まれません。先にレンダリング（helm template、kubectl kustomize）した結果を、ファイルまたは標準入力（-）で指定してください",
};

function unreadable(path: string, code: string, message: Diagnostic["message"]): Diagnostic {
  return { code, level: "error", message, location: { path } };
}

function nameOf(path: string, workingDirectory: string): string {
  const name = relative(workingDirectory, path);
  return name === "" ? path : slashed(name);
}
