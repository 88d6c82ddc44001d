import type { AnswerOf } from "../../api/request.ts";

/** One thing that somebody did in an incident. */
export type Activity = AnswerOf<"GET /api/v1/incidents/{incident}">["timeline"][number];

/** What one actor did, in the order in which it began. */
export interface ActorPart {
  readonly actor: string;
  readonly activities: readonly Activity[];
  readonly sources: readonly string[];
}

/** Groups a timeline by who acted; whoever acted first comes first. */
export function groupByActor(timeline: readonly Activity[]): readonly ActorPart[] {
  const inOrder = timeline.toSorted((left, right) => Date.parse(left.firstAt) - Date.parse(right.firstAt));
  return [...Map.groupBy(inOrder, ({ caller }) => caller)].map(([actor, activities]) => ({
    actor,
    activities,
    sources: [...new Set(activities.flatMap(({ sources }) => sources))],
  }));
}

const gravity = ["critical", "high", "medium", "low", "info"] as const;

/** Gives the gravest activity, the first one of several; `undefined` of none. */
export function findGravest(timeline: readonly Activity[]): Activity | undefined {
  return timeline.toSorted(
    (left, right) =>
      gravity.indexOf(left.severity) - gravity.indexOf(right.severity) ||
      Date.parse(left.firstAt) - Date.parse(right.firstAt),
  )[0];
}
