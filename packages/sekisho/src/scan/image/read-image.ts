import type { LayerBlob, OpenedImage } from "../../access/image-source.ts";
import type { LayerFacts } from "../../model/analysis.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { ImageLayer } from "../../model/image.ts";
import type { LinkedAnalysis, ReadLayers } from "../../semantics/inventory/placed-analysis.ts";
import type { FileTree } from "../../semantics/overlay/file-tree.ts";
import { mergeLayers } from "../../semantics/overlay/merge-layers.ts";
import type { ImageCache, KnownLayer, LayerPlace } from "../cache/image-cache.ts";
import { compareClaims } from "../layer/compare-claims.ts";
import type { LayerJob, LayerPool, LayerReading } from "../layer/layer-reading.ts";
import { createEntryAllowance, type EntryAllowance } from "./entry-allowance.ts";
import { findLateNames, type LateNames } from "./late-names.ts";

/** What the reading of an image obeys. */
export interface ImageReadingSettings {
  readonly cache: ImageCache | undefined;
  /** Opens the threads; called when a layer has to be read. */
  readonly openPool: (image: OpenedImage) => LayerPool;
  /** Gives the ids of the analyzers that want a path. */
  readonly select: (path: string) => readonly string[];
  readonly namelessAnalyzers: ReadonlySet<string>;
  /** Told from time to time how many of all bytes to read are read. */
  readonly onProgress: (readBytes: number, totalBytes: number) => void;
}

/** Everything that the layers of an image gave. */
export interface ImageReading {
  readonly read: ReadLayers;
  readonly diagnostics: readonly Diagnostic[];
  /** True when every layer was read to its end, with the digests it claims: only then the whole is kept. */
  readonly isWhole: boolean;
}

/** A layer that can be read, with what was computed of its bytes before. */
export interface KnownImageLayer {
  readonly layer: ImageLayer;
  readonly blob: LayerBlob;
  readonly place: LayerPlace;
  readonly known: KnownLayer | undefined;
}

/** Gives the readable layers of an image with what was computed of them before. */
export async function findKnownLayers(
  image: OpenedImage,
  cache: ImageCache | undefined,
): Promise<readonly (KnownImageLayer | undefined)[]> {
  const isAddressedByDigest = image.description.source === "registry";
  return await Promise.all(
    image.description.layers.map(async (layer, index) => {
      const blob = image.layers[index];
      if (blob === undefined) return undefined;
      const place = { layer, blob, isAddressedByDigest };
      return { layer, blob, place, known: await cache?.findKnown(place) };
    }),
  );
}

/** Reads the layers of an image, those that are not known in threads, and joins them to the tree that a container sees. */
export async function readImage(
  image: OpenedImage,
  layers: readonly (KnownImageLayer | undefined)[],
  settings: ImageReadingSettings,
): Promise<ImageReading> {
  const pools: LayerPool[] = [];
  const getPool = (): LayerPool => {
    const [open] = pools;
    if (open !== undefined) return open;
    const pool = settings.openPool(image);
    pools.push(pool);
    return pool;
  };
  try {
    const readings = await readLayers(layers, getPool, settings);
    const facts = readings.map((reading) => reading?.facts);
    const tree = mergeLayers(facts.map((layer) => layer?.entries ?? []));
    const late = await readLate(layers, findLateNames(tree, settings.select), getPool);
    return {
      read: { layers: facts, linked: late.linked, tree, namelessAnalyzers: settings.namelessAnalyzers },
      diagnostics: [
        ...image.description.layers.flatMap(unreadableDiagnostics),
        ...readings.flatMap((reading) => reading?.diagnostics ?? []),
        ...facts.flatMap((layer, index) => placedDiagnostics(layer, image.description.layers[index])),
        ...late.diagnostics,
      ],
      isWhole: readings.every((reading) => reading?.isWhole === true),
    };
  } finally {
    await Promise.all(pools.map((pool) => pool.close()));
  }
}

/** Makes the tree of layers that were read. Asked again by whoever took an image's content out of the cache. */
export function treeOf(facts: readonly (LayerFacts | undefined)[]): FileTree {
  return mergeLayers(facts.map((layer) => layer?.entries ?? []));
}

async function readLayers(
  layers: readonly (KnownImageLayer | undefined)[],
  getPool: () => LayerPool,
  { cache, onProgress }: ImageReadingSettings,
): Promise<readonly (LayerReading | undefined)[]> {
  const allowance = createEntryAllowance();
  const kept: (LayerReading | undefined)[] = [];
  // One after the other, so that no more of them are in memory than have room.
  for (const layer of layers) kept.push(await findReading(layer, cache, allowance));
  const missing = layers.filter((layer, index) => layer !== undefined && kept[index] === undefined);
  const totalBytes = missing.reduce((sum, layer) => sum + (layer?.layer.sizeBytes ?? 0), 0);
  const readBytes = layers.map(() => 0);
  return await Promise.all(
    layers.map(async (layer, index) => {
      if (layer === undefined) return undefined;
      const known = kept[index];
      if (known !== undefined) return known;
      const reading = await getPool().read({
        ...jobOf(layer),
        onProgress: (bytes) => {
          readBytes[index] = bytes;
          onProgress(
            readBytes.reduce((sum, part) => sum + part, 0),
            totalBytes,
          );
        },
      });
      if (reading.isWhole) await cache?.keepFacts(layer.place, reading.facts);
      return placedReading(allowance.admit(reading), layer.layer);
    }),
  );
}

/** Finds what was read of a layer before. What this image claims of the layer is compared with it once more. */
async function findReading(
  layer: KnownImageLayer | undefined,
  cache: ImageCache | undefined,
  allowance: EntryAllowance,
): Promise<LayerReading | undefined> {
  if (layer?.known === undefined) return undefined;
  if (allowance.isUsedUp()) return placedReading(allowance.refuse(), layer.layer);
  const facts = await cache?.findFacts(layer.known);
  if (facts === undefined) return undefined;
  const diagnostics = compareClaims(jobOf(layer).claimed, { ...facts, sizeBytes: facts.storedBytes });
  return placedReading(allowance.admit({ facts, diagnostics, isWhole: true }), layer.layer);
}

/** A reading knows no image: what it says of its layer names the layer here. */
function placedReading(reading: LayerReading, { diffId }: ImageLayer): LayerReading {
  const diagnostics = reading.diagnostics.map((diagnostic) => ({
    ...diagnostic,
    location: { path: "", ...diagnostic.location, layer: diffId },
  }));
  return { ...reading, diagnostics };
}

async function readLate(
  layers: readonly (KnownImageLayer | undefined)[],
  names: LateNames,
  getPool: () => LayerPool,
): Promise<{ readonly linked: readonly (readonly LinkedAnalysis[])[]; readonly diagnostics: readonly Diagnostic[] }> {
  const readings = await Promise.all(
    layers.map(async (layer, index) => {
      const wanted = names.get(index);
      return layer === undefined || wanted === undefined ? undefined : await getPool().readLate(jobOf(layer), wanted);
    }),
  );
  return {
    linked: readings.map((reading) => reading?.analyses ?? []),
    diagnostics: readings.flatMap((reading) => reading?.diagnostics ?? []),
  };
}

function jobOf({ layer, blob }: KnownImageLayer): LayerJob {
  return {
    blob,
    sizeBytes: layer.sizeBytes,
    claimed: {
      ...(layer.digest === undefined ? {} : { digest: layer.digest }),
      diffId: layer.diffId,
      sizeBytes: layer.sizeBytes,
    },
  };
}

/** The facts of a layer know no image: where a diagnostic has no file, the layer is named. */
function placedDiagnostics(facts: LayerFacts | undefined, layer: ImageLayer | undefined): readonly Diagnostic[] {
  if (facts === undefined || layer === undefined) return [];
  return facts.diagnostics.map((diagnostic) => ({
    ...diagnostic,
    location: { path: "", ...diagnostic.location, layer: layer.diffId },
  }));
}

const reasons = {
  foreign: {
    en: "its bytes are kept elsewhere (foreign layer)",
    ja: "内容が別の場所に保管されている（foreign レイヤー）",
  },
  encrypted: { en: "it is encrypted", ja: "暗号化されている" },
} as const;

function unreadableDiagnostics({ index, unreadable, diffId, mediaType }: ImageLayer): readonly Diagnostic[] {
  if (unreadable === undefined) return [];
  const reason = reasons[unreadable];
  return [
    {
      code: `image/${unreadable}-layer`,
      level: "error",
      message: {
        en: `The layer ${index + 1} (${mediaType}) was not examined: ${reason.en}. The other layers were.`,
        ja: `${index + 1} 番目のレイヤー（${mediaType}）は、${reason.ja}ため検査していません。ほかのレイヤーは検査しました。`,
      },
      location: { path: "", layer: diffId },
    },
  ];
}
