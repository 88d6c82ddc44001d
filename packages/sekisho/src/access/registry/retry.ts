/** The clock of a client, so that tests do not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after so many milliseconds, or rejects when the signal ends the work. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** From 0 to below 1. */
  readonly random: () => number;
}

const firstDelayMs = 500;
const maxDelayMs = 30_000;
/** A registry that asks for more patience than this is not waited for. */
const maxRetryAfterMs = 120_000;

/** Tells whether an answer may be another one when asked again. */
export function isPassing(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

/**
 * Gives how long to wait before another attempt: what the registry asks for, else twice as long each time with a random
 * half, so that many clients do not come back at once. `undefined` when the registry asks for longer than we wait.
 *
 * @param attempt From 0.
 */
export function delayBefore(attempt: number, retryAfter: string | undefined, clock: Clock): number | undefined {
  const asked = retryAfter === undefined ? undefined : readRetryAfter(retryAfter, clock.now());
  if (asked !== undefined) return asked > maxRetryAfterMs ? undefined : asked;
  const full = Math.min(maxDelayMs, firstDelayMs * 2 ** attempt);
  return Math.round(full / 2 + (full / 2) * clock.random());
}

/** Reads `Retry-After`, seconds or a date, as milliseconds from now. Source: RFC 9110, section 10.2.3. */
export function readRetryAfter(text: string, nowMs: number): number | undefined {
  const trimmed = text.trim();
  if (/^\d{1,9}$/.test(trimmed)) return Number(trimmed) * 1000;
  const date = /^[A-Z][a-z]{2}/.test(trimmed) ? Date.parse(trimmed) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}

/** Gives the clock of this machine; waiting ends with the signal. */
export function systemClock(signal: AbortSignal | undefined): Clock {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    async pause(milliseconds) {
      const { setTimeout: wait } = await import("node:timers/promises");
      await wait(milliseconds, undefined, signal === undefined ? {} : { signal });
    },
  };
}
