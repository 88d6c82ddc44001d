import type { AuditEvent, AuditStage } from "../../model/audit-event.ts";

const stageBits: Readonly<Record<AuditStage, number>> = {
  RequestReceived: 1,
  ResponseStarted: 2,
  ResponseComplete: 4,
  Panic: 8,
};
const answeredBits = stageBits.ResponseStarted | stageBits.ResponseComplete | stageBits.Panic;

/**
 * What an event is to the stream: `duplicate`, it was there before; `pending`, its request has no answer yet;
 * `answered-again`, its request was judged at an earlier stage; `first-answer`, it is the one to judge.
 */
export type EventRole = "duplicate" | "pending" | "answered-again" | "first-answer";

/** Knows the requests of the last while. */
export interface RecentRequests {
  roleOf(event: AuditEvent): EventRole;
  /** The ids that are known, with their stages. */
  save(): readonly (readonly [auditId: string, stages: number])[];
}

/** So many requests are known at least, and twice as many at most. */
export const recentRequestCount = 100_000;

/** Makes a memory of requests, with what an earlier one saved. */
export function createRecentRequests(
  saved: readonly (readonly [string, number])[] = [],
  capacity: number = recentRequestCount,
): RecentRequests {
  /** Two halves: when the younger one is full, the older one is forgotten. */
  let younger = new Map<string, number>(saved);
  let older = new Map<string, number>();
  return {
    roleOf({ auditId, stage }) {
      const bit = stageBits[stage];
      // Without an id nothing can be known again.
      if (auditId === "") return bit === stageBits.RequestReceived ? "pending" : "first-answer";
      const before = younger.get(auditId) ?? older.get(auditId) ?? 0;
      if ((before & bit) !== 0) return "duplicate";
      if (younger.size >= capacity) {
        older = younger;
        younger = new Map();
      }
      younger.set(auditId, before | bit);
      if (bit === stageBits.RequestReceived) return "pending";
      return (before & answeredBits) === 0 ? "first-answer" : "answered-again";
    },
    save: () => [...older, ...younger].slice(-capacity),
  };
}
