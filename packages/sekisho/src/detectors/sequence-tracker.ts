import type { SeenEvent } from "./seen-event.ts";

/** How far a sequence is under one key. */
interface Progress {
  readonly startedMs: number;
  readonly taken: readonly SeenEvent[];
}

/** A sequence as it is kept between runs. */
export type SavedSequence = readonly [key: string, startedMs: number, taken: readonly SeenEvent[]];

/** A step that an event takes. */
export interface TakenStep {
  readonly key: string;
  /** Of the step, from 0. */
  readonly index: number;
  readonly ms: number;
  readonly see: () => SeenEvent;
}

/** Follows sequences of steps by key. */
export interface SequenceTracker {
  /** Takes a step where it is the next one; gives the events of all steps when it was the last. */
  take(step: TakenStep, withinMs: number): readonly SeenEvent[] | undefined;
  /** How many keys were forgotten because there were too many. */
  forgotten(): number;
  save(): readonly SavedSequence[];
}

/** So many keys of one sequence are followed: those that began first are forgotten first. */
const maxSequences = 10_000;

/** Makes a tracker of sequences of so many steps, with what an earlier one saved. */
export function createSequenceTracker(
  steps: number,
  saved: readonly SavedSequence[] = [],
  capacity: number = maxSequences,
): SequenceTracker {
  const progress = new Map<string, Progress>();
  let forgotten = 0;
  for (const [key, startedMs, taken] of saved) progress.set(key, { startedMs, taken });
  const start = (key: string, state: Progress) => {
    progress.delete(key);
    progress.set(key, state);
    if (progress.size <= capacity) return;
    const [oldest] = progress.keys();
    if (oldest !== undefined) progress.delete(oldest);
    forgotten += 1;
  };
  return {
    take({ key, index, ms, see }, withinMs) {
      const before = progress.get(key);
      const isFresh = before !== undefined && ms - before.startedMs <= withinMs;
      if (isFresh && before.taken.length === index) {
        const taken = [...before.taken, see()];
        if (taken.length < steps) progress.set(key, { startedMs: before.startedMs, taken });
        else progress.delete(key);
        return taken.length < steps ? undefined : taken;
      }
      // A first step begins anew where the others have not followed yet: the time runs from the last one.
      if (index === 0 && (!isFresh || before.taken.length === 1)) start(key, { startedMs: ms, taken: [see()] });
      return undefined;
    },
    forgotten: () => forgotten,
    save: () => Array.from(progress, ([key, { startedMs, taken }]) => [key, startedMs, taken]),
  };
}
