import type { OpenedImage } from "../../access/image-source.ts";
import type { Analyzer } from "../../analyzers/define.ts";
import type { LayerFacts } from "../../model/analysis.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { ImageDescription } from "../../model/image.ts";
import type { BaseImage, LayerInstruction } from "../../model/inventory.ts";
import type { Coverage, Target } from "../../model/report.ts";
import { type AssembledContent, assemble } from "../../semantics/inventory/assemble.ts";
import { guessBase } from "../../semantics/inventory/base-layers.ts";
import type { FileTree } from "../../semantics/overlay/file-tree.ts";
import type { ImageCache } from "../cache/image-cache.ts";
import type { Examination } from "../layer/layer-reading.ts";
import { openLayerPool } from "../layer/pool.ts";
import { selectAnalyzers } from "../layer/selected-analyzers.ts";
import { joinCoverage } from "./analyzer-coverage.ts";
import { findKnownLayers, type KnownImageLayer, readImage, treeOf } from "./read-image.ts";

/** What the loading of an image's content obeys. */
export interface ImageLoadSettings {
  readonly analyzers: readonly Analyzer[];
  readonly cache: ImageCache | undefined;
  /** Whether the caller asks for the tree; without it an image that is known is not merged again. */
  readonly needsTree: boolean;
  /** Where the base image ends, when the caller knows it; guessed from the history when left out. */
  readonly baseImage?: BaseImage;
  readonly instructions?: readonly LayerInstruction[];
  readonly onProgress: (readBytes: number, totalBytes: number) => void;
}

/** An image with everything that was read of it. */
export interface LoadedImage {
  readonly content: AssembledContent;
  /** `undefined` when it was not asked for. */
  readonly tree: FileTree | undefined;
}

/** Reads an opened image, or takes what was read of the same bytes by the same analyzers before out of the cache. */
export async function loadImage(opened: OpenedImage, settings: ImageLoadSettings): Promise<LoadedImage> {
  const { cache } = settings;
  const layers = await findKnownLayers(opened, cache);
  const baseImage = settings.baseImage ?? guessBase(opened.description);
  const found = await findContent(layers, { opened, settings, baseImage });
  if (found !== undefined) return found;
  const examination: Examination = { analyzers: settings.analyzers, scope: "installed" };
  const { streams, wishesFor } = selectAnalyzers(examination);
  const reading = await readImage(opened, layers, {
    cache,
    openPool: ({ description }) =>
      openLayerPool({ examination, sizes: description.layers.map(({ sizeBytes }) => sizeBytes) }),
    select: (path) =>
      wishesFor(path).flatMap(({ analyzer, companion }) => (companion === undefined ? [analyzer.id] : [])),
    namelessAnalyzers: new Set(streams.map(({ id }) => id)),
    onProgress: settings.onProgress,
  });
  const diagnostics = [...opened.diagnostics, ...reading.diagnostics];
  const content = assemble({
    target: targetOf(opened.description),
    read: reading.read,
    image: opened.description,
    ...(baseImage === undefined ? {} : { baseImage }),
    ...(settings.instructions === undefined ? {} : { instructions: settings.instructions }),
    coverage: coverageOf(examination, reading.read.layers, diagnostics),
    diagnostics,
  });
  if (reading.isWhole) {
    const digests = reading.read.layers.map((facts) => facts?.digest);
    await cache?.keepContent(contentKey(cache, digests, { opened, settings, baseImage }), content);
  }
  return { content, tree: reading.read.tree };
}

/** Gives an image as the target of a report. */
function targetOf(image: ImageDescription): Target {
  const { os, architecture, variant } = image.configuration.platform;
  const { created } = image.configuration;
  return {
    kind: "image",
    name: image.name,
    digest: image.digest ?? image.configDigest,
    image: {
      layers: image.layers.length,
      sizeBytes: image.layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      platform: [os, architecture, ...(variant === undefined ? [] : [variant])].join("/"),
      ...(created === undefined ? {} : { created }),
    },
  };
}

interface ContentQuestion {
  readonly opened: OpenedImage;
  readonly settings: ImageLoadSettings;
  readonly baseImage: BaseImage | undefined;
}

/** Only an image whose every layer is known by its bytes can be known as a whole. */
async function findContent(
  layers: readonly (KnownImageLayer | undefined)[],
  question: ContentQuestion,
): Promise<LoadedImage | undefined> {
  const { cache, needsTree } = question.settings;
  if (cache === undefined || layers.some((layer) => layer?.known === undefined)) return undefined;
  const digests = layers.map((layer) => layer?.known?.digest);
  const content = await cache.findContent(contentKey(cache, digests, question));
  if (content === undefined) return undefined;
  if (!needsTree) return { content, tree: undefined };
  const facts = await Promise.all(
    layers.map(async (layer) => (layer?.known === undefined ? undefined : await cache.findFacts(layer.known))),
  );
  // A layer's facts may be gone while the image's are not: then everything is read again.
  return facts.includes(undefined) ? undefined : { content, tree: treeOf(facts) };
}

function contentKey(
  cache: ImageCache,
  digests: readonly (string | undefined)[],
  { opened, settings, baseImage }: ContentQuestion,
): string {
  return cache.contentKey([
    JSON.stringify(opened.description),
    JSON.stringify(opened.diagnostics),
    JSON.stringify(digests),
    JSON.stringify([baseImage ?? null, settings.instructions ?? null]),
  ]);
}

function coverageOf(
  { analyzers, scope }: Examination,
  layers: readonly (LayerFacts | undefined)[],
  diagnostics: readonly Diagnostic[],
): readonly Coverage[] {
  const asked = analyzers.filter((analyzer) => analyzer.scope === "everywhere" || analyzer.scope === scope);
  const hiding = layers.includes(undefined) ? diagnostics.find(({ level }) => level === "error") : undefined;
  return joinCoverage(
    asked.map(({ id }) => id),
    layers.flatMap((facts) => facts?.coverage ?? []),
    hiding?.code,
  );
}
