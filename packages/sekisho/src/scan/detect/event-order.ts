import type { StreamEvent } from "../../model/runtime-event.ts";
import { weighJson } from "./json-weight.ts";

/** What puts events in the order of their times. */
export interface EventOrder {
  /**
   * Takes an event; gives those that nothing can come before any more, the oldest first.
   *
   * @param latestMs Events behind this time are given at once: their clock is wrong, and they would make all others late.
   */
  add(event: StreamEvent, latestMs?: number): readonly StreamEvent[];
  /** Gives all that are held back. */
  flush(): readonly StreamEvent[];
  /** What is held back, the oldest first. */
  held(): readonly StreamEvent[];
  /** How much memory that takes, roughly. */
  heldBytes(): number;
  /** Holds back what an earlier order held back: it is given with the next event. */
  restore(events: readonly StreamEvent[]): void;
  /** Time of the newest event that was given, by this order or by earlier ones; 0 where none was. */
  givenMs(): number;
  counts(): OrderCounts;
}

/** What went wrong with an order. */
export interface OrderCounts {
  /** Events that came after later ones had been given. */
  readonly late: number;
  /** Events that were given before their time, because more may not be held back. */
  readonly early: number;
}

/** What an order obeys. */
export interface EventOrderSettings {
  /** An event is held back until one is seen that is so much later. */
  readonly toleranceMs: number;
  /** More are not held back: the oldest is given. */
  readonly maxHeld?: number;
  /** The same for what they take in memory. */
  readonly maxHeldBytes?: number | undefined;
  /** Time of the newest event that earlier orders gave: those before it are late, and are brought into order all the same. */
  readonly earlierMs?: number | undefined;
}

/** What is held back is held in memory, bodies and all. */
export const maxHeldEvents = 10_000;
/** Ordinary events have 1 to 4 KB: this is more than so many of them. */
export const maxHeldEventBytes = 67_108_864;

const nothing: readonly StreamEvent[] = [];

/** Makes an order by the time at which stages were reached. */
export function createEventOrder(settings: EventOrderSettings): EventOrder {
  const { toleranceMs, maxHeld = maxHeldEvents, maxHeldBytes = maxHeldEventBytes, earlierMs = 0 } = settings;
  const held = createHeldEvents();
  let givenMs = 0;
  let seenMs = 0;
  let late = 0;
  let early = 0;
  const release = (): readonly StreamEvent[] => {
    const dueMs = seenMs - toleranceMs;
    const released: StreamEvent[] = [];
    for (let oldest = held.oldest(); oldest !== undefined; oldest = held.oldest()) {
      const isDue = oldest.stageMs <= dueMs;
      if (!isDue && held.count() <= maxHeld && held.bytes() <= maxHeldBytes) break;
      if (!isDue) early += 1;
      givenMs = Math.max(givenMs, oldest.stageMs);
      released.push(oldest);
      held.dropOldest();
    }
    return released.length === 0 ? nothing : released;
  };
  return {
    add(event, latestMs = Number.POSITIVE_INFINITY) {
      const { stageMs } = event;
      if (stageMs === 0 || stageMs > latestMs) return [event];
      if (stageMs < givenMs) {
        late += 1;
        return [event];
      }
      if (stageMs < earlierMs) late += 1;
      seenMs = Math.max(seenMs, stageMs);
      held.insert(event);
      return release();
    },
    flush() {
      const rest = held.all();
      held.clear();
      givenMs = Math.max(givenMs, rest.at(-1)?.stageMs ?? 0);
      return rest;
    },
    held: held.all,
    heldBytes: held.bytes,
    restore(events) {
      for (const event of events) {
        seenMs = Math.max(seenMs, event.stageMs);
        held.insert(event);
      }
    },
    givenMs: () => Math.max(earlierMs, givenMs),
    counts: () => ({ late, early }),
  };
}

/** So many places of events that were given are dropped together. */
const maxEmptyPlaces = 1_024;

interface HeldEvent {
  readonly event: StreamEvent;
  readonly bytes: number;
}

/** Holds events by their times. */
function createHeldEvents() {
  /** Sorted; logs are nearly in order, so that new events go to the end. Places before the start are empty. */
  let places: (HeldEvent | undefined)[] = [];
  let start = 0;
  let bytes = 0;
  const clear = () => {
    places = [];
    start = 0;
    bytes = 0;
  };
  return {
    insert(event: StreamEvent): void {
      const added = { event, bytes: weighJson(event.raw) };
      bytes += added.bytes;
      let at = places.length;
      while (at > start && (places[at - 1]?.event.stageMs ?? 0) > event.stageMs) at -= 1;
      if (at === places.length) places.push(added);
      else places.splice(at, 0, added);
    },
    oldest: () => places[start]?.event,
    dropOldest(): void {
      bytes -= places[start]?.bytes ?? 0;
      places[start] = undefined;
      start += 1;
      if (start === places.length) clear();
      if (start < maxEmptyPlaces || start * 2 < places.length) return;
      places = places.slice(start);
      start = 0;
    },
    all: (): readonly StreamEvent[] => places.slice(start).flatMap((place) => place?.event ?? []),
    clear,
    count: () => places.length - start,
    bytes: () => bytes,
  };
}
