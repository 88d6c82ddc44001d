import { dirname, relative, resolve } from "node:path";
import { readCappedFile } from "../access/filesystem/read-file.ts";
import type { Report } from "../model/report.ts";
import { createSourceText, type SourceText } from "../model/source-text.ts";
import { isDockerfileJob } from "./content-jobs.ts";
import { decodeText } from "./decode-text.ts";
import { digestOf } from "./digest.ts";
import type { DockerfileSettings } from "./dockerfile.ts";
import type { JudgedViolation } from "./examine.ts";
import { judgeConfigured } from "./exception-violations.ts";
import { toFindings } from "./findings.ts";
import { producer } from "./producer.ts";
import type { ResolvedTargets, ScanJob } from "./resolve-targets.ts";

const maxConfigurationBytes = 1_048_576;

/** What the report about the configuration needs of the scan. */
export interface ConfigurationScan {
  /** Absolute. */
  readonly workingDirectory: string;
  readonly frame: Pick<Report, "startedAt" | "finishedAt">;
  readonly settings: Pick<DockerfileSettings, "configuration" | "configured" | "language" | "controlsOf">;
  /** Whether packages were held against advisories. */
  readonly hasJudgedPackages: boolean;
}

/**
 * Gives the reports about the files that exceptions stand in, where one has expired or matches nothing.
 *
 * That one matches nothing is said only when a directory was scanned that its file lies in: whoever scans one file of
 * many leaves the exceptions of the others without a match.
 */
export async function reportConfiguration(
  resolved: Pick<ResolvedTargets, "directories" | "jobs">,
  scan: ConfigurationScan,
): Promise<readonly Report[]> {
  const { configuration, configured } = scan.settings;
  const own = configured.filter(({ exception }) => exception.isOwn);
  const reports: Report[] = [];
  for (const [name, entries] of Map.groupBy(own, ({ exception }) => exception.path)) {
    const folder = dirname(resolve(scan.workingDirectory, name));
    const violations = judgeConfigured(entries, configuration, {
      files: resolved.directories.some((directory) => contains(directory.path, folder)),
      packages: scan.hasJudgedPackages,
      contents: resolved.jobs.some(({ kind }) => contentKinds.has(kind)),
      hasImages: hasImages(resolved),
    });
    if (violations.length > 0) reports.push(await reportFile(name, violations, scan));
  }
  return reports;
}

const contentKinds: ReadonlySet<ScanJob["kind"]> = new Set<ScanJob["kind"]>(["image", "filesystem", "sbom"]);

/** Dockerfiles build images, charts and overlays name them. */
function hasImages({ jobs, directories }: Pick<ResolvedTargets, "directories" | "jobs">): boolean {
  if (jobs.some(isDockerfileJob)) return true;
  return directories.some(({ charts, kustomizations }) => charts.length + kustomizations.length > 0);
}

async function reportFile(
  name: string,
  violations: readonly JudgedViolation[],
  { workingDirectory, frame, settings }: ConfigurationScan,
): Promise<Report> {
  const reading = await readCappedFile(resolve(workingDirectory, name), maxConfigurationBytes);
  const bytes = reading.kind === "read" ? reading.bytes : new Uint8Array();
  const source = createSourceText(name, decodeText(name, bytes).text ?? "");
  const target = { kind: "configuration" as const, name, digest: await digestOf(bytes) };
  const { language, controlsOf } = settings;
  const findAcceptance = () => undefined;
  const findings = toFindings(violations, { target, source, language, controlsOf, findAcceptance });
  const coverage = coverageOf(violations, source);
  return { schemaVersion: 1, producer, target, ...frame, findings, coverage, diagnostics: [] };
}

function coverageOf(violations: readonly JudgedViolation[], source: SourceText): Report["coverage"] {
  const ended = source.text === "" ? "partial" : "done";
  return [...new Set(violations.map(({ rule }) => rule.id))].toSorted().map((plugin) => ({ plugin, ended }));
}

function contains(directory: string, inner: string): boolean {
  const path = relative(directory, inner);
  return path === "" || (!path.startsWith("..") && resolve(directory, path) === inner);
}
