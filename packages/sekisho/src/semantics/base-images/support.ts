import type { BaseImage, SupportPeriod } from "./base-image.ts";
import { endOfLifeData, endOfLifeSource } from "./end-of-life-data.ts";

/** One release line of a product and when its support ends. */
interface Cycle {
  readonly name: string;
  /** Empty: no end announced. `!`: over since an unknown day. */
  readonly ends: string;
  readonly extendedUntil: string | undefined;
}

/** A support period that is over. */
export interface EndedSupport extends SupportPeriod {
  /** First day without free security fixes, long-term support by volunteers included; `undefined` when unknown. */
  readonly endedOn: string | undefined;
}

/** Distributions whose extended support everybody gets for nothing. Source: wiki.debian.org/LTS. */
const freelyExtended: ReadonlySet<string> = new Set(["debian"]);

const parsed = new Map<string, readonly Cycle[]>();

/**
 * Gives the support periods of an image that are over on a day (`YYYY-MM-DD`), the product's first.
 * A distribution with free long-term support (Debian) counts as supported until that is over, too.
 */
export function endOfLifeOn(image: BaseImage, day: string): readonly EndedSupport[] {
  return image.support.flatMap((period) => {
    const extended = freelyExtended.has(period.product) ? period.extendedUntil : undefined;
    const endedOn = extended ?? period.ends;
    return endedOn === undefined || endedOn <= day ? [{ ...period, endedOn }] : [];
  });
}

/**
 * Finds how long a version of a product is maintained: `20.11.1` belongs to cycle `20`. A version that names several
 * cycles (`3` of Python) means the newest of them, and is told only when all of them were over when the data was taken.
 * `undefined` when the product, the cycle or the end is unknown.
 */
export function findSupport(
  subject: SupportPeriod["subject"],
  product: string,
  version: string,
): SupportPeriod | undefined {
  const cycles = cyclesOf(product);
  const exact = longestPrefix(cycles, version);
  const cycle = exact ?? endedNewest(cycles, version);
  if (cycle === undefined || cycle.ends === "") return undefined;
  return {
    subject,
    product,
    cycle: cycle.name,
    ends: cycle.ends === "!" ? undefined : cycle.ends,
    extendedUntil: cycle.extendedUntil,
  };
}

/**
 * Gives the day on which the ordinary support of a release of a distribution ends, `YYYY-MM-DD`: `3.20.3` belongs to
 * cycle `3.20`. `false` when none is announced; `undefined` when the product, the release or the day is unknown.
 */
export function findSupportEnd(product: string, version: string): string | false | undefined {
  const cycle = longestPrefix(cyclesOf(product), version);
  if (cycle === undefined || cycle.ends === "!") return undefined;
  return cycle.ends === "" ? false : cycle.ends;
}

/** Gives the release line of a product that is maintained longest from a day on; of equal ones the newest. */
export function findLongestSupported(product: string, day: string): string | undefined {
  let best: Cycle | undefined;
  for (const cycle of cyclesOf(product)) {
    if (cycle.ends === "!" || (cycle.ends !== "" && cycle.ends <= day)) continue;
    if (best === undefined || endKey(cycle) > endKey(best)) best = cycle;
  }
  return best?.name;
}

/** A line without announced end lasts longest. */
function endKey({ ends }: Cycle): string {
  return ends === "" ? "9999-99-99" : ends;
}

function longestPrefix(cycles: readonly Cycle[], version: string): Cycle | undefined {
  for (let wanted = version; wanted !== ""; wanted = wanted.slice(0, Math.max(wanted.lastIndexOf("."), 0))) {
    const found = cycles.find(({ name }) => name === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

function endedNewest(cycles: readonly Cycle[], version: string): Cycle | undefined {
  const members = cycles.filter(({ name }) => name.startsWith(`${version}.`));
  const areOver = members.every(({ ends }) => ends !== "" && (ends === "!" || ends <= endOfLifeSource.date));
  return areOver ? members[0] : undefined;
}

function cyclesOf(product: string): readonly Cycle[] {
  const known = parsed.get(product);
  if (known !== undefined) return known;
  const text = Object.hasOwn(endOfLifeData, product) ? (endOfLifeData[product] ?? "") : "";
  const cycles = text === "" ? [] : text.split(" ").map(readCycle);
  parsed.set(product, cycles);
  return cycles;
}

function readCycle(text: string): Cycle {
  const [name = "", dates = ""] = text.split("=");
  const [ends = "", extendedUntil] = dates.split("/");
  return { name, ends, extendedUntil };
}
