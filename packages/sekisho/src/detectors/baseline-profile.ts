import { type DimensionName, dimensionNames } from "./baseline-dimensions.ts";

/** How often a value was seen, as it counts at a time. */
interface SeenValue {
  weight: number;
  lastMs: number;
}

/** What is usual for one caller, or for a group of them. */
export interface Profile {
  readonly firstMs: number;
  lastMs: number;
  /** How many events there were in all. */
  events: number;
  readonly values: Readonly<Record<DimensionName, Map<string, SeenValue>>>;
}

/** A profile as it is kept between runs. */
export type SavedProfile = readonly [
  firstMs: number,
  lastMs: number,
  events: number,
  values: readonly (readonly [dimension: string, value: string, weight: number, lastMs: number])[],
];

/** How a value stands in a dimension of a profile. */
export interface Standing {
  /** Decayed count of the value itself. */
  readonly weight: number;
  /** Decayed count of all values; of a value that is seen often, its own. */
  readonly total: number;
  /** How many values were seen about once: a caller who often shows something new shows it again. */
  readonly singles: number;
}

/** After so long, what was seen counts half. */
const halfLifeMs = 14 * 24 * 60 * 60 * 1000;

/** Of each dimension so many values are kept: the lightest is forgotten first. */
const maxProfileValues = 48;

/** Makes an empty profile. */
export function createProfile(ms: number): Profile {
  const values = {
    action: new Map<string, SeenValue>(),
    namespace: new Map<string, SeenValue>(),
    "user-agent": new Map<string, SeenValue>(),
    network: new Map<string, SeenValue>(),
    image: new Map<string, SeenValue>(),
    hour: new Map<string, SeenValue>(),
  };
  return { firstMs: ms, lastMs: ms, events: 0, values };
}

/** Counts a value. */
export function learnValue(profile: Profile, dimension: DimensionName, value: string, ms: number): void {
  const values = profile.values[dimension];
  const known = values.get(value);
  if (known !== undefined) {
    known.weight = decayed(known, ms) + 1;
    known.lastMs = Math.max(ms, known.lastMs);
    return;
  }
  if (values.size >= maxProfileValues) forgetLightest(values, ms);
  values.set(value, { weight: 1, lastMs: ms });
}

function forgetLightest(values: Map<string, SeenValue>, ms: number): void {
  let lightest: string | undefined;
  let weight = Number.POSITIVE_INFINITY;
  for (const [value, seen] of values) {
    const own = decayed(seen, ms);
    if (own >= weight) continue;
    lightest = value;
    weight = own;
  }
  if (lightest !== undefined) values.delete(lightest);
}

/** Gives how a value stands at a time. */
export function standingOf(profile: Profile, dimension: DimensionName, value: string, ms: number): Standing {
  const known = profile.values[dimension].get(value);
  const weight = known === undefined ? 0 : decayed(known, ms);
  // What is seen often is usual, whatever else is seen: most questions end here.
  if (weight >= oftenWeight) return { weight, total: weight, singles: 0 };
  let total = 0;
  let singles = 0;
  for (const seen of profile.values[dimension].values()) {
    const own = decayed(seen, ms);
    total += own;
    if (own < singleWeight) singles += 1;
  }
  return { weight, total, singles };
}

const singleWeight = 1.5;
const oftenWeight = 3;

function decayed({ weight, lastMs }: SeenValue, ms: number): number {
  const age = ms - lastMs;
  // Within an hour nothing changes that anybody would see.
  return age < 3_600_000 ? weight : weight * 2 ** (-age / halfLifeMs);
}

/** Gives a profile as plain JSON. */
export function saveProfile({ firstMs, lastMs, events, values }: Profile): SavedProfile {
  const saved = dimensionNames.flatMap((dimension) =>
    Array.from(values[dimension], ([value, { weight, lastMs: seenMs }]) => [dimension, value, weight, seenMs] as const),
  );
  return [firstMs, lastMs, events, saved];
}

/** Gives a profile of what was saved; values of dimensions that are not known any more are left out. */
export function restoreProfile([firstMs, lastMs, events, values]: SavedProfile): Profile {
  const profile = createProfile(firstMs);
  profile.lastMs = lastMs;
  profile.events = events;
  for (const [dimension, value, weight, seenMs] of values) {
    const name = dimensionNames.find((known) => known === dimension);
    if (name !== undefined) profile.values[name].set(value, { weight, lastMs: seenMs });
  }
  return profile;
}
