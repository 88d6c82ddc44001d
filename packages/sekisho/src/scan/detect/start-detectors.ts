import type { JudgeCoverage } from "../../detectors/alert.ts";
import { type AuditJudge, createAuditJudge, type DetectorMemory } from "../../detectors/judge-audit-events.ts";
import type { AddressLists } from "../../semantics/address-lists/address-lists.ts";
import type { Configuration } from "../configuration/configuration.ts";
import { planChecks } from "../plan.ts";
import { auditDetectors } from "./detector-catalogue.ts";

/** The detectors at work. */
export interface StartedDetectors {
  readonly judge: AuditJudge;
  /** Those that are not asked. */
  readonly skipped: readonly JudgeCoverage[];
}

/** Why a detector is not asked, as the coverage says it. */
const reasons = {
  disabled: { en: "disabled in the configuration", ja: "設定で無効化" },
  optional: { en: "optional, and not enabled", ja: "任意の検知ルールで、有効化されていません" },
} as const;

/** What detectors work with. */
export interface DetectorSurroundings {
  readonly threats: () => AddressLists;
  readonly memory: DetectorMemory | undefined;
  readonly learnDays: number | undefined;
}

/** Makes a judge of every detector that the configuration asks. */
export function startDetectors(
  configuration: Configuration,
  { threats, memory, learnDays }: DetectorSurroundings,
): StartedDetectors {
  const plan = planChecks(auditDetectors, configuration);
  const asked = plan.flatMap(({ check, parameters, severity, skipped }) =>
    skipped === undefined ? [{ detector: check, parameters, severity }] : [],
  );
  const skipped = plan.flatMap(({ check, skipped: why }): readonly JudgeCoverage[] =>
    why === undefined ? [] : [{ plugin: check.id, ended: "skipped", reason: reasons[why] }],
  );
  return {
    judge: createAuditJudge(asked, { threats, memory, ...(learnDays === undefined ? {} : { learnDays }) }),
    skipped,
  };
}
