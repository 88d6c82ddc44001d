import { Worker } from "node:worker_threads";
import { SekishoError } from "../../model/error.ts";
import type { FromReceiver, ReceiverSetup, ToReceiver } from "./receiver-messages.ts";
import { receiverWorkerFile } from "./receiver-worker-file.ts";
import type { ReceiverCounts } from "./webhook-receiver.ts";

/** A receiver in a thread of its own: senders get their answers while events are judged here. */
export interface ReceiverThread {
  readonly url: string;
  /** Bodies and marks in the order in which they were accepted; ends when the thread is closed and all was given. */
  readonly arrivals: AsyncIterable<Arrival>;
  /** Makes a mark in the order of bodies. */
  mark(): void;
  /** Says that everything before a mark is kept elsewhere. */
  drop(segment: number): void;
  /** Lets the requests end that have begun, and takes no more. */
  close(): void;
  /** How requests ended; known when all arrivals were given. */
  counts(): ReceiverCounts;
}

/** What comes from senders. */
export type Arrival =
  | { readonly kind: "body"; readonly bytes: Buffer }
  | { readonly kind: "mark"; readonly segment: number };

const noCounts: ReceiverCounts = { accepted: 0, unauthorized: 0, malformed: 0, postponed: 0, failed: 0 };

/**
 * Starts the thread.
 *
 * @throws {SekishoError} `usage` when it cannot listen.
 */
export async function startReceiverThread(setup: ReceiverSetup): Promise<ReceiverThread> {
  const worker = new Worker(receiverWorkerFile(), { workerData: setup });
  const inbox = createInbox(worker);
  const first = await inbox.next();
  if (first?.kind === "refused") throw new SekishoError("usage", first.text);
  if (first?.kind !== "listening") throw new Error("expected the thread to listen, got its end");
  let counts = noCounts;
  const tell = (message: ToReceiver) => worker.postMessage(message);
  async function* arrivals(): AsyncGenerator<Arrival> {
    for (let message = await inbox.next(); message !== undefined; message = await inbox.next()) {
      if (message.kind === "closed") {
        ({ counts } = message);
        return;
      }
      if (message.kind === "mark") yield message;
      if (message.kind !== "body") continue;
      const { bytes } = message;
      yield { kind: "body", bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
      tell({ kind: "done", bytes: bytes.byteLength });
    }
    throw new Error("expected the receiving thread to go on, but it ended");
  }
  return {
    url: first.url,
    arrivals: arrivals(),
    mark: () => tell({ kind: "mark" }),
    drop: (segment) => tell({ kind: "drop", segment }),
    close: () => tell({ kind: "close" }),
    counts: () => counts,
  };
}

interface Inbox {
  /** `undefined` when the thread has ended. Rejects with what ended it. */
  next(): Promise<FromReceiver | undefined>;
}

function createInbox(worker: Worker): Inbox {
  const waiting: FromReceiver[] = [];
  let taken = 0;
  let failure: Error | undefined;
  let isOver = false;
  let wake: (() => void) | undefined;
  const rouse = () => {
    wake?.();
    wake = undefined;
  };
  worker.on("message", (message: FromReceiver) => {
    waiting.push(message);
    rouse();
  });
  worker.on("error", (error) => {
    failure = error instanceof Error ? error : new Error(String(error));
    rouse();
  });
  worker.on("exit", () => {
    isOver = true;
    rouse();
  });
  return {
    async next() {
      while (taken >= waiting.length) {
        waiting.length = 0;
        taken = 0;
        if (failure !== undefined) throw failure;
        if (isOver) return undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      taken += 1;
      return waiting[taken - 1];
    },
  };
}
