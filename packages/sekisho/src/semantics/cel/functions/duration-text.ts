import { notReadable } from "../errors.ts";
import { durationOf, second } from "../time-range.ts";
import type { DurationValue, Result } from "../values.ts";

const units: ReadonlyMap<string, bigint> = new Map([
  ["h", 3600n * second],
  ["m", 60n * second],
  ["s", second],
  ["ms", 1_000_000n],
  ["us", 1_000n],
  ["µs", 1_000n],
  ["μs", 1_000n],
  ["ns", 1n],
]);
const wholePattern = /^([+-]?)((?:(?:[0-9]{1,30}\.?[0-9]{0,30}|\.[0-9]{1,30})(?:h|ms|m|s|us|µs|μs|ns)){1,20})$/;
const partPattern = /([0-9]{0,30})\.?([0-9]{0,30})(h|ms|m|s|us|µs|μs|ns)/g;

/** Reads `1h30m`, `-1.5s`, `100ms`. Source: Go, time.ParseDuration. */
export function parseDuration(text: string): Result {
  if (text === "0" || text === "+0" || text === "-0") return durationOf(0n);
  const [, sign = "", parts = ""] = (text.length <= 400 ? wholePattern.exec(text) : null) ?? [];
  if (parts === "") return notReadable("duration", text);
  let sum = 0n;
  for (const [, whole = "", fraction = "", unit = ""] of parts.matchAll(partPattern)) {
    const scale = units.get(unit) ?? 0n;
    sum += BigInt(whole === "" ? "0" : whole) * scale;
    if (fraction !== "") sum += (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length);
  }
  return durationOf(sign === "-" ? -sum : sum);
}

/** Writes a duration in seconds: `1000000s`, `1.5s`. */
export function formatDuration({ nanoseconds }: DurationValue): string {
  const magnitude = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  return `${nanoseconds < 0n ? "-" : ""}${magnitude / second}${formatFraction(magnitude % second)}s`;
}

/** Writes nanoseconds of a second as the digits behind the point, the point with them; empty when there are none. */
export function formatFraction(nanoseconds: bigint): string {
  return nanoseconds === 0n
    ? ""
    : `.${String(nanoseconds)
        .padStart(9, "0")
        .replace(/0{1,8}$/, "")}`;
}
