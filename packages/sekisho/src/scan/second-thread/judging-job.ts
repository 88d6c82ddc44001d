import type { ParameterSchema, ParametersOf } from "../../model/check.ts";
import type { CalendarData } from "../../semantics/base-images/support-calendar.ts";
import type { CheckAnswer } from "../examine.ts";
import type { PlannedCheck } from "../plan.ts";

/** A check as another thread finds it. */
export interface NamedCheck extends Pick<PlannedCheck, "skipped"> {
  readonly id: string;
  readonly parameters: ParametersOf<ParameterSchema>;
}

/** What a second thread is to judge: plain data, because the two share no objects. */
export interface JudgingJob {
  /** As reports name it. */
  readonly path: string;
  readonly text: string;
  /** Absolute; `undefined` where nothing is known of the build context. */
  readonly file: string | undefined;
  readonly target: string | undefined;
  readonly buildArguments: Readonly<Record<string, string>>;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly calendar?: CalendarData;
  /** The whole plan. The thread begins with the last of it. */
  readonly checks: readonly NamedCheck[];
  /** Where both threads count the checks that they have taken. */
  readonly counter: SharedArrayBuffer;
}

/** What the second thread has judged, by the check's place in the job. */
export type JudgedPart = ReadonlyMap<number, CheckAnswer>;
