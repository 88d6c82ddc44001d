import { availableParallelism } from "node:os";
import type { Examination, LateReading, LayerJob, LayerPool, LayerReading, WantedNames } from "./layer-reading.ts";
import { type LayerThread, startLayerThread } from "./layer-thread.ts";
import { readLate, readLayer } from "./read-layer.ts";

/** What a pool is for. */
export interface LayerPoolOptions {
  /** In threads the analyzers of the registry with the same ids are asked. */
  readonly examination: Examination;
  /** Stored bytes of the layers that will be read, as the manifest says. */
  readonly sizes: readonly number[];
  /** Threads at most; as many as the machine runs at once when left out. */
  readonly maxThreads?: number;
}

/** A layer below this takes less time than a thread to start. */
const worthwhileBytes = 1_048_576;
/** All layers together. */
const worthwhileTotalBytes = 4_194_304;

/** Opens a pool: with threads where several layers are large enough, else in this one. */
export function openLayerPool(options: LayerPoolOptions): LayerPool {
  const threads = countThreads(options);
  return threads === 0 ? openLocalPool(options.examination) : new ThreadPool(options.examination, threads);
}

/** Says how many threads pay; none where one layer is all: its unpacking runs beside this thread anyway. */
export function countThreads({ sizes, maxThreads }: Pick<LayerPoolOptions, "sizes" | "maxThreads">): number {
  const totalBytes = sizes.reduce((sum, size) => sum + size, 0);
  const large = sizes.filter((size) => size >= worthwhileBytes).length;
  const threads = Math.min(maxThreads ?? availableParallelism(), large);
  return threads < 2 || totalBytes < worthwhileTotalBytes ? 0 : threads;
}

/** Reads one layer after the other in this thread. */
function openLocalPool(examination: Examination): LayerPool {
  let last: Promise<unknown> = Promise.resolve();
  // One at a time: memory does not grow with the layers.
  const inTurn = <Result>(run: () => Promise<Result>): Promise<Result> => {
    const result = last.then(run);
    last = result.catch(() => undefined);
    return result;
  };
  return {
    read: (job) => inTurn(() => readLayer(job, examination)),
    readLate: (job, wanted) => inTurn(() => readLate(job, wanted, examination)),
    close: async () => {
      await last;
    },
  };
}

interface WaitingJob {
  readonly sizeBytes: number;
  run(thread: LayerThread): Promise<void>;
}

class ThreadPool implements LayerPool {
  private readonly examination: Examination;
  private readonly maxThreads: number;
  private readonly idle: LayerThread[] = [];
  private readonly waiting: WaitingJob[] = [];
  private readonly threads = new Set<LayerThread>();
  private busy = 0;

  constructor(examination: Examination, maxThreads: number) {
    this.examination = examination;
    this.maxThreads = maxThreads;
  }

  read(job: LayerJob): Promise<LayerReading> {
    return this.queue(job, (thread) => thread.read(job), failedReading);
  }

  readLate(job: LayerJob, wanted: WantedNames): Promise<LateReading> {
    return this.queue(job, (thread) => thread.readLate(job, wanted), failedLateReading);
  }

  async close(): Promise<void> {
    this.waiting.length = 0;
    await Promise.all([...this.threads].map((thread) => thread.close()));
  }

  private queue<Result>(
    { sizeBytes }: LayerJob,
    run: (thread: LayerThread) => Promise<Result>,
    toFailed: (error: unknown) => Result,
  ): Promise<Result> {
    return new Promise((resolve) => {
      const job: WaitingJob = {
        sizeBytes,
        run: async (thread) => resolve(await run(thread).catch(toFailed)),
      };
      this.waiting.push(job);
      // Those of the same turn are all there when the first begins.
      queueMicrotask(() => this.startNext());
    });
  }

  private startNext(): void {
    if (this.busy >= this.maxThreads || this.waiting.length === 0) return;
    this.waiting.sort((left, right) => right.sizeBytes - left.sizeBytes);
    const job = this.waiting.shift();
    const thread = this.idle.pop() ?? this.startThread();
    this.busy++;
    void job?.run(thread).then(() => {
      this.busy--;
      if (!thread.isAlive()) this.threads.delete(thread);
      else if (this.waiting.length > 0) this.idle.push(thread);
      else this.end(thread);
      this.startNext();
    });
  }

  /** What a thread has read fills its memory: it is given back before all of it is joined. Starting another is cheap. */
  private end(thread: LayerThread): void {
    void thread.close().then(() => this.threads.delete(thread));
  }

  private startThread(): LayerThread {
    const { analyzers, scope } = this.examination;
    const thread = startLayerThread({ analyzers: analyzers.map(({ id }) => id), scope });
    this.threads.add(thread);
    return thread;
  }
}

/** What is known of a layer whose thread has ended: nothing, which is said. */
function failedReading(error: unknown): LayerReading {
  const facts = { storedBytes: 0, archiveBytes: 0, entries: [], analyses: [], coverage: [], diagnostics: [] };
  return { facts, diagnostics: failedLateReading(error).diagnostics, isWhole: false };
}

function failedLateReading(error: unknown): LateReading {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    analyses: [],
    diagnostics: [
      {
        code: "image/layer-failed",
        level: "error",
        message: {
          en: `The layer could not be read: ${reason}. The other layers were examined.`,
          ja: `レイヤーを読み取れませんでした（${reason}）。ほかのレイヤーは検査しました。`,
        },
      },
    ],
  };
}
