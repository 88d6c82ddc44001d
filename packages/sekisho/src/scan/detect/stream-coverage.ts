import type { EventJudge, JudgeCoverage, RuntimeJudge } from "../../detectors/alert.ts";
import type { Coverage } from "../../model/report.ts";
import type { Language, Text } from "../../model/text.ts";

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
  return { plugin, ended: "skipped", reason, asked: 0 };
}

/** Gives how a question ended as reports say it. */
export function toCoverage(
  { plugin, ended, reason }: Pick<Coverage, "plugin" | "ended"> & { readonly reason?: Text | undefined },
  language: Language,
): Coverage {
  return reason === undefined ? { plugin, ended } : { plugin, ended, reason: reason[language] };
}

const noAuditEvents: Text = {
  en: "there was no audit event",
  ja: "監査イベントがありません",
};

const noRuntimeEvents: Text = {
  en: "there was no event of a sensor on a node",
  ja: "ノード上のセンサーのイベントがありません",
};
