import type { SupportCycle } from "../../model/support.ts";
import type { BaseImage, SupportPeriod, SupportQuestion } from "./base-image.ts";
import { builtInCalendar, type SupportCalendar } from "./support-calendar.ts";

/** A support period that is over. */
export interface EndedSupport extends SupportPeriod {
  /** First day without free security fixes, long-term support by volunteers included; `undefined` when unknown. */
  readonly endedOn: string | undefined;
}

/** Distributions whose extended support everybody gets for nothing. Source: wiki.debian.org/LTS. */
const freelyExtended: ReadonlySet<string> = new Set(["debian"]);

/**
 * Gives the support periods of an image that are over on a day (`YYYY-MM-DD`), the product's first.
 * A distribution with free long-term support (Debian) counts as supported until that is over, too.
 *
 * @param calendar Knows more than what comes with the program.
 */
export function endOfLifeOn(image: BaseImage, day: string, calendar?: SupportCalendar): readonly EndedSupport[] {
  return supportIn(image, calendar).flatMap((period) => {
    const extended = freelyExtended.has(period.product) ? period.extendedUntil : undefined;
    const endedOn = extended ?? period.ends;
    return endedOn === undefined || endedOn <= day ? [{ ...period, endedOn }] : [];
  });
}

/** Gives the support periods of an image as a calendar knows them. */
export function supportIn(image: BaseImage, calendar: SupportCalendar | undefined): readonly SupportPeriod[] {
  if (calendar === undefined) return image.support;
  return image.versions.flatMap((question) => findSupport(question, calendar) ?? []);
}

/**
 * Finds how long a version of a product is maintained: `20.11.1` belongs to cycle `20`. A version that names several
 * cycles (`3` of Python) means the newest of them, and is told only when all of them were over when the data was taken.
 * `undefined` when the product, the cycle or the end is unknown.
 */
export function findSupport(
  { subject, product, version }: SupportQuestion,
  calendar: SupportCalendar = builtInCalendar,
): SupportPeriod | undefined {
  const cycles = calendar.cyclesOf(product);
  const exact = longestPrefix(cycles, version);
  const cycle = exact ?? endedNewest(cycles, version, calendar.date);
  if (cycle === undefined || (cycle.ends === undefined && cycle.isOver !== true)) return undefined;
  return { subject, product, cycle: cycle.name, ends: cycle.ends, extendedUntil: cycle.extendedUntil };
}

/**
 * Gives the day on which the ordinary support of a release of a distribution ends, `YYYY-MM-DD`: `3.20.3` belongs to
 * cycle `3.20`. `false` when none is announced; `undefined` when the product, the release or the day is unknown.
 */
export function findSupportEnd(
  product: string,
  version: string,
  calendar: SupportCalendar = builtInCalendar,
): string | false | undefined {
  const cycle = longestPrefix(calendar.cyclesOf(product), version);
  if (cycle === undefined || cycle.isOver === true) return undefined;
  return cycle.ends ?? false;
}

/** Gives the release line of a product that is maintained longest from a day on; of equal ones the newest. */
export function findLongestSupported(
  product: string,
  day: string,
  calendar: SupportCalendar = builtInCalendar,
): string | undefined {
  let best: SupportCycle | undefined;
  for (const cycle of calendar.cyclesOf(product)) {
    if (cycle.isOver === true || (cycle.ends !== undefined && cycle.ends <= day)) continue;
    if (best === undefined || endKey(cycle) > endKey(best)) best = cycle;
  }
  return best?.name;
}

/** A line without announced end lasts longest. */
function endKey({ ends }: SupportCycle): string {
  return ends ?? "9999-99-99";
}

function longestPrefix(cycles: readonly SupportCycle[], version: string): SupportCycle | undefined {
  for (let wanted = version; wanted !== ""; wanted = wanted.slice(0, Math.max(wanted.lastIndexOf("."), 0))) {
    const found = cycles.find(({ name }) => name === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

function endedNewest(cycles: readonly SupportCycle[], version: string, date: string): SupportCycle | undefined {
  const members = cycles.filter(({ name }) => name.startsWith(`${version}.`));
  const areOver = members.every(({ ends, isOver }) => isOver === true || (ends !== undefined && ends <= date));
  return areOver ? members[0] : undefined;
}
