import { readdirSync, type Stats, statSync } from "node:fs";
import { basename, dirname, isAbsolute, relative, resolve } from "node:path";
import { discoverDockerfiles, readHead } from "../access/filesystem/discover.ts";
import { beginsWithInstruction, judgeName } from "../access/filesystem/dockerfile-names.ts";
import { slashed } from "../access/filesystem/ignore-rules.ts";
import { refuseFailedRead } from "../access/filesystem/read-file.ts";
import { findClosestWord } from "../model/closest-word.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { SekishoError } from "../model/error.ts";
import type { PathPattern } from "../model/path-pattern.ts";
import type { Text } from "../model/text.ts";
import type { NamedTargetKind, TargetFailure } from "./options.ts";

/** One thing to scan. */
export type ScanJob =
  | { readonly kind: "file"; readonly path: string; readonly name: string }
  | { readonly kind: "standard-input" };

/** A directory that was named, and what the walk through it could not see. */
export interface WalkedDirectory {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly files: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the targets of a call are. */
export interface ResolvedTargets {
  /** Each file once, in the order of the targets. */
  readonly jobs: readonly ScanJob[];
  readonly directories: readonly WalkedDirectory[];
  readonly failures: readonly TargetFailure[];
}

/** What the resolution of targets obeys. */
export interface ResolutionSettings {
  /** Absolute. */
  readonly workingDirectory: string;
  readonly exclude: readonly PathPattern[];
  readonly as: NamedTargetKind | undefined;
}

interface Resolution extends ResolvedTargets {
  readonly settings: ResolutionSettings;
  readonly jobs: ScanJob[];
  readonly directories: WalkedDirectory[];
  readonly failures: TargetFailure[];
  readonly seen: Set<string>;
}

/** Finds out what each target is. A target that is nothing we know becomes a failure; the others are kept. */
export function resolveTargets(targets: readonly string[], settings: ResolutionSettings): ResolvedTargets {
  const resolution: Resolution = { settings, jobs: [], directories: [], failures: [], seen: new Set() };
  for (const target of targets) {
    const error = resolveTarget(resolution, target);
    if (error !== undefined) resolution.failures.push({ target, error });
  }
  return resolution;
}

function resolveTarget(resolution: Resolution, target: string): SekishoError | undefined {
  if (target === "-") {
    if (!resolution.seen.has("-")) resolution.jobs.push({ kind: "standard-input" });
    resolution.seen.add("-");
    return undefined;
  }
  const { workingDirectory, as } = resolution.settings;
  const path = resolve(workingDirectory, target);
  let status: Stats;
  try {
    status = statSync(path);
  } catch (error) {
    return notThere(target, path, error);
  }
  if (status.isDirectory()) {
    if (as === "dockerfile") return mismatch(target, "dockerfile", { en: "a directory", ja: "ディレクトリ" });
    walk(resolution, path);
    return undefined;
  }
  if (as === "directory") return mismatch(target, "directory", { en: "a file", ja: "ファイル" });
  if (as === undefined && status.isFile() && !isDockerfile(path)) return unknownKind(target);
  addFile(resolution, path);
  return undefined;
}

function walk(resolution: Resolution, path: string): void {
  const { workingDirectory, exclude } = resolution.settings;
  const discovery = discoverDockerfiles(path, { exclude, excludeBase: workingDirectory });
  for (const file of discovery.files) addFile(resolution, file);
  resolution.directories.push({
    name: nameOf(path, workingDirectory),
    path,
    files: discovery.files.length,
    diagnostics: discovery.unread.map((unread) => ({
      code: "target/unreadable",
      level: "error",
      message: unread.message,
      location: { path: nameOf(unread.path, workingDirectory) },
    })),
  });
}

function addFile(resolution: Resolution, path: string): void {
  if (resolution.seen.has(path)) return;
  resolution.seen.add(path);
  resolution.jobs.push({ kind: "file", path, name: nameOf(path, resolution.settings.workingDirectory) });
}

/** Gives a path as reports name it: relative to the working directory where that is possible, with forward slashes. */
function nameOf(path: string, workingDirectory: string): string {
  const name = relative(workingDirectory, path);
  if (name === "") return ".";
  return slashed(isAbsolute(name) ? path : name);
}

/** A file that the user named is taken for a Dockerfile by a fragment's first instruction already. */
function isDockerfile(path: string): boolean {
  if (judgeName(basename(path)) === "dockerfile") return true;
  const head = readHead(path, Number.POSITIVE_INFINITY);
  // Unreadable is not unknown: the scan tries again and says why it fails.
  return head === undefined || beginsWithInstruction(head);
}

function notThere(target: string, path: string, cause: unknown): SekishoError {
  const reading = refuseFailedRead(target, cause);
  if (reading.kind === "refused" && reading.code !== "not-found") {
    return new SekishoError("target-unreadable", reading.message, { cause });
  }
  const closest = findClosestWord(basename(path), namesIn(dirname(path)));
  const suggestion = closest === undefined ? undefined : slashed(target).replace(/[^/]*\/?$/, closest);
  return new SekishoError(
    "target-not-found",
    { en: `The target ${target} does not exist.`, ja: `対象 ${target} は存在しません。` },
    {
      cause,
      ...(suggestion === undefined
        ? {}
        : { hint: { en: `Did you mean ${suggestion}?`, ja: `${suggestion} の間違いではありませんか。` } }),
    },
  );
}

/** Gives the names in a folder, for a suggestion; none where they cannot be read. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function unknownKind(target: string): SekishoError {
  return new SekishoError(
    "target-kind-unknown",
    {
      en: `What ${target} is cannot be told: expected a directory or a Dockerfile, got a file with another name whose first line is no instruction.`,
      ja: `${target} の種類を判別できません。ディレクトリまたは Dockerfile を想定しましたが、名前からも先頭行の命令からも Dockerfile と判断できません。`,
    },
    { hint: { en: "Say what it is: --as dockerfile", ja: "種類を指定してください: --as dockerfile" } },
  );
}

function mismatch(target: string, as: NamedTargetKind, got: Text): SekishoError {
  return new SekishoError("target-kind-unknown", {
    en: `The target ${target} is no ${as}: expected a ${as} because of --as ${as}, got ${got.en}.`,
    ja: `対象 ${target} は --as ${as} の指定と一致しません。実際には${got.ja}です。`,
  });
}
