import { SekishoError } from "sekisho";

/** What API keys may ask for. */
export interface KeyAllowanceSettings {
  /** Requests of one key in a minute, on and on; so many at once, too. */
  readonly requestsPerMinute: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

interface Account {
  /** Requests that are left. */
  left: number;
  countedMs: number;
}

const minuteMs = 60_000;
/** Keys that are remembered at a time; whoever has its whole allowance need not be. */
const maxKeys = 10_000;
const defaultRequestsPerMinute = 1200;

/**
 * Counts the requests of each API key in this process: a minute's worth may come at once, and then as many as come back
 * with time.
 */
export class KeyAllowance {
  readonly #settings: KeyAllowanceSettings;
  readonly #keys = new Map<string, Account>();

  constructor(settings: KeyAllowanceSettings) {
    this.#settings = settings;
  }

  /**
   * Takes a request of a key; gives the whole seconds until the next one, and 0 when this one may be.
   *
   * @param weight Requests that it counts for: what is left may fall below nothing, and comes back later.
   */
  take(keyId: string, weight = 1): number {
    const { requestsPerMinute, now } = this.#settings;
    const nowMs = now();
    const account = this.#keys.get(keyId) ?? { left: requestsPerMinute, countedMs: nowMs };
    const back = ((nowMs - account.countedMs) * requestsPerMinute) / minuteMs;
    account.left = Math.min(requestsPerMinute, account.left + back);
    account.countedMs = nowMs;
    // Behind all others: what stands first has not asked for the longest time.
    this.#keys.delete(keyId);
    this.#keys.set(keyId, account);
    this.#forget();
    if (account.left < 1) return Math.ceil(((1 - account.left) * minuteMs) / requestsPerMinute / 1000);
    account.left -= weight;
    return 0;
  }

  #forget(): void {
    if (this.#keys.size <= maxKeys) return;
    const [first = ""] = this.#keys.keys();
    this.#keys.delete(first);
  }
}

/**
 * Reads `SEKISHO_KEY_REQUESTS_PER_MINUTE`.
 *
 * @throws {SekishoError} `usage` when it is no such number.
 */
export function readKeyRequests(written: string | undefined): number {
  return readRequestsPerMinute("SEKISHO_KEY_REQUESTS_PER_MINUTE", written) ?? defaultRequestsPerMinute;
}

/**
 * Reads a number of requests in a minute; `undefined` when none is written.
 *
 * @throws {SekishoError} `usage` when it is no such number.
 */
export function readRequestsPerMinute(variable: string, written: string | undefined): number | undefined {
  if (written === undefined || written === "") return undefined;
  if (/^[1-9]\d{0,6}$/.test(written)) return Number(written);
  const got = JSON.stringify(written.slice(0, 40));
  throw new SekishoError("usage", {
    en: `${variable}: expected a number from 1 to 9999999, got ${got}`,
    ja: `${variable} には 1 から 9999999 までの数値を指定してください（指定値: ${got}）。`,
  });
}

/** Says that a key has asked too often. */
export function tooManyRequests(waitSeconds: number): SekishoError {
  return new SekishoError("too-many-requests", {
    en: `this API key has sent too many requests; the next one may come in ${waitSeconds} s`,
    ja: `この API キーからのリクエストが多すぎます。${waitSeconds} 秒後に再試行してください。`,
  });
}
