import type { StreamEvent } from "../../model/runtime-event.ts";
import type { AlertEntry } from "./alert-book.ts";

/** An event that an activity is made of, whole. */
export interface WatchedEvent {
  readonly id: string;
  readonly ms: number;
  readonly raw: unknown;
}

const maxEvidenceEvents = 50_000;

/** Finds the whole events of what was found, among those that were noted. */
export function createWatchEvidence() {
  const known = new Map<string, StreamEvent>();
  return {
    note(events: readonly StreamEvent[]): void {
      for (const event of events) {
        if (known.size >= maxEvidenceEvents) return;
        known.set(evidenceKey(event.path, event.line, event.pointer), event);
      }
    },
    of: ({ events }: AlertEntry): readonly WatchedEvent[] =>
      events.flatMap(({ auditId, path, line, pointer }) => {
        const event = known.get(evidenceKey(path, line, pointer));
        if (event === undefined) return [];
        const id = auditId === "" ? `${path}:${line}${pointer}` : auditId;
        return [{ id, ms: event.receivedMs, raw: event.raw }];
      }),
  };
}

function evidenceKey(path: string, line: number, pointer: string): string {
  return `${path}\n${line}\n${pointer}`;
}
