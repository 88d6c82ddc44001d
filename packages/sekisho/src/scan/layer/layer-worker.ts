import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { transientBlobOfRange } from "../../access/archive/file-source.ts";
import { analyzers } from "../../analyzers/registry.ts";
import { toEntryTable } from "./entry-table.ts";
import type { Examination, LayerPart } from "./layer-reading.ts";
import { createPieceQueue, type PieceQueue } from "./piece-queue.ts";
import type { FromThread, ThreadSetup, ToThread } from "./pool-messages.ts";
import { type LayerToRead, readLate, readLayerInParts } from "./read-layer.ts";

/** A thread for each processor: there is none to unpack beside it, and the stored bytes share one memory. */
const unpacks = "in-turn";

/** So many bytes between two reports of progress. */
const progressBytes = 4_194_304;

const setup: unknown = workerData;
if (parentPort !== null && isThreadSetup(setup)) serve(parentPort, setup);

/** Reads one layer after the other for the thread that started this one. */
function serve(port: MessagePort, { analyzers: ids, scope }: ThreadSetup): void {
  const asked = new Set(ids);
  const examination = { analyzers: analyzers.filter(({ id }) => asked.has(id)), scope };
  let queue: PieceQueue | undefined;
  port.on("message", (message: ToThread) => {
    switch (message.kind) {
      case "read":
        queue = createPieceQueue((bytes) => tell(port, { kind: "credit", bytes }));
        read(port, examination, { message, queue }).catch((error: unknown) =>
          tell(port, { kind: "failed", message: error instanceof Error ? error.message : String(error) }),
        );
        return;
      case "piece":
        queue?.push(message.bytes);
        return;
      case "end":
        queue?.end();
        return;
      case "broken":
        queue?.breakOff(message.text);
        return;
      case "close":
        port.close();
    }
  });
}

interface ThreadJob {
  readonly message: Extract<ToThread, { readonly kind: "read" }>;
  readonly queue: PieceQueue;
}

async function read(port: MessagePort, examination: Examination, { message, queue }: ThreadJob): Promise<void> {
  const { range, claimed, wanted } = message;
  const blob = range === undefined ? queue.blob : transientBlobOfRange(range, claimed.digest ?? claimed.diffId ?? "");
  if (wanted !== undefined) {
    tell(port, { kind: "late", reading: await readLate({ blob, unpacks }, wanted, examination) });
    return;
  }
  let told = 0;
  const onProgress = (readBytes: number) => {
    if (readBytes - told < progressBytes) return;
    told = readBytes;
    tell(port, { kind: "progress", readBytes });
  };
  const onPart = ({ entries, analyses }: LayerPart) =>
    tell(port, { kind: "part", entries: toEntryTable(entries), analyses });
  const job: LayerToRead = { blob, claimed, onProgress, unpacks };
  tell(port, { kind: "reading", reading: await readLayerInParts(job, examination, { onPart }) });
}

/** The thread that started this one has sent it: this only tells the compiler so. */
function isThreadSetup(value: unknown): value is ThreadSetup {
  return typeof value === "object" && value !== null && "analyzers" in value && "scope" in value;
}

function tell(port: MessagePort, message: FromThread): void {
  port.postMessage(message);
}
