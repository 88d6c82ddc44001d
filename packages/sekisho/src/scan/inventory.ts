import { SekishoError } from "../model/error.ts";
import type { Inventory } from "../model/inventory.ts";
import { defaultConfiguration } from "./configuration/configuration.ts";
import { isContentJob, readContentJob } from "./content-jobs.ts";
import type { ContentScanSettings } from "./content-settings.ts";
import { compilePathGlobs } from "./globs.ts";
import type { ScanOptions } from "./options.ts";
import { resolveTargets } from "./resolve-targets.ts";

/** What the reading of an inventory obeys; a scan has more. */
export type InventoryOptions = Pick<
  ScanOptions,
  | "configuration"
  | "workingDirectory"
  | "as"
  | "cacheDirectory"
  | "image"
  | "baseImage"
  | "dockerfile"
  | "onProgress"
  | "clock"
>;

/**
 * Reads what an image, an archive, a root file system, a source tree or an SBOM holds, and judges nothing.
 *
 * @throws {SekishoError} when the target does not exist, cannot be opened or holds no packages by its kind.
 */
export async function readInventory(target: string, options: InventoryOptions = {}): Promise<Inventory> {
  const settings = inventorySettings(options);
  const { jobs, directories, failures } = resolveTargets([target], {
    workingDirectory: settings.workingDirectory,
    exclude: compilePathGlobs(settings.configuration.exclude),
    as: options.as,
  });
  const [failure] = failures;
  if (failure !== undefined) throw failure.error;
  const [directory] = directories;
  if (directory !== undefined) {
    const { readDirectoryInventory } = await import("./scan-directory.ts");
    return await readDirectoryInventory({ kind: "directory", path: directory.path, name: directory.name }, settings);
  }
  const [job] = jobs;
  if (job === undefined || !isContentJob(job)) throw holdsNoPackages(target);
  return await readContentJob(job, settings);
}

function inventorySettings(options: InventoryOptions): ContentScanSettings {
  const clock = options.clock ?? (() => new Date());
  return {
    configuration: options.configuration ?? defaultConfiguration,
    configured: [],
    language: "en",
    controlsOf: () => [],
    today: clock().toISOString().slice(0, "YYYY-MM-DD".length),
    clock,
    workingDirectory: options.workingDirectory ?? process.cwd(),
    without: new Set(["checks", "malware", "secrets"]),
    cacheDirectory: options.cacheDirectory,
    image: { environment: process.env, ...options.image },
    baseImage: options.baseImage,
    dockerfile: options.dockerfile,
    onBytes: (done, total) => options.onProgress?.({ done, total, unit: "bytes", path: "" }),
  };
}

function holdsNoPackages(name: string): SekishoError {
  return new SekishoError("target-kind-unknown", {
    en: `${name} holds no packages: expected an image, an archive, a directory or an SBOM, got a Dockerfile.`,
    ja: `${name} にはパッケージの一覧がありません。イメージ、アーカイブ、ディレクトリ、SBOM のいずれかを想定しましたが、Dockerfile です。`,
  });
}
