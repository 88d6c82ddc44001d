import type { OpenedImage } from "../../access/image-source.ts";
import { openImage } from "../../access/open-image.ts";
import type { Inventory } from "../../model/inventory.ts";
import type { Report } from "../../model/report.ts";
import { withSupport } from "../../semantics/distribution/with-support.ts";
import type { ContentScanSettings } from "../content-settings.ts";
import type { MatchMemory } from "../vulnerability/match-memory.ts";
import { chosenAnalyzers, openCache } from "./chosen-analyzers.ts";
import { compareWithBase } from "./given-base.ts";
import { readDockerfileFor } from "./given-dockerfile.ts";
import { loadJudged } from "./image-verdicts.ts";
import { findKnownImage, type ImageLoadSettings, type KnownImage, loadInventory } from "./load-image.ts";
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
  /** Keeps what came of matches of the same content; left out where nothing is kept. */
  readonly memory?: MatchMemory;
}

/** Scans an image. Throws a `SekishoError` when it cannot be opened; trouble inside is in the report. */
export async function scanImage(target: ImageTarget, settings: ContentScanSettings): Promise<ScannedImage> {
  const startedAt = settings.clock().toISOString();
  const opened = await open(target, settings);
  try {
    const { content, judgement, memory } = await load(opened, settings, (known, loading) =>
      loadJudged(known, loading, settings),
    );
    const judged: JudgedContent[] = judgement === undefined ? [] : [judgement];
    if (!settings.without.has("secrets")) {
      judged.push(configurationSecretViolations(opened.description, settings.configuration));
    }
    const report = reportContent(content, judged, { settings, startedAt, pathPrefix: "" });
    return { report, inventory: content.inventory, ...(memory === undefined ? {} : { memory }) };
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
  read: (known: KnownImage, settings: ImageLoadSettings) => Promise<Loaded>,
): Promise<Loaded> {
  const analyzers = await chosenAnalyzers(settings.without);
  const cache = openCache(settings, analyzers, "installed");
  const baseImage = await compareWithBase(opened.description, settings);
  const dockerfile = await readDockerfileFor(opened.description, settings);
  const loading = {
    analyzers,
    cache,
    ...(baseImage === undefined ? {} : { baseImage }),
    ...(dockerfile === undefined ? {} : { instructions: dockerfile.instructions }),
    onProgress: settings.onBytes,
  };
  const diagnostics = [...opened.diagnostics, ...(dockerfile?.diagnostics ?? [])];
  const loaded = await read(await findKnownImage({ ...opened, diagnostics }, loading), loading);
  await cache?.tidy();
  return loaded;
}
