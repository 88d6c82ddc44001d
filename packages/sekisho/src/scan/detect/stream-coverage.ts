import type { EventJudge, JudgeCoverage, RuntimeJudge } from "../../detectors/alert.ts";
import type { Text } from "../../model/text.ts";

/** What judges the events of a stream. */
interface StreamJudges {
  readonly judges: readonly EventJudge[];
  readonly runtimeJudges?: readonly RuntimeJudge[];
}

/** Says of every question about a stream how it ended: those about events that are not in it were not asked. */
export function coverageOfStream(
  { judges, runtimeJudges = [] }: StreamJudges,
  counts: { readonly events: number; readonly runtimeEvents: number },
): readonly JudgeCoverage[] {
  const isWithoutAudit = counts.events > 0 && counts.runtimeEvents === counts.events;
  const isWithoutRuntime = counts.runtimeEvents === 0;
  return [
    ...judges
      .flatMap((judge) => judge.coverage())
      .map((covered) => (isWithoutAudit ? notAsked(covered, noAuditEvents) : covered)),
    ...runtimeJudges
      .flatMap((judge) => judge.coverage())
      .map((covered) => (isWithoutRuntime ? notAsked(covered, noRuntimeEvents) : covered)),
  ];
}

/** "Nothing found" is not "not looked". */
function notAsked({ plugin }: JudgeCoverage, reason: Text): JudgeCoverage {
  return { plugin, ended: "skipped", reason };
}

const noAuditEvents: Text = {
  en: "there was no audit event",
  ja: "監査イベントがありません",
};

const noRuntimeEvents: Text = {
  en: "there was no event of a sensor on a node",
  ja: "ノード上のセンサーのイベントがありません",
};
