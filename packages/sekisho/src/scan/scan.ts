import { readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { controlsOf } from "../compliance/controls-of.ts";
import type { Inventory } from "../model/inventory.ts";
import type { Report } from "../model/report.ts";
import { createSourceText, type SourceText } from "../model/source-text.ts";
import { leastComplete } from "../semantics/completeness/completeness.ts";
import { type Configuration, defaultConfiguration } from "./configuration/configuration.ts";
import { reportConfiguration } from "./configuration-report.ts";
import { type ContentJob, isContentJob, isDockerfileJob, runContentJob, runSourceTree } from "./content-jobs.ts";
import type { ContentScanSettings } from "./content-settings.ts";
import { decodeText } from "./decode-text.ts";
import { reportDirectory } from "./directory-report.ts";
import type { DockerfileScan } from "./dockerfile-jobs.ts";
import { prepareConfigured } from "./exceptions.ts";
import { compilePathGlobs } from "./globs.ts";
import type { ManifestDirectorySettings } from "./manifest/scan-manifest-directory.ts";
import type { ManifestScanSettings, ManifestTarget } from "./manifest/scan-manifests.ts";
import type { ScanOptions, ScanResult, TargetFailure } from "./options.ts";
import { type ResolvedTargets, resolveTargets, type ScanJob, type WalkedDirectory } from "./resolve-targets.ts";
import { withoutToldSecrets } from "./told-secrets.ts";
import { loadNamedVex } from "./vex/load-named-vex.ts";

/** Files above this are not examined unless the caller says otherwise. */
export const defaultMaxFileBytes = 16 * 1024 * 1024;

/** Manifests may be larger: a whole cluster is often written to one file. */
const defaultMaxManifestBytes = 128 * 1024 * 1024;

/** Files that are read at the same time. */
const concurrency = 8;

/** What the jobs of one scan share. */
interface Workshop {
  readonly options: ScanOptions;
  readonly settings: DockerfileScan["settings"];
  readonly content: ContentScanSettings;
  readonly maxFileBytes: number;
  readonly maxManifestBytes: number;
  /** Empty when the user has no policies. */
  readonly policies: Pick<ManifestScanSettings, "loadPolicies">;
}

/** What one job gave: the report of a Dockerfile has no inventory. */
type JobResult = { readonly report: Report; readonly inventory?: Inventory } | TargetFailure;

/**
 * Scans targets: Dockerfiles, manifests, images, root file systems, SBOMs, directories that are searched for Dockerfiles,
 * manifests, lock files and secrets, `-` for standard input.
 *
 * Reports stand in the order of the targets and, below a directory, of the paths. One bad target or file takes nothing
 * from the others: it is a failure or a diagnostic. Syntax trees are dropped file by file, so that memory does not grow
 * with the number of files.
 */
export async function scan(targets: readonly string[], options: ScanOptions = {}): Promise<ScanResult> {
  const workingDirectory = options.workingDirectory ?? process.cwd();
  const configuration = options.configuration ?? defaultConfiguration;
  const clock = options.clock ?? (() => new Date());
  const startedAt = clock().toISOString();
  const today = startedAt.slice(0, "YYYY-MM-DD".length);
  const configured = prepareConfigured(configuration.exceptions, today);
  const resolved = resolveTargets(targets, {
    workingDirectory,
    exclude: compilePathGlobs(configuration.exclude),
    as: options.as,
  });
  const calendar = await options.openCalendar?.();
  const settings: DockerfileScan["settings"] = {
    configuration,
    configured,
    language: options.language ?? "en",
    controlsOf,
    today,
    ...(calendar === undefined ? {} : { calendar }),
    clock,
  };
  const vex = await loadNamedVex(configuration.vex, workingDirectory);
  const content = {
    ...contentSettings(options, settings, workingDirectory),
    ...(vex === undefined ? {} : { vex }),
    ...(await createReach(resolved, options)),
  };
  const policies = policiesOf(configuration, workingDirectory);
  const maxFileBytes = options.maxFileBytes ?? defaultMaxFileBytes;
  const maxManifestBytes = options.maxFileBytes ?? defaultMaxManifestBytes;
  const workshop: Workshop = { options, settings, content, maxFileBytes, maxManifestBytes, policies };
  // What manifests say of the images that they run counts for the images that were named with them.
  const manifests = await runEveryManifest(resolved, workshop);
  const results = [
    ...(await runJobs(resolved, manifests, workshop)),
    ...(await runDirectories(resolved, manifests, workshop)),
  ];
  const reports = results.flatMap((result) => ("report" in result ? [result.report] : []));
  const failures = [...resolved.failures, ...results.filter((result) => "error" in result)];
  const frame = { startedAt, finishedAt: clock().toISOString() };
  reports.push(
    ...(await reportConfiguration(resolved, {
      workingDirectory,
      frame,
      settings,
      hasJudgedPackages: reports.some(hasJudgedPackages),
    })),
  );
  const completeness = failures.length === 0 ? leastComplete(reports) : "partial";
  return {
    document: { schemaVersion: 1, reports },
    inventories: results.flatMap((result) => ("report" in result ? (result.inventory ?? []) : [])),
    failures,
    completeness,
    isComplete: completeness !== "partial",
    sourceOf: createSourceReader(workingDirectory, pathsElsewhere(reports)),
  };
}

/** Gives what scans of content obey. */
function contentSettings(
  options: ScanOptions,
  settings: DockerfileScan["settings"],
  workingDirectory: string,
): ContentScanSettings {
  return {
    ...settings,
    workingDirectory,
    without: new Set(options.without),
    cacheDirectory: options.cacheDirectory,
    image: { environment: process.env, ...options.image },
    baseImage: options.baseImage,
    dockerfile: options.dockerfile,
    ...(options.openAdvisories === undefined ? {} : { openAdvisories: openOnce(options.openAdvisories) }),
    onBytes: (done, total) => options.onProgress?.({ done, total, unit: "bytes", path: "" }),
  };
}

/** The policies are read when the first manifests are: what judges by them is not loaded without. */
function policiesOf({ policies }: Configuration, workingDirectory: string): Pick<ManifestScanSettings, "loadPolicies"> {
  if (policies.length === 0) return {};
  const load = async () => (await import("./policy/load-policies.ts")).loadPolicies(policies, workingDirectory);
  return { loadPolicies: openOnce(load) };
}

function openOnce<Opened>(open: () => Promise<Opened>): () => Promise<Opened> {
  let opened: Promise<Opened> | undefined;
  return () => (opened ??= open());
}

/** What manifests say of images is asked for only where images are judged. */
async function createReach(
  { jobs, directories }: ResolvedTargets,
  { openAdvisories }: ScanOptions,
): Promise<Pick<ContentScanSettings, "imageReach">> {
  if (openAdvisories === undefined) return {};
  if (!jobs.some(({ kind }) => kind === "image") && !(await someHasBuildFiles(directories))) return {};
  const { createImageReachIndex } = await import("../semantics/reachability/image-reach.ts");
  return { imageReach: createImageReachIndex() };
}

/** Files of YAML are there in many trees; what reads them is loaded then. */
async function someHasBuildFiles(directories: readonly WalkedDirectory[]): Promise<boolean> {
  if (directories.every(({ documents }) => documents.length === 0)) return false;
  const { hasBuildFiles } = await import("./source-builds.ts");
  return directories.some(hasBuildFiles);
}

/** The reports about everything that manifests are written in. */
interface ManifestReports {
  /** Of the files that were named. */
  readonly named: Report | undefined;
  /** Of packaged charts, by the job that they were taken for an image in. */
  readonly charts: ReadonlyMap<ScanJob, Report>;
  readonly below: ReadonlyMap<WalkedDirectory, readonly Report[]>;
}

async function runEveryManifest(resolved: ResolvedTargets, workshop: Workshop): Promise<ManifestReports> {
  const charts = new Map<ScanJob, Report>();
  for (const job of resolved.jobs) {
    const report = isContentJob(job) ? await runChart(job, workshop) : undefined;
    if (report !== undefined) charts.set(job, report);
  }
  // Files that are named together are one set: what one refers to may stand in another.
  const manifests = resolved.jobs.filter((job) => job.kind === "manifest");
  const name = manifests.map((manifest) => manifest.name).join(", ");
  const named = await runManifests({ name, files: manifests.map(({ path }) => path), isNamed: true }, workshop);
  const below = new Map<WalkedDirectory, readonly Report[]>();
  for (const directory of resolved.directories) below.set(directory, await runManifestDirectory(directory, workshop));
  return { named, charts, below };
}

/** Runs the jobs a few at a time; gives their results in the order of the jobs. */
async function runJobs(
  resolved: ResolvedTargets,
  manifests: ManifestReports,
  workshop: Workshop,
): Promise<readonly JobResult[]> {
  const { jobs } = resolved;
  const results = await runDockerfiles(resolved, workshop);
  // One after the other: each of them uses the whole machine.
  for (const [index, job] of jobs.entries()) {
    if (!isContentJob(job)) continue;
    const chart = manifests.charts.get(job);
    results[index] = chart === undefined ? await runContentJob(job, workshop.content) : { report: chart };
  }
  if (manifests.named !== undefined) results.push({ report: manifests.named });
  return results;
}

/** Scans Dockerfiles a few at a time; gives their reports at the places of their jobs. */
async function runDockerfiles({ jobs }: ResolvedTargets, workshop: Workshop): Promise<JobResult[]> {
  const results: JobResult[] = [];
  const files = jobs.flatMap((job, index) => (isDockerfileJob(job) ? [{ job, index }] : []));
  if (files.length === 0) return results;
  const { prepareDockerfiles } = await import("./dockerfile-jobs.ts");
  const { options, settings, maxFileBytes } = workshop;
  const scanOne = await prepareDockerfiles({ ...options, settings, maxFileBytes });
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let file = files[next++]; file !== undefined; file = files[next++]) {
      const report = await scanOne(file.job);
      results[file.index] = { report };
      done++;
      options.onProgress?.({ done, total: files.length, path: report.target.name });
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, files.length) }, work));
  return results;
}

/** Scans an archive that is a packaged chart; `undefined` for everything else. */
async function runChart(job: ContentJob, workshop: Workshop): Promise<Report | undefined> {
  const { content, options } = workshop;
  if (job.kind !== "image" || options.as !== undefined || !isAbsolute(job.place)) return undefined;
  const { isChartArchive } = await import("../access/rendering/chart-archive.ts");
  if (content.without.has("manifests") || !isChartArchive(job.place)) return undefined;
  const { scanChartArchive } = await import("./manifest/scan-manifest-directory.ts");
  return await scanChartArchive(job.place, directorySettings(workshop));
}

/** Scans the Kubernetes objects of some files as one set; `undefined` when there are none. */
async function runManifests(manifests: ManifestTarget, workshop: Workshop): Promise<Report | undefined> {
  const { settings, content, maxManifestBytes: maxFileBytes, options } = workshop;
  if (manifests.files.length === 0 || content.without.has("manifests")) return undefined;
  const { scanManifests } = await import("./manifest/scan-manifests.ts");
  const { workingDirectory } = content;
  const shared = { ...settings, ...workshop.policies, ...progressOf(options), ...reachOf(content) };
  return await scanManifests(manifests, { ...shared, workingDirectory, maxFileBytes });
}

/** Scans what may be manifests below a directory; what judges them is loaded where there are any. */
async function runManifestDirectory(directory: WalkedDirectory, workshop: Workshop): Promise<readonly Report[]> {
  const { documents, charts, kustomizations } = directory;
  const isEmpty = documents.length + charts.length + kustomizations.length === 0;
  if (isEmpty || workshop.content.without.has("manifests")) return [];
  const { scanManifestDirectory } = await import("./manifest/scan-manifest-directory.ts");
  return await scanManifestDirectory(directory, directorySettings(workshop));
}

function directorySettings({
  settings,
  content,
  maxManifestBytes: maxFileBytes,
  options,
  policies,
}: Workshop): ManifestDirectorySettings {
  const { workingDirectory } = content;
  const environment = options.image?.environment ?? process.env;
  const shared = { ...settings, ...policies, ...progressOf(options), ...reachOf(content) };
  return { ...shared, workingDirectory, maxFileBytes, environment, charts: options.charts ?? {} };
}

/** Tells whoever judges images what a set of manifests says of them. */
function reachOf({ imageReach }: ContentScanSettings): Pick<ManifestScanSettings, "onSet"> {
  return imageReach === undefined ? {} : { onSet: imageReach.add };
}

function progressOf({ onProgress }: ScanOptions): Pick<ManifestScanSettings, "onProgress"> {
  return onProgress === undefined ? {} : { onProgress };
}

/** Looks for manifests, lock files and secrets in the directories that were named. */
async function runDirectories(
  resolved: ResolvedTargets,
  reports: ManifestReports,
  workshop: Workshop,
): Promise<readonly JobResult[]> {
  const { settings, content } = workshop;
  const leftOut = new Set(resolved.jobs.flatMap((job) => (job.kind === "file" ? [job.path] : [])));
  const results: JobResult[] = [];
  for (const directory of resolved.directories) {
    const manifests = reports.below.get(directory) ?? [];
    results.push(...manifests.map((report) => ({ report })));
    const isWanted = !content.without.has("packages") || !content.without.has("secrets");
    const reached = isWanted ? { ...content, ...(await sourceReachOf(directory, manifests, content)) } : content;
    const scanned = isWanted ? await runSourceTree(directory, leftOut, reached) : undefined;
    const frame = { startedAt: settings.clock().toISOString(), finishedAt: settings.clock().toISOString() };
    const hasManifests = manifests.length > 0;
    const report = reportDirectory(directory, scanned?.report, { frame, language: settings.language, hasManifests });
    if (report === undefined) continue;
    const untold = withoutToldSecrets(report, manifests);
    results.push(scanned === undefined ? { report: untold } : { report: untold, inventory: scanned.inventory });
  }
  return results;
}

/** Tells how the parts of a tree are run; nothing where no manifest of the call runs anything. */
async function sourceReachOf(
  directory: WalkedDirectory,
  manifests: readonly Report[],
  { imageReach, openAdvisories }: ContentScanSettings,
): Promise<Pick<ContentScanSettings, "sourceReach">> {
  if (openAdvisories === undefined || directory.documents.length === 0) return {};
  const { hasBuildFiles, readSourceBuilds } = await import("./source-builds.ts");
  if (imageReach === undefined || !hasBuildFiles(directory)) {
    const runsImages = manifests.some(({ relations = [] }) => relations.some(({ kind }) => kind === "runs"));
    return runsImages ? { sourceReach: { useOf: () => undefined } } : {};
  }
  if (imageReach.isEmpty()) return {};
  const { createSourceReach } = await import("../semantics/image-builds/source-reach.ts");
  return { sourceReach: createSourceReach(await readSourceBuilds(directory), imageReach) };
}

function hasJudgedPackages({ coverage }: Report): boolean {
  return coverage.some(({ plugin, ended }) => plugin.startsWith("advisories/") && ended !== "skipped");
}

/** Gives the paths that lie in an image or another root: a file of the same name here is another one. */
function pathsElsewhere(reports: readonly Report[]): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const { target, findings } of reports) {
    if (target.kind !== "image" && target.kind !== "filesystem" && target.kind !== "sbom") continue;
    for (const { evidence } of findings) for (const { location } of evidence) paths.add(location.path);
  }
  return paths;
}

/** Gives a function that reads scanned files again, keeping the last one. */
function createSourceReader(
  workingDirectory: string,
  elsewhere: ReadonlySet<string>,
): (path: string) => SourceText | undefined {
  let last: { readonly path: string; readonly source: SourceText | undefined } | undefined;
  return (path) => {
    if (elsewhere.has(path)) return undefined;
    if (last?.path !== path) last = { path, source: readSource(workingDirectory, path) };
    return last.source;
  };
}

function readSource(workingDirectory: string, path: string): SourceText | undefined {
  try {
    const { text } = decodeText(path, readFileSync(resolve(workingDirectory, path)));
    return text === undefined ? undefined : createSourceText(path, text);
  } catch {
    // Reports carry excerpts of their own; whole lines are a comfort that a vanished file does not give.
    return undefined;
  }
}
