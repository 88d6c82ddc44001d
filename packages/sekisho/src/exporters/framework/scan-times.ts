import type { AssessmentScope } from "../../model/assessment.ts";
import { readableTime } from "../html/cover.ts";

/** Says when the reports were made: one time, or from the first to the last where these are of different days. */
export function scanTimes({ startedAt, finishedAt }: AssessmentScope, now: string): string {
  const last = readableTime(finishedAt ?? now);
  if (startedAt === undefined || dayOf(startedAt) === dayOf(finishedAt ?? now)) return last;
  return `${readableTime(startedAt)} – ${last}`;
}

function dayOf(time: string): string {
  return time.slice(0, "YYYY-MM-DD".length);
}
