import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Coverage, Report, Target } from "../../model/report.ts";
import type { Language } from "../../model/text.ts";
import { producer } from "../producer.ts";
import { reportDiagnostic } from "../reported-place.ts";
import { toActivityFindings } from "./activity-findings.ts";
import type { AlertEntry } from "./alert-book.ts";

/** What the reports of logs are made of. */
export interface ActivityReportParts {
  readonly entries: readonly AlertEntry[];
  /** Every cluster that an event names; an empty text for events that name none. */
  readonly clusters: readonly string[];
  /** What the user calls the logs. */
  readonly logNames: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly language: Language;
  readonly controlsOf: (ruleId: string) => readonly string[];
  readonly coverage: readonly Coverage[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Gives one report for each cluster; what is said of the logs themselves stands in the first one. */
export function toActivityReports(parts: ActivityReportParts): readonly Report[] {
  const { entries, startedAt, finishedAt, language, controlsOf, coverage } = parts;
  const clusters = parts.clusters.length === 0 ? [""] : parts.clusters;
  return clusters.map((cluster, index): Report => {
    const target = activityTarget(cluster, parts.logNames);
    const own = entries.filter((entry) => entry.cluster === cluster);
    return {
      schemaVersion: 1,
      producer,
      target,
      startedAt,
      finishedAt,
      findings: toActivityFindings(own, { target, language, controlsOf }),
      coverage,
      diagnostics: index === 0 ? parts.diagnostics.map((diagnostic) => reportDiagnostic(diagnostic, language)) : [],
    };
  });
}

/** Names a cluster as a target; by its logs where they do not name it. */
export function activityTarget(cluster: string, logNames: string): Target {
  return { kind: "audit-log", name: cluster === "" ? logNames : cluster };
}
