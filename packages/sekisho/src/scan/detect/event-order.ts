import type { StreamEvent } from "../../model/runtime-event.ts";

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
  /** How many events came after later ones had been given. */
  lateCount(): number;
}

/** What an order obeys. */
export interface EventOrderSettings {
  /** An event is held back until one is seen that is so much later. */
  readonly toleranceMs: number;
  /** More are not held back: the oldest is given. */
  readonly maxHeld?: number;
}

/** What is held back is held in memory, bodies and all. */
const maxHeldEvents = 10_000;

const nothing: readonly StreamEvent[] = [];

/** Makes an order by the time at which stages were reached. */
export function createEventOrder({ toleranceMs, maxHeld = maxHeldEvents }: EventOrderSettings): EventOrder {
  /** Sorted; logs are nearly in order, so that new events go to the end. */
  let held: StreamEvent[] = [];
  let start = 0;
  let givenMs = 0;
  let seenMs = 0;
  let late = 0;
  const insert = (event: StreamEvent) => {
    let at = held.length;
    while (at > start && (held[at - 1]?.stageMs ?? 0) > event.stageMs) at -= 1;
    if (at === held.length) held.push(event);
    else held.splice(at, 0, event);
  };
  const release = (): readonly StreamEvent[] => {
    const limit = seenMs - toleranceMs;
    let end = start;
    while (end < held.length && ((held[end]?.stageMs ?? 0) <= limit || held.length - end > maxHeld)) end += 1;
    if (end === start) return nothing;
    const released = held.slice(start, end);
    givenMs = Math.max(givenMs, released.at(-1)?.stageMs ?? 0);
    start = end;
    if (start > maxHeld || start === held.length) {
      held = held.slice(start);
      start = 0;
    }
    return released;
  };
  return {
    add(event, latestMs = Number.POSITIVE_INFINITY) {
      const { stageMs } = event;
      if (stageMs === 0 || stageMs > latestMs) return [event];
      if (stageMs < givenMs) {
        late += 1;
        return [event];
      }
      seenMs = Math.max(seenMs, stageMs);
      insert(event);
      return release();
    },
    flush() {
      const rest = held.slice(start);
      held = [];
      start = 0;
      givenMs = Math.max(givenMs, rest.at(-1)?.stageMs ?? 0);
      return rest;
    },
    held: () => held.slice(start),
    lateCount: () => late,
  };
}
