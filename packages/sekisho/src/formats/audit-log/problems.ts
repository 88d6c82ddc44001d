import type { EventPlace } from "./event-place.ts";

/** Why a part of a log is no event. */
export type AuditLogProblemKind =
  /** A line that is no JSON. */
  | "not-json"
  /** A line of a log in UTF-16, as some shells of Windows write what they redirect. */
  | "utf-16"
  /** The last line, which breaks off: the log was still being written. */
  | "cut-off"
  /** JSON, but neither an event nor a known envelope of events. */
  | "not-an-event"
  /** Larger than `maxEventBytes`. */
  | "too-large"
  /** An envelope whose compressed content cannot be unpacked, or is larger than `maxEnvelopeBytes`. */
  | "damaged-envelope"
  /** An event without a time that can be read: it is judged, but stands at no place in time. */
  | "no-time";

/** How often one thing went wrong, and where first. */
export interface AuditLogProblem {
  readonly kind: AuditLogProblemKind;
  readonly count: number;
  readonly first: EventPlace;
}

/** Counts what goes wrong: a log of a million broken lines has one entry a kind. */
export interface ProblemCounter {
  add(kind: AuditLogProblemKind, place: EventPlace): void;
  all(): readonly AuditLogProblem[];
}

/** Gives the problems of two logs together; the first places are those of the left one. */
export function sumProblems(
  left: readonly AuditLogProblem[],
  right: readonly AuditLogProblem[],
): readonly AuditLogProblem[] {
  const sums = new Map(left.map((problem) => [problem.kind, problem]));
  for (const { kind, count, first } of right) {
    const before = sums.get(kind);
    sums.set(kind, { kind, count: (before?.count ?? 0) + count, first: before?.first ?? first });
  }
  return [...sums.values()];
}

/** Makes a counter. */
export function createProblemCounter(): ProblemCounter {
  const problems = new Map<AuditLogProblemKind, AuditLogProblem>();
  return {
    add(kind, place) {
      const before = problems.get(kind);
      const first = before?.first ?? { path: place.path, line: place.line, pointer: place.pointer };
      problems.set(kind, { kind, count: (before?.count ?? 0) + 1, first });
    },
    all: () => [...problems.values()],
  };
}
