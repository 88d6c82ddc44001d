import { relative } from "node:path";
import { slashed } from "../access/filesystem/ignore-rules.ts";
import type { Inventory } from "../model/inventory.ts";
import type { Report } from "../model/report.ts";
import { withSupport } from "../semantics/distribution/with-support.ts";
import type { ContentScanSettings } from "./content-settings.ts";
import { type ReadDirectory, readDirectory } from "./directory-content.ts";
import { compilePathGlobs } from "./globs.ts";
import { chosenAnalyzers } from "./image/chosen-analyzers.ts";
import { judgeImage } from "./image/image-checks.ts";
import { reportContent } from "./image/report-content.ts";
import { imageChecks } from "./image-checks.ts";
import { nothingFound } from "./nothing-found.ts";

/** A directory to scan. */
export interface ScannedDirectory {
  /** `filesystem`: the root file system of a machine or image; `directory`: a source tree. */
  readonly kind: "filesystem" | "directory";
  /** Absolute. */
  readonly path: string;
  /** As reports name it. */
  readonly name: string;
  /** Absolute paths of files that are scanned as something else. */
  readonly leftOut?: ReadonlySet<string>;
}

/** A directory with its report. */
export interface DirectoryScan {
  readonly report: Report;
  readonly inventory: Inventory;
}

/** Scans a root file system or a source tree. */
export async function scanDirectory(
  directory: ScannedDirectory,
  settings: ContentScanSettings,
): Promise<DirectoryScan> {
  const startedAt = settings.clock().toISOString();
  const { content, tree } = await read(directory, settings);
  const hasChecks = directory.kind === "filesystem" && !settings.without.has("checks");
  const judged = hasChecks
    ? [judgeImage({ ...content, tree, today: settings.today }, imageChecks, settings.configuration)]
    : [];
  const pathPrefix = directory.kind === "filesystem" || directory.name === "." ? "" : `${directory.name}/`;
  return { report: reportContent(content, judged, { settings, startedAt, pathPrefix }), inventory: content.inventory };
}

/** Reads what a directory holds, and judges nothing. */
export async function readDirectoryInventory(
  directory: ScannedDirectory,
  settings: ContentScanSettings,
): Promise<Inventory> {
  const { inventory } = (await read(directory, settings)).content;
  if (inventory.packages.length > 0 || directory.kind === "filesystem") return inventory;
  return { ...inventory, diagnostics: [...inventory.diagnostics, nothingFound(directory.name, "inventory")] };
}

async function read(directory: ScannedDirectory, settings: ContentScanSettings): Promise<ReadDirectory> {
  const found = await readFiles(directory, settings);
  const inventory = withSupport(found.content.inventory, settings.calendar);
  const isEmpty = inventory.packages.length === 0 && inventory.distribution === undefined;
  // Of a source tree is said more, by whoever knows what else was looked for in it.
  const isTold = directory.kind === "filesystem" && isEmpty && !settings.without.has("packages");
  const told = isTold ? [...inventory.diagnostics, nothingFound(directory.name, "filesystem")] : inventory.diagnostics;
  return { ...found, content: { ...found.content, inventory: { ...inventory, diagnostics: told } } };
}

async function readFiles(directory: ScannedDirectory, settings: ContentScanSettings): Promise<ReadDirectory> {
  const leftOut = new Set([...(directory.leftOut ?? [])].map((path) => slashed(relative(directory.path, path))));
  return readDirectory(directory.path, {
    target: { kind: directory.kind, name: directory.name },
    walk: {
      kind: directory.kind === "filesystem" ? "root" : "source",
      exclude: compilePathGlobs(settings.configuration.exclude),
      excludeBase: settings.workingDirectory,
    },
    analyzers: await chosenAnalyzers(settings.without),
    isLeftOut: (path) => leftOut.has(path),
  });
}
