import type { EventJudge, JudgeCoverage, RaisedAlert, RuntimeJudge } from "../../detectors/alert.ts";
import type { AcceptedException } from "../../model/finding.ts";
import type { StreamEvent } from "../../model/runtime-event.ts";
import { sha256Hex } from "../digest.ts";
import { type AlertEntry, createAlertBook } from "./alert-book.ts";
import { createEventOrder, type EventOrder } from "./event-order.ts";
import { createRecentRequests, type SavedRequests } from "./recent-requests.ts";
import { reviveEvent, type SavedEvent, saveEvent } from "./saved-events.ts";
import { createStories, type SavedStory } from "./stories.ts";
import { coverageOfStream } from "./stream-coverage.ts";

/** What is remembered of a stream beside what judges remember, as plain JSON. */
export interface StreamMemory {
  readonly requests: SavedRequests;
  readonly stories: readonly SavedStory[];
  /** Events that were read and are held back for the order. */
  readonly held?: readonly SavedEvent[] | undefined;
  /** Time of the newest event that was judged. */
  readonly givenMs?: number | undefined;
}

/** What a detection obeys. */
export interface DetectionSettings {
  readonly judges: readonly EventJudge[];
  /** What judges events of kernels. */
  readonly runtimeJudges?: readonly RuntimeJudge[];
  /** Events may come so much later than others that were written after them. */
  readonly toleranceMs: number;
  /** The time of the machine, in milliseconds since 1970. */
  readonly now: () => number;
  /** Finds the decision that an alert is no matter. */
  readonly findAcceptance: (alert: RaisedAlert) => AcceptedException | undefined;
  readonly memory?: StreamMemory | undefined;
  /** What was found before. */
  readonly entries?: readonly AlertEntry[];
  /** How many requests are known again; the default of `createRecentRequests` when left out. */
  readonly recentRequests?: number;
  /** How many bytes of events are held back at most; the default of `createEventOrder` when left out. */
  readonly maxHeldBytes?: number;
}

/** What a detection counted. */
export interface DetectionCounts {
  readonly events: number;
  /** Those of them that sensors on nodes wrote. */
  readonly runtimeEvents: number;
  readonly duplicates: number;
  /** Came after the tolerance; they were judged all the same. */
  readonly late: number;
  /** Were judged before the tolerance was over: no more can be held back. */
  readonly early: number;
  /** Have a time that is still to come. */
  readonly future: number;
  /** Alerts beyond the limit of findings. */
  readonly droppedAlerts: number;
  /** RFC 3339 in milliseconds; 0 where no event has a time. */
  readonly firstMs: number;
  readonly lastMs: number;
}

/** One stream of events being judged. */
export interface Detection {
  /** Judges events; gives the entries that they began. */
  take(events: readonly StreamEvent[]): readonly AlertEntry[];
  /** Judges what is held back for the order. */
  flush(): readonly AlertEntry[];
  entries(): readonly AlertEntry[];
  coverage(): readonly JudgeCoverage[];
  counts(): DetectionCounts;
  /** Every cluster that an event names; an empty text for events that name none. */
  clusters(): readonly string[];
  /** How many events are held back for the order. */
  heldCount(): number;
  /** How much memory those take, roughly. */
  heldBytes(): number;
  save(): StreamMemory;
}

/** Clocks of API servers differ by seconds; a time so far ahead is wrong. */
const futureMs = 5 * 60 * 1000;

/** More clusters than one log ever holds. */
const maxClusters = 1_000;

/** Starts a detection: events come in by `take`, in pieces of any size, and each request is judged once. */
export function createDetection(settings: DetectionSettings): Detection {
  const { judges, runtimeJudges = [], now } = settings;
  const requests = createRecentRequests(settings.memory?.requests, settings.recentRequests);
  const stories = createStories((text) => sha256Hex(Buffer.from(text)).slice(0, 16), settings.memory?.stories);
  const book = createAlertBook(settings.entries);
  const order = continueOrder(settings);
  const clusters = new Set<string>();
  const counts: StreamCounts = { events: 0, runtimeEvents: 0, duplicates: 0, future: 0, firstMs: 0, lastMs: 0 };
  const keep = (alerts: readonly RaisedAlert[], begun: AlertEntry[]) => {
    for (const alert of alerts) {
      const story = { incident: stories.join(alert), exception: settings.findAcceptance(alert) };
      const added = book.add(alert, story);
      if (added?.isNew === true) begun.push(added.entry);
    }
  };
  const judge = (event: StreamEvent, begun: AlertEntry[]) => {
    const role = requests.roleOf(event);
    if (role === "duplicate") {
      counts.duplicates += 1;
      return;
    }
    if (event.kind === "runtime") {
      for (const listener of runtimeJudges) keep(listener.judge(event), begun);
      return;
    }
    for (const listener of judges) {
      if (role !== "first-answer" && listener.hears === "answers") continue;
      keep(listener.judge(event), begun);
    }
  };
  return {
    take(events) {
      const begun: AlertEntry[] = [];
      const latestMs = now() + futureMs;
      for (const event of events) {
        note(counts, event, latestMs);
        if (clusters.size < maxClusters) clusters.add(event.cluster);
        for (const next of order.add(event, latestMs)) judge(next, begun);
      }
      return begun;
    },
    flush() {
      const begun: AlertEntry[] = [];
      for (const event of order.flush()) judge(event, begun);
      return begun;
    },
    entries: () => book.entries(),
    coverage: () => coverageOfStream(settings, counts),
    counts: () => ({ ...counts, ...order.counts(), droppedAlerts: book.droppedCount() }),
    clusters: () => [...clusters],
    heldCount: () => order.held().length,
    heldBytes: () => order.heldBytes(),
    save: () => ({
      requests: requests.save(),
      stories: stories.save(),
      held: order.held().map(saveEvent),
      givenMs: order.givenMs(),
    }),
  };
}

/** Goes on with what an earlier order held back. */
function continueOrder({ toleranceMs, maxHeldBytes, memory }: DetectionSettings): EventOrder {
  const order = createEventOrder({ toleranceMs, maxHeldBytes, earlierMs: memory?.givenMs });
  order.restore(memory?.held?.flatMap(reviveEvent) ?? []);
  return order;
}

/** What is counted while a stream goes on. */
type StreamCounts = { -readonly [Name in Exclude<keyof DetectionCounts, "late" | "early" | "droppedAlerts">]: number };

function note(counts: StreamCounts, { kind, receivedMs }: StreamEvent, latestMs: number): void {
  counts.events += 1;
  if (kind === "runtime") counts.runtimeEvents += 1;
  if (receivedMs > latestMs) counts.future += 1;
  else if (receivedMs > 0) {
    counts.firstMs = counts.firstMs === 0 ? receivedMs : Math.min(counts.firstMs, receivedMs);
    counts.lastMs = Math.max(counts.lastMs, receivedMs);
  }
}
