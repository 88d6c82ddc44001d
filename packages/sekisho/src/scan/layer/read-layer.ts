import { createHash } from "node:crypto";
import {
  defaultInflationLimits,
  type InflationLimits,
  inflate,
  type UnpackingPlace,
} from "../../formats/compression/inflate.ts";
import { defaultTarLimits, type TarLimits } from "../../formats/tar/tar-limits.ts";
import { TarReader } from "../../formats/tar/tar-reader.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { SekishoError } from "../../model/error.ts";
import { createPartCollector } from "./collector.ts";
import { compareClaims } from "./compare-claims.ts";
import { createGatheredParts } from "./gathered-parts.ts";
import { createLateCollector } from "./late-collector.ts";
import type {
  EndedReading,
  Examination,
  LateReading,
  LayerJob,
  LayerPart,
  LayerReading,
  WantedNames,
} from "./layer-reading.ts";
import { createStoredBytes, type StoredBytes } from "./stored-bytes.ts";

/** What one layer may ask of its reader. */
export interface LayerLimits {
  readonly inflation: InflationLimits;
  readonly tar: TarLimits;
}

/** The limits of every layer. */
export const defaultLayerLimits: LayerLimits = { inflation: defaultInflationLimits, tar: defaultTarLimits };

/** What reading wants to know of a job; the size only orders jobs. */
export interface LayerToRead extends Omit<LayerJob, "sizeBytes"> {
  /** Beside this thread when left out. */
  readonly unpacks?: UnpackingPlace;
}

/** Who takes what a layer gives, and what the layer may ask of its reader. */
export interface PartSettings {
  readonly onPart: (part: LayerPart) => void;
  readonly limits?: LayerLimits;
}

/** Reads a layer as {@link readLayerInParts} does, and gives all parts in the end. */
export async function readLayer(
  job: LayerToRead,
  examination: Examination,
  limits: LayerLimits = defaultLayerLimits,
): Promise<LayerReading> {
  const gathered = createGatheredParts();
  const { end, ...reading } = await readLayerInParts(job, examination, { onPart: gathered.add, limits });
  return { ...reading, facts: gathered.finish(end) };
}

/**
 * Reads a layer in one pass: the digest of what is stored, unpacking, the digest of the archive, its entries, and what the
 * analyzers say of the contents. Trouble with the layer is in the reading; only mistakes of ours are thrown.
 */
export async function readLayerInParts(
  job: LayerToRead,
  examination: Examination,
  { onPart, limits = defaultLayerLimits }: PartSettings,
): Promise<EndedReading> {
  const stored = createStoredBytes(job.blob.open(), job.onProgress);
  const archiveHash = createHash("sha256");
  const collector = createPartCollector(examination, onPart);
  const reader = new TarReader(collector, limits.tar);
  const inflation = inflate(stored.pieces, limits.inflation, job.unpacks);
  let archiveBytes = 0;
  await tolerateFailure(stored, async () => {
    for await (const piece of inflation.pieces) {
      // The digest of what is stored is that of the archive then.
      if (!inflation.isPlain()) archiveHash.update(piece);
      archiveBytes += piece.length;
      reader.write(piece);
    }
    await stored.drain();
  });
  reader.end();
  const isWhole = stored.failure === undefined;
  const digest = isWhole ? stored.digest() : undefined;
  const archiveDigest = () => (inflation.isPlain() ? digest : `sha256:${archiveHash.digest("hex")}`);
  const diffId = isWhole && inflation.isWhole() ? archiveDigest() : undefined;
  const computed = { ...(digest === undefined ? {} : { digest }), ...(diffId === undefined ? {} : { diffId }) };
  const end = collector.finish({
    ...computed,
    storedBytes: stored.count,
    archiveBytes,
    diagnostics: [...inflation.diagnostics, ...reader.diagnostics],
  });
  const brokenOff = stored.failure === undefined ? [] : [sourceBrokeOff(stored.failure, stored.count)];
  return {
    end,
    diagnostics: [
      ...brokenOff,
      ...compareClaims(job.claimed, isWhole ? { ...computed, sizeBytes: stored.count } : computed),
    ],
    isWhole,
  };
}

/** Reads a layer again for the content of some entries, and no further than the last of them. */
export async function readLate(
  { blob, unpacks }: Pick<LayerToRead, "blob" | "unpacks">,
  wanted: WantedNames,
  examination: Examination,
  limits: LayerLimits = defaultLayerLimits,
): Promise<LateReading> {
  const stored = createStoredBytes(blob.open());
  const collector = createLateCollector(examination, wanted);
  const reader = new TarReader(collector, limits.tar);
  await tolerateFailure(stored, async () => {
    for await (const piece of inflate(stored.pieces, limits.inflation, unpacks).pieces) {
      reader.write(piece);
      if (collector.isDone()) return;
    }
    reader.end();
  });
  const { analyses, diagnostics } = collector.finish();
  const brokenOff = stored.failure === undefined ? [] : [sourceBrokeOff(stored.failure, stored.count)];
  return { analyses, diagnostics: [...diagnostics, ...brokenOff] };
}

/** Runs what reads a source, and closes it. What the source itself breaks off with is told by `stored.failure`. */
async function tolerateFailure(stored: StoredBytes, read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (stored.failure !== error) throw error;
  } finally {
    await stored.close();
  }
}

function sourceBrokeOff(failure: Error, readBytes: number): Diagnostic {
  const text = failure instanceof SekishoError ? failure.text : { en: failure.message, ja: failure.message };
  return {
    code: "image/layer-broke-off",
    level: "error",
    message: {
      en: `The layer could be read for ${readBytes} bytes only: ${text.en} What stands before was examined.`,
      ja: `レイヤーは ${readBytes} バイトまでしか読み取れませんでした。${text.ja} それより前の内容は検査しました。`,
    },
  };
}
