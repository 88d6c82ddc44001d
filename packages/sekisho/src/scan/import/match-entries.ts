import { comparePlaces, isSamePlace, type Place } from "./same-place.ts";

/** What a document says at a place. */
export interface PlacedEntry {
  /** Number of the part of a document that says it. */
  readonly part: number;
  readonly place?: Place;
}

/** With more of them only those that start at the same place are compared: else the work grows with the square. */
const maxCompared = 200;

/**
 * Tells which entries of one rule and subject are one finding. What one document says several times are several problems,
 * told apart by their turn among the places, which no text can change. What another document says is the one at its
 * place; where a place is not known, the next that nobody of that document has named.
 */
export function matchEntries<Entry extends PlacedEntry>(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  if (entries.length === 1) return [entries];
  const found: Entry[][] = [];
  for (const part of Map.groupBy(entries, (entry) => entry.part).values()) {
    const sorted = part.toSorted((left, right) => comparePlaces(left.place, right.place));
    const free = new FreeGroups(found);
    const left = sorted.filter((entry) => free.take(entry, isAtSamePlace) === undefined);
    for (const entry of left) if (free.take(entry, mayBeAtSamePlace) === undefined) found.push([entry]);
  }
  return found;
}

/** The groups that a document has not named yet. */
class FreeGroups<Entry extends PlacedEntry> {
  readonly #groups: Set<Entry[]>;
  readonly #byStart: ReadonlyMap<string, readonly Entry[][]>;

  constructor(groups: readonly Entry[][]) {
    this.#groups = new Set(groups);
    this.#byStart = Map.groupBy(groups, ([first]) => startOf(first?.place));
  }

  /** Puts an entry into the first free group that fits; `undefined` when none does. */
  take(entry: Entry, fits: (left: Place | undefined, right: Place | undefined) => boolean): Entry[] | undefined {
    if (this.#groups.size === 0) return undefined;
    const candidates =
      this.#groups.size <= maxCompared ? this.#groups : (this.#byStart.get(startOf(entry.place)) ?? []);
    for (const group of candidates) {
      if (!this.#groups.has(group) || !fits(group[0]?.place, entry.place)) continue;
      group.push(entry);
      this.#groups.delete(group);
      return group;
    }
    return undefined;
  }
}

function startOf(place: Place | undefined): string {
  return place === undefined ? "" : `${place.path}\n${place.startLine ?? ""}\n${place.pointer ?? ""}`;
}

function isAtSamePlace(left: Place | undefined, right: Place | undefined): boolean {
  return isSamePlace(left, right);
}

/** Of one of them the line is not known. */
function mayBeAtSamePlace(left: Place | undefined, right: Place | undefined): boolean {
  return left?.startLine === undefined || right?.startLine === undefined || isSamePlace(left, right);
}
