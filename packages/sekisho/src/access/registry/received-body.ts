import type { IncomingMessage } from "node:http";

/** So much waits for the consumer before the sender has to wait, too. */
const maxWaitingBytes = 1_048_576;

/**
 * Gives the pieces of a body in order, also those that came just before the connection broke off: a stream that fails
 * throws away what nobody has read yet, and a download that goes on where it was would lose them each time.
 *
 * The pieces are taken from the beginning on, whether anybody asks for them or not, up to a limit.
 *
 * @param stalled Makes the error for a sender that says nothing for `stallTimeoutMs` while the consumer waits.
 */
export function receiveBody(
  response: IncomingMessage,
  stallTimeoutMs: number,
  stalled: (timeoutMs: number) => Error,
): AsyncGenerator<Uint8Array> {
  const waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let ending: { readonly failure?: Error } | undefined;
  let wake: (() => void) | undefined;
  const end = (failure?: Error): void => {
    ending ??= failure === undefined ? {} : { failure };
    wake?.();
  };
  response.on("data", (piece: Uint8Array) => {
    waiting.push(piece);
    waitingBytes += piece.length;
    if (waitingBytes >= maxWaitingBytes) response.pause();
    wake?.();
  });
  response.on("end", () => end());
  response.on("error", end);
  response.on("close", () => end(new Error("the connection was closed before the end")));
  const somethingComes = async (): Promise<void> => {
    // The clock runs while we wait for the sender only, not while the consumer is busy.
    const timer = setTimeout(() => response.destroy(stalled(stallTimeoutMs)), stallTimeoutMs);
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
    clearTimeout(timer);
  };
  const takeNext = (): Uint8Array | undefined => {
    const piece = waiting.shift();
    waitingBytes -= piece?.length ?? 0;
    if (waitingBytes < maxWaitingBytes && response.isPaused()) response.resume();
    return piece;
  };
  async function* pieces(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const piece = takeNext();
        if (piece !== undefined) yield piece;
        else if (ending === undefined) await somethingComes();
        else if (ending.failure !== undefined) throw ending.failure;
        else return;
      }
    } finally {
      response.destroy();
    }
  }
  return pieces();
}
