/** Work that is done again and again. */
export interface RepeatedWork {
  readonly everyMs: number;
  /** Begins at once, and not after the first stretch of time. */
  readonly startsNow?: boolean;
  readonly run: () => Promise<unknown>;
  /** Hears of a round that failed; the next one comes all the same. */
  readonly onError: (error: unknown) => void;
}

/** Does work again and again, never twice at a time, until it is stopped; what runs then is waited for. */
export function repeatWork({ everyMs, startsNow = false, run, onError }: RepeatedWork): { stop(): Promise<void> } {
  const work = async (): Promise<void> => {
    try {
      await run();
    } catch (error) {
      onError(error);
    }
  };
  let running = startsNow ? work() : Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(work);
  }, everyMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
