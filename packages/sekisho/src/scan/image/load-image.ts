import type { OpenedImage } from "../../access/image-source.ts";
import type { Analyzer } from "../../analyzers/define.ts";
import type { LayerFacts } from "../../model/analysis.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { ImageDescription, ImageSourceKind } from "../../model/image.ts";
import type { BaseImage, Inventory, LayerInstruction } from "../../model/inventory.ts";
import type { Coverage, Target } from "../../model/report.ts";
import { parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import { type AssembledContent, assemble } from "../../semantics/inventory/assemble.ts";
import { guessBase } from "../../semantics/inventory/base-layers.ts";
import type { FileTree } from "../../semantics/overlay/file-tree.ts";
import type { ImageCache } from "../cache/image-cache.ts";
import type { Examination } from "../layer/layer-reading.ts";
import { openLayerPool } from "../layer/pool.ts";
import { selectAnalyzers } from "../layer/selected-analyzers.ts";
import { joinCoverage } from "./analyzer-coverage.ts";
import { findKnownLayers, type KnownImageLayer, readImage, treeOf } from "./read-image.ts";

const filesWithNames: ReadonlySet<ImageSourceKind> = new Set(["docker-archive", "oci-layout", "oci-archive"]);
const maxTags = 20;

/** What the loading of an image's content obeys. */
export interface ImageLoadSettings {
  readonly analyzers: readonly Analyzer[];
  readonly cache: ImageCache | undefined;
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
  /** What it is kept under; `undefined` when something of it is missing. */
  readonly origin: readonly string[] | undefined;
}

/** Reads a known image, or takes what was read of the same bytes by the same analyzers before out of the cache. */
export async function loadImage(
  known: KnownImage,
  settings: ImageLoadSettings & { readonly needsTree: boolean },
): Promise<LoadedImage> {
  const found = await findContent(known, settings);
  if (found !== undefined) return found;
  const read = await readContent(known, settings);
  await keep(read, settings.cache);
  return read;
}

/** Does the same for the inventory alone. */
export async function loadInventory(known: KnownImage, settings: ImageLoadSettings): Promise<Inventory> {
  const { cache } = settings;
  const found = await findKnownInventory(known, cache);
  return found ?? (await keep(await readContent(known, settings), cache)).inventory;
}

/** Takes the inventory of an image out of the cache; `undefined` when it is not there. */
export async function findKnownInventory(
  { origin }: KnownImage,
  cache: ImageCache | undefined,
): Promise<Inventory | undefined> {
  return origin === undefined ? undefined : await cache?.findInventory(origin);
}

/** The tree is not held any more while the texts for the cache are made: both together are the most memory of a scan. */
async function keep({ content, origin }: ReadContent, cache: ImageCache | undefined): Promise<AssembledContent> {
  if (origin !== undefined) await cache?.keepContent(origin, content);
  return content;
}

interface ReadContent extends LoadedImage {
  readonly tree: FileTree;
}

async function readContent(
  { opened, layers, baseImage }: KnownImage,
  settings: ImageLoadSettings,
): Promise<ReadContent> {
  const { cache } = settings;
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
  const digests = reading.read.layers.map((facts) => facts?.digest);
  const origin = reading.isWhole ? originOf(opened, settings, { digests, baseImage }) : undefined;
  return { content, tree: reading.read.tree, origin };
}

/** Gives an image as the target of a report. */
function targetOf(image: ImageDescription): Target {
  const { os, architecture, variant } = image.configuration.platform;
  const { created } = image.configuration;
  const tags = namesInFile(image);
  return {
    kind: "image",
    name: image.name,
    digest: image.digest ?? image.configDigest,
    image: {
      layers: image.layers.length,
      sizeBytes: image.layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      platform: [os, architecture, ...(variant === undefined ? [] : [variant])].join("/"),
      ...(created === undefined ? {} : { created }),
      ...(tags.length === 0 ? {} : { tags }),
    },
  };
}

/** A file has a name of its own: what it calls the image joins it to those who run it. A layout may say a bare tag, which says nothing. */
function namesInFile({ source, tags }: ImageDescription): readonly string[] {
  if (!filesWithNames.has(source)) return [];
  return tags.filter((tag) => /[:/]/.test(tag) && parseImageReference(tag) !== undefined).slice(0, maxTags);
}

/** An image with what is known of its bytes before any of them is read. */
export interface KnownImage {
  readonly opened: OpenedImage;
  readonly layers: readonly (KnownImageLayer | undefined)[];
  readonly baseImage: BaseImage | undefined;
  /** What its content is kept under. Only an image whose every layer is known by its bytes can be known as a whole. */
  readonly origin: readonly string[] | undefined;
}

/** Looks up what is known of an opened image. */
export async function findKnownImage(opened: OpenedImage, settings: ImageLoadSettings): Promise<KnownImage> {
  const layers = await findKnownLayers(opened, settings.cache);
  const baseImage = settings.baseImage ?? guessBase(opened.description);
  const digests = layers.map((layer) => layer?.known?.digest);
  const origin = digests.includes(undefined) ? undefined : originOf(opened, settings, { digests, baseImage });
  return { opened, layers, baseImage, origin };
}

/** Gives an image that was read before. Its tree is merged again where the caller asks for it. */
async function findContent(
  { layers, origin }: KnownImage,
  { cache, needsTree }: ImageLoadSettings & { readonly needsTree: boolean },
): Promise<LoadedImage | undefined> {
  if (cache === undefined || origin === undefined) return undefined;
  const inventory = await cache.findInventory(origin);
  const found = inventory === undefined ? undefined : await cache.findFound(origin);
  if (inventory === undefined || found === undefined) return undefined;
  const content = { inventory, ...found };
  if (!needsTree) return { content, tree: undefined, origin };
  const facts = await Promise.all(
    layers.map(async (layer) => (layer?.known === undefined ? undefined : await cache.findFacts(layer.known))),
  );
  // A layer's facts may be gone while the image's are not: then everything is read again.
  return facts.includes(undefined) ? undefined : { content, tree: treeOf(facts), origin };
}

/** Names everything that an image's content is made of. */
function originOf(
  opened: OpenedImage,
  settings: ImageLoadSettings,
  {
    digests,
    baseImage,
  }: { readonly digests: readonly (string | undefined)[]; readonly baseImage: BaseImage | undefined },
): readonly string[] {
  return [
    JSON.stringify(opened.description),
    JSON.stringify(opened.diagnostics),
    JSON.stringify(digests),
    JSON.stringify([baseImage ?? null, settings.instructions ?? null]),
  ];
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
