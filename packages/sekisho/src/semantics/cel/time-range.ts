import { overflow } from "./errors.ts";
import type { CelError, DurationValue, TimestampValue } from "./values.ts";

/** Nanoseconds of one second. */
export const second = 1_000_000_000n;
/** 0001-01-01T00:00:00Z. */
const earliest = -62_135_596_800n * second;
/** 9999-12-31T23:59:59.999999999Z. */
const latest = 253_402_300_799n * second + 999_999_999n;
const longest = (1n << 63n) - 1n;

/** Gives a point in time, or the error that it is not within the years 1 to 9999. */
export function timestampOf(nanoseconds: bigint): TimestampValue | CelError {
  return nanoseconds < earliest || nanoseconds > latest ? overflow : { kind: "timestamp", nanoseconds };
}

/** Gives a duration, or the error that it does not fit into 64 bits of nanoseconds (about 292 years). */
export function durationOf(nanoseconds: bigint): DurationValue | CelError {
  return nanoseconds < -longest - 1n || nanoseconds > longest ? overflow : { kind: "duration", nanoseconds };
}
