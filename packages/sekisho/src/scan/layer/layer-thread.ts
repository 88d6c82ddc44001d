import { Worker } from "node:worker_threads";
import type { LayerBlob } from "../../access/image-source.ts";
import { SekishoError } from "../../model/error.ts";
import { fromEntryTable } from "./entry-table.ts";
import { createGatheredParts } from "./gathered-parts.ts";
import type { LateReading, LayerJob, LayerPart, LayerReading, WantedNames } from "./layer-reading.ts";
import type { FromThread, ThreadSetup, ToThread } from "./pool-messages.ts";
import { layerWorkerFile } from "./worker-file.ts";

/** A thread that reads one layer at a time. */
export interface LayerThread {
  read(job: LayerJob): Promise<LayerReading>;
  readLate(job: LayerJob, wanted: WantedNames): Promise<LateReading>;
  /** False when it has ended: by an error, or because memory ran out. */
  isAlive(): boolean;
  close(): Promise<void>;
}

/** Bytes that are under way to a thread. */
const windowBytes = 4_194_304;

/** New objects of a thread; entries and texts live on, the rest is short-lived. */
const youngMebibytes = 16;

type Answer = Extract<FromThread, { readonly kind: "reading" | "late" }>;

interface Question {
  /** `undefined` when the layer is read for the first time. */
  readonly wanted: WantedNames | undefined;
  readonly onPart: (part: LayerPart) => void;
}

/** Starts a thread. */
export function startLayerThread(setup: ThreadSetup): LayerThread {
  const worker = new Worker(layerWorkerFile(), {
    workerData: setup,
    resourceLimits: { maxYoungGenerationSizeMb: youngMebibytes },
  });
  let isAlive = true;
  const ended = new Promise<void>((resolve) => {
    worker.on("exit", () => {
      isAlive = false;
      resolve();
    });
  });
  // A thread that waits for work keeps no process alive.
  worker.unref();

  async function run(job: LayerJob, { wanted, onPart }: Question): Promise<Answer> {
    worker.ref();
    const credit = createCredit();
    try {
      const answer = awaitAnswer(worker, { onProgress: job.onProgress, onPart, credit });
      const { range } = job.blob;
      const isSent = range === undefined;
      tell(worker, { kind: "read", claimed: job.claimed, ...(isSent ? {} : { range }), ...(wanted && { wanted }) });
      const sending = isSent ? send(worker, job.blob, credit) : undefined;
      const got = await answer;
      credit.close();
      await sending;
      return got;
    } finally {
      credit.close();
      worker.unref();
    }
  }

  return {
    isAlive: () => isAlive,
    async read(job) {
      const gathered = createGatheredParts();
      const answer = await run(job, { wanted: undefined, onPart: gathered.add });
      if (answer.kind !== "reading") throw new TypeError("expected the reading of a layer, got a late one");
      const { end, ...reading } = answer.reading;
      return { ...reading, facts: gathered.finish(end) };
    },
    async readLate(job, wanted) {
      const answer = await run(job, { wanted, onPart: () => undefined });
      if (answer.kind !== "late") throw new TypeError("expected a late reading, got that of a layer");
      return answer.reading;
    },
    async close() {
      tell(worker, { kind: "close" });
      worker.ref();
      await ended;
    },
  };
}

/** Who hears what a thread tells before its answer. */
interface Listeners {
  readonly onProgress: LayerJob["onProgress"];
  readonly onPart: (part: LayerPart) => void;
  readonly credit: Credit;
}

/** Waits for the end of a job; rejects when the thread ends before. */
function awaitAnswer(worker: Worker, { onProgress, onPart, credit }: Listeners): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = () => worker.off("message", hear).off("error", fail).off("exit", exit);
    const fail = (error: unknown) => {
      settle();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const exit = (code: number) => fail(new Error(`the thread ended with code ${code}`));
    const hear = (message: FromThread) => {
      if (message.kind === "credit") credit.give(message.bytes);
      else if (message.kind === "progress") onProgress?.(message.readBytes);
      else if (message.kind === "part") onPart(readPart(message));
      else if (message.kind === "failed") fail(new Error(message.message));
      else {
        settle();
        resolve(message);
      }
    };
    worker.on("message", hear).on("error", fail).on("exit", exit);
  });
}

function readPart({ entries: table, analyses }: Extract<FromThread, { readonly kind: "part" }>): LayerPart {
  const entries = fromEntryTable(table);
  if (entries === undefined) throw new TypeError("expected columns of one length, got a broken table of entries");
  return { entries, analyses };
}

/** Sends the bytes of a layer, as fast as the thread uses them up. */
async function send(worker: Worker, blob: LayerBlob, credit: Credit): Promise<void> {
  try {
    for await (const piece of blob.open()) {
      await credit.take(piece.length);
      if (credit.isClosed()) return;
      const bytes = toOwnMemory(piece);
      worker.postMessage({ kind: "piece", bytes } satisfies ToThread, [bytes.buffer]);
    }
    tell(worker, { kind: "end" });
  } catch (error) {
    const text = error instanceof SekishoError ? error.text : { en: String(error), ja: String(error) };
    tell(worker, { kind: "broken", text });
  }
}

/** Only memory that nobody else uses can be given away. */
function toOwnMemory(piece: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = piece;
  return buffer instanceof ArrayBuffer && buffer.byteLength === piece.byteLength
    ? new Uint8Array(buffer)
    : new Uint8Array(piece);
}

interface Credit {
  give(bytes: number): void;
  /** Waits until that many bytes may be sent. */
  take(bytes: number): Promise<void>;
  close(): void;
  isClosed(): boolean;
}

function createCredit(): Credit {
  let left = windowBytes;
  let isClosed = false;
  let wake: (() => void) | undefined;
  return {
    isClosed: () => isClosed,
    give(bytes) {
      left += bytes;
      wake?.();
    },
    async take(bytes) {
      while (left <= 0 && !isClosed) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      left -= bytes;
    },
    close() {
      isClosed = true;
      wake?.();
    },
  };
}

function tell(worker: Worker, message: ToThread): void {
  worker.postMessage(message);
}
