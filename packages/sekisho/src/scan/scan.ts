import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type FileReading, readCappedFile } from "../access/filesystem/read-file.ts";
import { readCappedStream } from "../access/filesystem/standard-input.ts";
import { controlsOf } from "../compliance/controls-of.ts";
import type { Report } from "../model/report.ts";
import { createSourceText, type SourceText } from "../model/source-text.ts";
import { type ContextReader, createContextReader, unknownContext } from "./build-context.ts";
import { dockerfileChecks } from "./catalogue.ts";
import { defaultConfiguration } from "./configuration/configuration.ts";
import { reportConfiguration } from "./configuration-report.ts";
import { decodeText } from "./decode-text.ts";
import { reportDirectory } from "./directory-report.ts";
import { type DockerfileSettings, scanDockerfile, unexamined } from "./dockerfile.ts";
import { prepareConfigured } from "./exceptions.ts";
import { compilePathGlobs } from "./globs.ts";
import type { ScanOptions, ScanResult } from "./options.ts";
import { planChecks } from "./plan.ts";
import { type ResolvedTargets, resolveTargets, type ScanJob } from "./resolve-targets.ts";

/** Files above this are not examined unless the caller says otherwise. */
export const defaultMaxFileBytes = 16 * 1024 * 1024;

/** Files that are read at the same time. */
const concurrency = 8;

/** What the jobs of one scan share. */
interface Workshop {
  readonly options: ScanOptions;
  readonly settings: DockerfileSettings;
  readonly contexts: ContextReader;
  readonly maxFileBytes: number;
}

/**
 * Scans targets: Dockerfiles, directories that are searched for them, `-` for standard input.
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
  const settings: DockerfileSettings = {
    configuration,
    plan: planChecks(dockerfileChecks, configuration),
    configured,
    language: options.language ?? "en",
    controlsOf,
    today,
    clock,
    ...(configuration.shellcheck ? { judgeFurther: (await import("./shellcheck.ts")).createShellcheckJudge() } : {}),
  };
  const maxFileBytes = options.maxFileBytes ?? defaultMaxFileBytes;
  const reports = await runJobs(resolved, { options, settings, contexts: createContextReader(), maxFileBytes });
  const frame = { startedAt, finishedAt: clock().toISOString() };
  for (const directory of resolved.directories) reports.push(...reportDirectory(directory, frame, settings.language));
  reports.push(...(await reportConfiguration(resolved, { workingDirectory, frame, settings })));
  return {
    document: { schemaVersion: 1, reports },
    failures: resolved.failures,
    isComplete: resolved.failures.length === 0 && !reports.some(isPartial),
    sourceOf: createSourceReader(workingDirectory),
  };
}

/** Runs the jobs a few at a time; gives their reports in the order of the jobs. */
async function runJobs(resolved: ResolvedTargets, workshop: Workshop): Promise<Report[]> {
  const { jobs } = resolved;
  const reports: Report[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < jobs.length; index = next++) {
      const job = jobs[index];
      if (job === undefined) return;
      const report = await runJob(job, workshop);
      reports[index] = report;
      done++;
      workshop.options.onProgress?.({ done, total: jobs.length, path: report.target.name });
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, jobs.length) }, work));
  return reports;
}

async function runJob(job: ScanJob, workshop: Workshop): Promise<Report> {
  const { options, settings, contexts } = workshop;
  const startedAt = settings.clock().toISOString();
  const path = job.kind === "file" ? job.name : (options.standardInputName ?? "-");
  const reading = await readJob(job, workshop);
  if (reading.kind === "refused") {
    const frame = { target: { kind: "dockerfile" as const, name: path }, startedAt };
    const diagnostic = {
      code: `target/${reading.code}`,
      level: "error" as const,
      message: reading.message,
      location: { path },
    };
    return unexamined({ ...frame, finishedAt: settings.clock().toISOString() }, [diagnostic], settings);
  }
  const context = job.kind === "file" ? contexts.contextOf(job.path) : unknownContext;
  return await scanDockerfile({ path, bytes: reading.bytes, context }, settings);
}

async function readJob(job: ScanJob, workshop: Workshop): Promise<FileReading> {
  const { options, maxFileBytes } = workshop;
  if (job.kind === "file") return await readCappedFile(job.path, maxFileBytes);
  return await readCappedStream(options.standardInput ?? process.stdin, maxFileBytes);
}

function isPartial(report: Report): boolean {
  return report.diagnostics.some((diagnostic) => diagnostic.level === "error");
}

/** Gives a function that reads scanned files again, keeping the last one. */
function createSourceReader(workingDirectory: string): (path: string) => SourceText | undefined {
  let last: { readonly path: string; readonly source: SourceText | undefined } | undefined;
  return (path) => {
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
