import type { AuditExampleEvent } from "../../packages/sekisho/src/detectors/example.ts";
import type { JsonObject } from "../../packages/sekisho/src/formats/json/json-value.ts";
import { type ClusterSize, type Habit, ordinaryHabits, smallCluster } from "./habits.ts";
import { createRandom, type Random } from "./random.ts";
import { toRawEvent } from "./raw-event.ts";

/** What a simulation obeys. */
export interface Simulation {
  readonly seed: number;
  readonly days: number;
  readonly size?: ClusterSize;
  /** What happens beside the ordinary, and when. */
  readonly stories?: readonly PlacedStory[];
  /** Events before this day are left out; 0 for none. */
  readonly fromDay?: number;
  /** Divides all times between events: 10 gives ten times as many. */
  readonly pace?: number;
}

/** Events that happen at a time. */
export interface PlacedStory {
  /** Since the start of the simulation. */
  readonly atSeconds: number;
  readonly events: readonly AuditExampleEvent[];
}

/** Simulations begin on a Monday at midnight. */
export const simulationStartMs = Date.parse("2026-03-02T00:00:00.000Z");

const daySeconds = 86_400;

/** Gives the audit events of a cluster, in the order of time; the same for the same settings. */
export function* simulateCluster(settings: Simulation): Generator<JsonObject> {
  const { seed, days, size = smallCluster, stories = [], pace = 1, fromDay = 0 } = settings;
  const random = createRandom(seed);
  const queue = createQueue<Habit | PlacedStory>();
  for (const habit of ordinaryHabits(size)) queue.put(nextTime(habit, 0, random, pace), habit);
  for (const story of stories) queue.put(story.atSeconds, story);
  let id = 0;
  for (let due = queue.take(); due !== undefined && due.seconds < days * daySeconds; due = queue.take()) {
    const { seconds, item } = due;
    const isStory = "atSeconds" in item;
    const isWanted = seconds >= fromDay * daySeconds;
    let ms = simulationStartMs + Math.round(seconds * 1000);
    for (const { event, repetition } of repeated(isStory ? item.events : item.events(random))) {
      ms += isStory ? (event.after ?? 1) * 1000 : 1 + random.below(20);
      id += 1;
      if (isWanted) yield toRawEvent(event, { repetition, ms, id: `${seed}-${id}` });
    }
    if (!isStory) queue.put(nextTime(item, seconds, random, pace), item);
  }
}

/** Gives every event as often as it happens, counted from 1. */
function* repeated(
  events: readonly AuditExampleEvent[],
): Generator<{ readonly event: AuditExampleEvent; readonly repetition: number }> {
  for (const event of events) {
    for (let repetition = 1; repetition <= (event.times ?? 1); repetition++) yield { event, repetition };
  }
}

/** Times vary by half around the mean; what is done at work waits for the next working hour. */
function nextTime({ everySeconds, atWork }: Habit, seconds: number, random: Random, pace: number): number {
  let next = seconds + (everySeconds / pace) * (0.5 + random.next());
  while (atWork && !isWorkingTime(next)) next += 1_800 + random.below(1_800);
  return next;
}

function isWorkingTime(seconds: number): boolean {
  const day = Math.floor(seconds / daySeconds) % 7;
  const hour = (seconds % daySeconds) / 3600;
  return day < 5 && hour >= 8 && hour < 18;
}

interface Queue<Item> {
  put(seconds: number, item: Item): void;
  take(): { readonly seconds: number; readonly item: Item } | undefined;
}

/** A binary heap: the earliest is taken first. */
function createQueue<Item>(): Queue<Item> {
  const heap: { readonly seconds: number; readonly item: Item }[] = [];
  const at = (index: number) => heap[index]?.seconds ?? Number.POSITIVE_INFINITY;
  const swap = (left: number, right: number) => {
    const [held, other] = [heap[left], heap[right]];
    if (held === undefined || other === undefined) return;
    heap[left] = other;
    heap[right] = held;
  };
  return {
    put(seconds, item) {
      heap.push({ seconds, item });
      for (let index = heap.length - 1; index > 0 && at(index) < at((index - 1) >> 1); index = (index - 1) >> 1) {
        swap(index, (index - 1) >> 1);
      }
    },
    take() {
      const [first] = heap;
      const last = heap.pop();
      if (heap.length === 0 || last === undefined) return first;
      heap[0] = last;
      for (let index = 0; ; ) {
        const child = at(2 * index + 2) < at(2 * index + 1) ? 2 * index + 2 : 2 * index + 1;
        if (at(child) >= at(index)) return first;
        swap(index, child);
        index = child;
      }
    },
  };
}
