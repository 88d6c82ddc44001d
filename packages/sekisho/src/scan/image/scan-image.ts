import type { OpenedImage } from "../../access/image-source.ts";
import { openImage } from "../../access/open-image.ts";
import type { Inventory } from "../../model/inventory.ts";
import type { Report } from "../../model/report.ts";
import { withSupport } from "../../semantics/distribution/with-support.ts";
import type { ContentScanSettings } from "../content-settings.ts";
import { imageChecks } from "../image-checks.ts";
import { chosenAnalyzers, openCache } from "./chosen-analyzers.ts";
import { compareWithBase } from "./given-base.ts";
import { readDockerfileFor } from "./given-dockerfile.ts";
import { judgeImage } from "./image-checks.ts";
import { type ImageLoadSettings, loadImage, loadInventory } from "./load-image.ts";
import { type JudgedContent, reportContent } from "./report-content.ts";
import { configurationSecretViolations } from "./secret-violations.ts";

/** An image to scan. */
export interface ImageTarget {
  /** As reports name it. */
  readonly name: string;
  /** What opens it: a reference, or the path of an archive or layout. */
  readonly place: string;
}

/** An image with its report. */
export interface ScannedImage {
  readonly report: Report;
  readonly inventory: Inventory;
}

/** Scans an image. Throws a `SekishoError` when it cannot be opened; trouble inside is in the report. */
export async function scanImage(target: ImageTarget, settings: ContentScanSettings): Promise<ScannedImage> {
  const startedAt = settings.clock().toISOString();
  const hasChecks = !settings.without.has("checks");
  const opened = await open(target, settings);
  try {
    const needsTree = hasChecks && imageChecks.length > 0;
    const { content: read, tree } = await load(opened, settings, (image, loading) =>
      loadImage(image, { ...loading, needsTree }),
    );
    const content = { ...read, inventory: withSupport(read.inventory, settings.calendar) };
    const judged: JudgedContent[] = [];
    if (hasChecks && tree !== undefined) {
      judged.push(judgeImage({ ...content, tree, today: settings.today }, imageChecks, settings.configuration));
    }
    if (!settings.without.has("secrets")) {
      judged.push(configurationSecretViolations(opened.description, settings.configuration));
    }
    const report = reportContent(content, judged, { settings, startedAt, pathPrefix: "" });
    return { report, inventory: content.inventory };
  } finally {
    await opened.close();
  }
}

/** Reads what an image holds, and judges nothing. Throws a `SekishoError` when it cannot be opened. */
export async function readImageInventory(target: ImageTarget, settings: ContentScanSettings): Promise<Inventory> {
  const opened = await open(target, settings);
  try {
    return withSupport(await load(opened, settings, loadInventory), settings.calendar);
  } finally {
    await opened.close();
  }
}

async function open({ name, place }: ImageTarget, settings: ContentScanSettings): Promise<OpenedImage> {
  const opened = await openImage(place, settings.image);
  const { description } = opened;
  return description.name === place ? { ...opened, description: { ...description, name } } : opened;
}

async function load<Loaded>(
  opened: OpenedImage,
  settings: ContentScanSettings,
  read: (opened: OpenedImage, settings: ImageLoadSettings) => Promise<Loaded>,
): Promise<Loaded> {
  const analyzers = await chosenAnalyzers(settings.without);
  const cache = openCache(settings, analyzers, "installed");
  const baseImage = await compareWithBase(opened.description, settings);
  const dockerfile = await readDockerfileFor(opened.description, settings);
  const loaded = await read(
    dockerfile === undefined ? opened : { ...opened, diagnostics: [...opened.diagnostics, ...dockerfile.diagnostics] },
    {
      analyzers,
      cache,
      ...(baseImage === undefined ? {} : { baseImage }),
      ...(dockerfile === undefined ? {} : { instructions: dockerfile.instructions }),
      onProgress: settings.onBytes,
    },
  );
  await cache?.tidy();
  return loaded;
}
