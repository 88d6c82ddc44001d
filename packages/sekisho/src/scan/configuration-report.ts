import { dirname, relative, resolve } from "node:path";
import { readCappedFile } from "../access/filesystem/read-file.ts";
import type { Report } from "../model/report.ts";
import { createSourceText, type SourceText } from "../model/source-text.ts";
import { decodeText } from "./decode-text.ts";
import { digestOf } from "./digest.ts";
import type { DockerfileSettings } from "./dockerfile.ts";
import type { JudgedViolation } from "./examine.ts";
import { judgeConfigured } from "./exception-violations.ts";
import { toFindings } from "./findings.ts";
import { producer } from "./producer.ts";
import type { ResolvedTargets } from "./resolve-targets.ts";

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
 * Gives the report about the configuration's exceptions, when one has expired or matches nothing.
 *
 * That one matches nothing is said only when a directory was scanned that the configuration file lies in: whoever scans
 * one file of many leaves the exceptions of the others without a match.
 */
export async function reportConfiguration(
  resolved: Pick<ResolvedTargets, "directories">,
  scan: ConfigurationScan,
): Promise<readonly Report[]> {
  const { configuration, configured, language, controlsOf } = scan.settings;
  const name = configuration.path;
  if (name === undefined || configured.length === 0) return [];
  const path = resolve(scan.workingDirectory, name);
  const isEverythingScanned = resolved.directories.some((directory) => contains(directory.path, dirname(path)));
  const violations = judgeConfigured(configured, configuration, {
    files: isEverythingScanned,
    packages: scan.hasJudgedPackages,
  });
  if (violations.length === 0) return [];
  const reading = await readCappedFile(path, maxConfigurationBytes);
  const bytes = reading.kind === "read" ? reading.bytes : new Uint8Array();
  const source = createSourceText(name, decodeText(name, bytes).text ?? "");
  const target = { kind: "configuration" as const, name, digest: await digestOf(bytes) };
  const findings = toFindings(violations, {
    target,
    source,
    language,
    controlsOf,
    findAcceptance: () => undefined,
  });
  const coverage = coverageOf(violations, source);
  return [{ schemaVersion: 1, producer, target, ...scan.frame, findings, coverage, diagnostics: [] }];
}

function coverageOf(violations: readonly JudgedViolation[], source: SourceText): Report["coverage"] {
  const ended = source.text === "" ? "partial" : "done";
  return [...new Set(violations.map(({ rule }) => rule.id))].toSorted().map((plugin) => ({ plugin, ended }));
}

function contains(directory: string, inner: string): boolean {
  const path = relative(directory, inner);
  return path === "" || (!path.startsWith("..") && resolve(directory, path) === inner);
}
