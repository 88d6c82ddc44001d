import { SekishoError } from "../model/error.ts";
import type { Inventory } from "../model/inventory.ts";
import type { Report } from "../model/report.ts";
import type { ContentScanSettings } from "./content-settings.ts";
import type { TargetFailure } from "./options.ts";
import type { DockerfileJob, ManifestJob, ScanJob, WalkedDirectory } from "./resolve-targets.ts";
import type { MatchMemory } from "./vulnerability/match-memory.ts";
import { withVulnerabilities } from "./vulnerability/with-vulnerabilities.ts";

/** A target that is scanned for what it holds. */
export type ContentJob = Exclude<ScanJob, DockerfileJob | ManifestJob>;

/** What one target gave. */
export interface ContentScan {
  readonly report: Report;
  readonly inventory: Inventory;
  /** Keeps what came of matches of the same content; left out where nothing is kept. */
  readonly memory?: MatchMemory;
}

/** Tells whether a job is about a Dockerfile. */
export function isDockerfileJob(job: ScanJob): job is DockerfileJob {
  return job.kind === "file" || job.kind === "standard-input";
}

/** Tells whether a job is about what a target holds. */
export function isContentJob(job: ScanJob): job is ContentJob {
  return !isDockerfileJob(job) && job.kind !== "manifest";
}

/** Scans an image, a root file system or an SBOM; a target that cannot be opened is a failure. */
export async function runContentJob(
  job: ContentJob,
  settings: ContentScanSettings,
): Promise<ContentScan | TargetFailure> {
  try {
    return await withVulnerabilities(await scanContent(job, settings), settings);
  } catch (error) {
    if (!(error instanceof SekishoError)) throw error;
    return { target: job.name, error };
  }
}

async function scanContent(job: ContentJob, settings: ContentScanSettings): Promise<ContentScan> {
  switch (job.kind) {
    case "image":
      return await (await import("./image/scan-image.ts")).scanImage(job, settings);
    case "filesystem":
      return await (await import("./scan-directory.ts")).scanDirectory({ ...job, kind: "filesystem" }, settings);
    case "sbom":
      return await (await import("./scan-sbom.ts")).scanSbom(job, settings);
  }
}

/** Reads what a target holds, and judges nothing. Throws a `SekishoError` when it cannot be opened. */
export async function readContentJob(job: ContentJob, settings: ContentScanSettings): Promise<Inventory> {
  switch (job.kind) {
    case "image":
      return await (await import("./image/scan-image.ts")).readImageInventory(job, settings);
    case "filesystem": {
      const { readDirectoryInventory } = await import("./scan-directory.ts");
      return await readDirectoryInventory({ ...job, kind: "filesystem" }, settings);
    }
    case "sbom":
      return await (await import("./scan-sbom.ts")).readSbomInventory(job, settings.onBytes);
  }
}

/**
 * Scans a source tree for lock files and secrets. Files that are scanned as Dockerfiles are left out: their secrets are
 * found there.
 */
export async function runSourceTree(
  directory: WalkedDirectory,
  leftOut: ReadonlySet<string>,
  settings: ContentScanSettings,
): Promise<ContentScan> {
  const { scanDirectory } = await import("./scan-directory.ts");
  const { path, name } = directory;
  const scanned = await scanDirectory({ kind: "directory", path, name, leftOut }, settings);
  return await withVulnerabilities(scanned, settings, name === "." ? "" : `${name}/`);
}
