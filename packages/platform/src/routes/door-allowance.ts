import { SekishoError } from "sekisho";
import { KeyAllowance, type KeyAllowanceSettings, readRequestsPerMinute } from "./key-allowance.ts";

/** A whole office behind one address that signs in at nine: some fifty a second. */
const defaultRequestsPerMinute = 3000;
/** Being refused counts as so many requests: by default thirty in a minute, and then a wait. */
const refusalWeight = 100;

/**
 * Counts what comes from each address to doors where anybody may knock: what costs somebody else's signature to check, or
 * leaves a line in a trail. Guesses cost more than visits.
 */
export class DoorAllowance {
  readonly #allowance: KeyAllowance;

  constructor(settings: KeyAllowanceSettings) {
    this.#allowance = new KeyAllowance(settings);
  }

  /** Takes a request; gives the whole seconds until the next one, and 0 when this one may be. */
  enter(address: string): number {
    return this.#allowance.take(networkOf(address));
  }

  /** Counts that the request was refused. */
  noteRefusal(address: string): void {
    this.#allowance.take(networkOf(address), refusalWeight - 1);
  }
}

/**
 * Reads `SEKISHO_DOOR_REQUESTS_PER_MINUTE`.
 *
 * @throws {SekishoError} `usage` when it is no such number.
 */
export function readDoorRequests(written: string | undefined): number {
  return readRequestsPerMinute("SEKISHO_DOOR_REQUESTS_PER_MINUTE", written) ?? defaultRequestsPerMinute;
}

/** Says that an address has knocked too often. */
export function tooManyVisits(waitSeconds: number): SekishoError {
  return new SekishoError("too-many-requests", {
    en: `too many requests came from this address; the next one may come in ${waitSeconds} s`,
    ja: `このアドレスからのリクエストが多すぎます。${waitSeconds} 秒後に再試行してください。`,
  });
}

/** Gives whom an address belongs to: whoever has one of IPv6 has 64 bits of them. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [start = "", end] = address.split("%", 1).join("").split("::", 2);
  const head = start === "" ? [] : start.split(":");
  const tail = end === undefined || end === "" ? [] : end.split(":");
  const groups = [...head, ...Array<string>(Math.max(0, 8 - head.length - tail.length)).fill("0"), ...tail];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::`;
}
