import type { JudgeCoverage } from "../../detectors/alert.ts";

/** How a question to a stream ended lately. */
export interface LastingCoverage {
  readonly plugin: string;
  readonly ended: JudgeCoverage["ended"];
  readonly reason?: JudgeCoverage["reason"] | undefined;
  /** Whether it was put to an event at all. */
  readonly isAsked: boolean;
  /** When it last ended so, in milliseconds since 1970. */
  readonly atMs: number;
}

/** What was not answered stays said for so long after the last time. */
const lastingMs = 24 * 60 * 60 * 1000;

/**
 * Gives how each question ended lately: events come in pieces, and a piece that a question was not put to says nothing of
 * it, while one that answers it does not undo that another an hour ago could not.
 *
 * @param known What this gave for the pieces before.
 * @param current What the newest piece gave; questions that are not in it are asked no more.
 */
export function lastingCoverage(
  known: readonly LastingCoverage[],
  current: readonly JudgeCoverage[],
  nowMs: number,
): readonly LastingCoverage[] {
  const before = new Map(known.map((covered) => [covered.plugin, covered]));
  return current.map((covered) => {
    const earlier = before.get(covered.plugin);
    const { plugin, ended, reason, asked } = covered;
    const newest = { plugin, ended, reason, isAsked: (asked ?? 0) > 0, atMs: nowMs };
    if (earlier === undefined || asked === undefined) return newest;
    if (asked === 0) return earlier;
    const lasts = earlier.isAsked && earlier.ended !== "done" && nowMs - earlier.atMs < lastingMs;
    return ended === "done" && lasts ? earlier : newest;
  });
}
