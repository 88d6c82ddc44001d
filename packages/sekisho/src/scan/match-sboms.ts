import { resolve } from "node:path";
import { slashed } from "../access/filesystem/ignore-rules.ts";
import { controlsOf } from "../compliance/controls-of.ts";
import { SekishoError } from "../model/error.ts";
import type { Inventory } from "../model/inventory.ts";
import type { Report, ReportDocument } from "../model/report.ts";
import type { Language } from "../model/text.ts";
import { type Configuration, defaultConfiguration } from "./configuration/configuration.ts";
import { reportConfiguration } from "./configuration-report.ts";
import { prepareConfigured } from "./exceptions.ts";
import { reportContent } from "./image/report-content.ts";
import type { TargetFailure } from "./options.ts";
import { readSbomInventory, readSbomStream } from "./scan-sbom.ts";
import { loadNamedVex } from "./vex/load-named-vex.ts";
import type { Advisories } from "./vulnerability/judge-packages.ts";
import { withVulnerabilities } from "./vulnerability/with-vulnerabilities.ts";

/** What the reading of stored SBOMs obeys. */
export interface SbomReadingOptions {
  /** Absolute; that of the process when left out. */
  readonly workingDirectory?: string;
  /** What `-` reads; `process.stdin` when left out. */
  readonly standardInput?: AsyncIterable<Uint8Array | string>;
}

/** What a match of inventories obeys. */
export interface MatchOptions {
  /** Opens the advisory database, once. */
  readonly openAdvisories: () => Promise<Advisories>;
  /** Absolute; that of the process when left out. */
  readonly workingDirectory?: string;
  /** Its exceptions count; everything else of it is about scans. */
  readonly configuration?: Configuration;
  /** Language of the report's texts; English when left out. */
  readonly language?: Language;
  /** The clock of the machine when left out. */
  readonly clock?: () => Date;
}

/** Stored SBOMs, read. */
export interface StoredSboms {
  /** In the order of the files; what could not be read of one is in its diagnostics. */
  readonly inventories: readonly Inventory[];
  readonly failures: readonly TargetFailure[];
}

/** Reads SBOMs of any form that is known; `-` is standard input. A file that cannot be read takes nothing from the others. */
export async function readStoredSboms(
  files: readonly string[],
  options: SbomReadingOptions = {},
): Promise<StoredSboms> {
  const workingDirectory = options.workingDirectory ?? process.cwd();
  const inventories: Inventory[] = [];
  const failures: TargetFailure[] = [];
  for (const target of new Set(files)) {
    try {
      const inventory =
        target === "-"
          ? await readSbomStream(options.standardInput ?? process.stdin, target)
          : await readSbomInventory({ path: resolve(workingDirectory, target), name: slashed(target) });
      inventories.push(inventory);
    } catch (error) {
      if (!(error instanceof SekishoError)) throw error;
      failures.push({ target, error });
    }
  }
  return { inventories, failures };
}

/**
 * Holds inventories against the advisory database and gives a report for each; nothing else of them is judged.
 *
 * @throws {SekishoError} `database-damaged`, `database-untrusted` when the database cannot be used.
 */
export async function matchInventories(
  inventories: readonly Inventory[],
  options: MatchOptions,
): Promise<ReportDocument> {
  const configuration = options.configuration ?? defaultConfiguration;
  const clock = options.clock ?? (() => new Date());
  const startedAt = clock().toISOString();
  const today = startedAt.slice(0, "YYYY-MM-DD".length);
  const directory = options.workingDirectory ?? process.cwd();
  const vex = await loadNamedVex(configuration.vex, directory);
  let opened: Promise<Advisories> | undefined;
  const settings = {
    ...(vex === undefined ? {} : { vex }),
    configuration,
    configured: prepareConfigured(configuration.exceptions, today),
    language: options.language ?? "en",
    controlsOf,
    clock,
    without: new Set<never>(),
    openAdvisories: () => (opened ??= options.openAdvisories()),
  };
  const reports: Report[] = [];
  for (const inventory of inventories) {
    const content = { inventory, facts: [], secrets: [], malware: [] };
    const report = reportContent(content, [], { settings, startedAt: clock().toISOString(), pathPrefix: "" });
    reports.push((await withVulnerabilities({ report, inventory }, settings)).report);
  }
  const frame = { startedAt, finishedAt: clock().toISOString() };
  const about = { workingDirectory: directory, frame, settings, hasJudgedPackages: true };
  reports.push(...(await reportConfiguration({ directories: [], jobs: [] }, about)));
  return { schemaVersion: 1, reports };
}
