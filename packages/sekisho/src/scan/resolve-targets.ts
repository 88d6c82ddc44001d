import { existsSync, readlinkSync, type Stats, statSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import { looksLikeImageReference } from "../access/describe-source.ts";
import { discoverDockerfiles } from "../access/filesystem/discover.ts";
import { slashed } from "../access/filesystem/ignore-rules.ts";
import { refuseFailedRead } from "../access/filesystem/read-file.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { SekishoError } from "../model/error.ts";
import type { PathPattern } from "../model/path-pattern.ts";
import { quote } from "../model/quote.ts";
import type { Text } from "../model/text.ts";
import type { NamedTargetKind, TargetFailure } from "./options.ts";
import { findCloseName, hasTransport, isImageName, recogniseDirectory, recogniseFile } from "./recognise-target.ts";

/** One thing to scan. */
export type ScanJob =
  | { readonly kind: "file"; readonly path: string; readonly name: string }
  | { readonly kind: "standard-input" }
  /** `place` is what opens it: a reference, or the absolute path of an archive or layout. */
  | { readonly kind: "image"; readonly name: string; readonly place: string }
  | { readonly kind: "filesystem" | "sbom"; readonly path: string; readonly name: string }
  | ManifestJob;

/** A file of Kubernetes objects that was named. */
export interface ManifestJob {
  readonly kind: "manifest";
  readonly path: string;
  readonly name: string;
}

/** A job whose target is a Dockerfile: the only kind that can be repaired. */
export type DockerfileJob = Extract<ScanJob, { readonly kind: "file" | "standard-input" }>;

/** What may be manifests below a directory. */
export interface ManifestDiscovery {
  /** The directory as reports name it. */
  readonly name: string;
  /** Files of YAML and JSON, absolute: manifests are among them. */
  readonly documents: readonly string[];
  /** Directories of Helm charts, absolute. */
  readonly charts: readonly string[];
  /** Kustomization files, absolute. */
  readonly kustomizations: readonly string[];
}

/** A directory that was named, and what the walk through it could not see. */
export interface WalkedDirectory extends ManifestDiscovery {
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
  if (hasTransport(target)) return addImage(resolution, target);
  const path = resolve(workingDirectory, target);
  if (as === "image") return addImage(resolution, target, existsSync(path) ? path : target);
  let status: Stats;
  try {
    status = statSync(path);
  } catch (error) {
    const isImage = as === undefined && findLinkedPlace(path) === undefined && isImageName(target, workingDirectory);
    return isImage ? addImage(resolution, target) : notThere(target, path, error);
  }
  return status.isDirectory() ? resolveDirectory(resolution, target, path) : resolveFile(resolution, target, path);
}

function resolveDirectory(resolution: Resolution, target: string, path: string): SekishoError | undefined {
  const { as } = resolution.settings;
  if (as === "dockerfile" || as === "sbom" || as === "manifest")
    return mismatch(target, as, { en: "a directory", ja: "ディレクトリ" });
  const kind = as ?? recogniseDirectory(path);
  if (kind === "image") return addImage(resolution, nameOf(path, resolution.settings.workingDirectory), path);
  if (kind === "rootfs") addPath(resolution, "filesystem", path);
  else walk(resolution, path);
  return undefined;
}

function resolveFile(resolution: Resolution, target: string, path: string): SekishoError | undefined {
  const { as } = resolution.settings;
  if (as === "directory" || as === "rootfs") return mismatch(target, as, { en: "a file", ja: "ファイル" });
  const kind = as ?? recogniseFile(path);
  if (kind === undefined) return unknownKind(target);
  if (kind === "image") return addImage(resolution, nameOf(path, resolution.settings.workingDirectory), path);
  addPath(resolution, kind === "dockerfile" ? "file" : kind, path);
  return undefined;
}

function addImage(resolution: Resolution, name: string, place = name): undefined {
  const key = `image ${name}`;
  if (!resolution.seen.has(key)) resolution.jobs.push({ kind: "image", name, place });
  resolution.seen.add(key);
}

function walk(resolution: Resolution, path: string): void {
  const { workingDirectory, exclude } = resolution.settings;
  const discovery = discoverDockerfiles(path, { exclude, excludeBase: workingDirectory });
  for (const file of discovery.files) addPath(resolution, "file", file);
  resolution.directories.push({
    name: nameOf(path, workingDirectory),
    path,
    files: discovery.files.length,
    documents: discovery.documents,
    charts: discovery.charts,
    kustomizations: discovery.kustomizations,
    diagnostics: discovery.unread.map((unread) => ({
      code: "target/unreadable",
      level: "error",
      message: unread.message,
      location: { path: nameOf(unread.path, workingDirectory) },
    })),
  });
}

function addPath(resolution: Resolution, kind: "file" | "filesystem" | "sbom" | "manifest", path: string): void {
  if (resolution.seen.has(path)) return;
  resolution.seen.add(path);
  resolution.jobs.push({ kind, path, name: nameOf(path, resolution.settings.workingDirectory) });
}

/** Gives a path as reports name it: relative to the working directory where that is possible, with forward slashes. */
function nameOf(path: string, workingDirectory: string): string {
  const name = relative(workingDirectory, path);
  if (name === "") return ".";
  return slashed(isAbsolute(name) ? path : name);
}

function notThere(target: string, path: string, cause: unknown): SekishoError {
  const reading = refuseFailedRead(target, cause);
  if (reading.kind === "refused" && reading.code !== "not-found") {
    return new SekishoError("target-unreadable", reading.message, { cause });
  }
  const linked = findLinkedPlace(path);
  if (linked !== undefined) return leadsNowhere(target, linked, cause);
  const closest = findCloseName(path);
  const suggestion = closest === undefined ? undefined : slashed(target).replace(/[^/]*\/?$/, closest);
  const hint = hintFor(target, suggestion);
  return new SekishoError(
    "target-not-found",
    { en: `The target ${target} does not exist.`, ja: `対象 ${target} は存在しません。` },
    { cause, ...(hint === undefined ? {} : { hint }) },
  );
}

/** Gives what a symbolic link says; `undefined` of everything else. */
function findLinkedPlace(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function leadsNowhere(target: string, linked: string, cause: unknown): SekishoError {
  const place = quote(linked);
  return new SekishoError(
    "target-not-found",
    {
      en: `The target ${target} is a symbolic link to ${place}, which does not exist.`,
      ja: `対象 ${target} はシンボリックリンクですが、リンク先の ${place} が存在しません。`,
    },
    { cause },
  );
}

function hintFor(target: string, suggestion: string | undefined): Text | undefined {
  const hints: Text[] = [];
  if (suggestion !== undefined) {
    hints.push({ en: `Did you mean ${suggestion}?`, ja: `${suggestion} の間違いではありませんか。` });
  }
  if (looksLikeImageReference(target)) {
    hints.push({
      en: `For an image of that name: registry:${target}`,
      ja: `この名前のイメージを検査するには、registry:${target} と指定してください。`,
    });
  }
  if (hints.length === 0) return undefined;
  return { en: hints.map(({ en }) => en).join(" "), ja: hints.map(({ ja }) => ja).join("") };
}

function unknownKind(target: string): SekishoError {
  return new SekishoError(
    "target-kind-unknown",
    {
      en: `What ${target} is cannot be told: expected a directory, a Dockerfile, a Kubernetes manifest, an image archive or an SBOM, got a file with another name and content.`,
      ja: `${target} の種類を判別できません。ディレクトリ、Dockerfile、Kubernetes マニフェスト、イメージのアーカイブ、SBOM のいずれかを想定しましたが、名前からも内容からも判断できません。`,
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
