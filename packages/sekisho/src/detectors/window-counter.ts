import type { WindowLimits } from "./define.ts";
import type { SeenEvent } from "./seen-event.ts";

/** What is remembered of one item of a window: when it was seen last, and of the first ones the event. */
interface CountedItem {
  readonly ms: number;
  readonly seen: SeenEvent | undefined;
}

/** A full window. */
export interface FullWindow {
  readonly items: readonly string[];
  /** Some of the events, the oldest first. */
  readonly events: readonly SeenEvent[];
}

/** A window as it is kept between runs: item, time, event. */
export type SavedWindow = readonly [
  key: string,
  items: readonly (readonly [item: string, ms: number, seen: SeenEvent | null])[],
];

/** Counts different items by key within a time. */
export interface WindowCounter {
  /** Counts an item; gives the window when it is full, which then begins anew. */
  add(entry: CountedEntry, limits: WindowLimits): FullWindow | undefined;
  /** How many keys were forgotten because there were too many. */
  forgotten(): number;
  save(): readonly SavedWindow[];
}

/** What is counted. */
export interface CountedEntry {
  readonly key: string;
  readonly item: string;
  readonly ms: number;
  /** Makes the event to keep; called for the first items of a window alone. */
  readonly see: () => SeenEvent;
}

/** Of each window so many events are kept as evidence. */
const maxKeptEvents = 4;

/** Bounds of one counter: keys that were not seen for the longest time are forgotten first. */
const windowCapacity = { keys: 10_000, items: 200_000 } as const;

/** Makes a counter, with what an earlier one saved. */
export function createWindowCounter(
  saved: readonly SavedWindow[] = [],
  capacity: { readonly keys: number; readonly items: number } = windowCapacity,
): WindowCounter {
  /** In the order in which they were last used. */
  const windows = new Map<string, Map<string, CountedItem>>();
  let itemCount = 0;
  let forgotten = 0;
  for (const [key, items] of saved) {
    const restored = new Map(items.map(([item, ms, seen]) => [item, { ms, seen: seen ?? undefined }] as const));
    windows.set(key, restored);
    itemCount += restored.size;
  }
  const forgetOldest = () => {
    for (const [key, items] of windows) {
      if (windows.size <= capacity.keys && itemCount <= capacity.items) return;
      windows.delete(key);
      itemCount -= items.size;
      forgotten += 1;
    }
  };
  return {
    add({ key, item, ms, see }, limits) {
      const items = windows.get(key) ?? new Map<string, CountedItem>();
      windows.delete(key);
      windows.set(key, items);
      itemCount -= items.size;
      expire(items, ms - limits.seconds * 1000);
      const before = items.get(item);
      items.delete(item);
      const seen = before?.seen ?? (items.size < maxKeptEvents ? see() : undefined);
      items.set(item, { ms: Math.max(ms, before?.ms ?? 0), seen });
      const isFull = items.size >= limits.items;
      if (isFull) windows.delete(key);
      else itemCount += items.size;
      forgetOldest();
      if (!isFull) return undefined;
      return { items: [...items.keys()], events: [...items.values()].flatMap((counted) => counted.seen ?? []) };
    },
    forgotten: () => forgotten,
    save: () =>
      Array.from(windows, ([key, items]) => [
        key,
        Array.from(items, ([item, { ms, seen }]) => [item, ms, seen ?? null] as const),
      ]),
  };
}

/** Items stand in the order of their times, but for events that came late. */
function expire(items: Map<string, CountedItem>, beforeMs: number): void {
  for (const [item, { ms }] of items) {
    if (ms > beforeMs) return;
    items.delete(item);
  }
}
