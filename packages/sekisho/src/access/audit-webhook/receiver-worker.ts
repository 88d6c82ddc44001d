import { parentPort, workerData } from "node:worker_threads";
import { SekishoError } from "../../model/error.ts";
import { createBearerTokens } from "./bearer-tokens.ts";
import { type BodyJournal, openBodyJournal } from "./body-journal.ts";
import type { FromReceiver, ReceiverSetup, ToReceiver } from "./receiver-messages.ts";
import { type BodyVerdict, startWebhookReceiver } from "./webhook-receiver.ts";

/** What runs in the thread: requests are answered while others are worked off elsewhere. */
async function run(setup: ReceiverSetup): Promise<void> {
  const journal = setup.journalFolder === undefined ? undefined : await openBodyJournal(setup.journalFolder);
  let queuedBytes = 0;
  const { host, port, tls, tokens, limits } = setup;
  const receiver = await startWebhookReceiver({
    host,
    port,
    tls: tls === undefined ? undefined : withBuffers(tls),
    tokens: tokens === undefined ? undefined : createBearerTokens(tokens),
    ...(limits === undefined ? {} : { limits }),
    async onBody(bytes): Promise<BodyVerdict> {
      if (!looksLikeJson(bytes)) return "malformed";
      // One body is always taken: a bound below its size would never let it in.
      if (queuedBytes > 0 && queuedBytes + bytes.length > setup.maxQueuedBytes) return "postponed";
      queuedBytes += bytes.length;
      tell({ kind: "body", bytes });
      await journal?.append(bytes);
      return "accepted";
    },
  });
  parentPort?.on("message", (message: ToReceiver) => {
    if (message.kind === "done") queuedBytes -= message.bytes;
    else if (message.kind === "mark") tell({ kind: "mark", segment: journal?.rotate() ?? 0 });
    else if (message.kind === "drop") void drop(journal, message.segment);
    else void close();
  });
  async function close(): Promise<void> {
    await receiver.close();
    await journal?.close();
    tell({ kind: "closed", counts: receiver.counts() });
    parentPort?.close();
  }
  tell({ kind: "listening", url: receiver.url });
}

/** A segment that cannot be deleted is read again one day, and its events are known by then. */
async function drop(journal: BodyJournal | undefined, segment: number): Promise<void> {
  try {
    await journal?.drop(segment);
  } catch {
    // The next drop takes it along.
  }
}

/** Buffers come as plain bytes from the other thread. */
function withBuffers(tls: NonNullable<ReceiverSetup["tls"]>): NonNullable<ReceiverSetup["tls"]> {
  const { certificate, key, clientAuthority } = tls;
  return {
    ...tls,
    certificate: Buffer.from(certificate),
    key: Buffer.from(key),
    clientAuthority: clientAuthority === undefined ? undefined : Buffer.from(clientAuthority),
  };
}

const brackets: ReadonlyMap<number, number> = new Map([
  [123, 125],
  [91, 93],
]);

/** Tells by its ends whether a body may be a JSON document; what is in it is found out when it is worked off. */
function looksLikeJson(bytes: Buffer): boolean {
  let start = 0;
  let end = bytes.length - 1;
  while (start < end && isSpace(bytes[start])) start += 1;
  while (end > start && isSpace(bytes[end])) end -= 1;
  const closing = brackets.get(bytes[start] ?? 0);
  return closing !== undefined && bytes[end] === closing && end > start;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9;
}

function isSetup(value: unknown): value is ReceiverSetup {
  return typeof value === "object" && value !== null && "maxQueuedBytes" in value && "journalFolder" in value;
}

function tell(message: FromReceiver): void {
  parentPort?.postMessage(message);
}

async function start(setup: unknown): Promise<void> {
  try {
    if (!isSetup(setup)) throw new TypeError("expected the thread to be started by startReceiverThread");
    await run(setup);
  } catch (error) {
    const text = error instanceof SekishoError ? error.text : { en: String(error), ja: String(error) };
    tell({ kind: "refused", text });
    parentPort?.close();
  }
}

void start(workerData);
