import type { Priority } from "../../formats/falco-rules/rule-file.ts";
import type { Severity } from "../../model/severity.ts";

/** How bad what a rule of a priority finds is. */
const severities: Readonly<Record<Priority, Severity>> = {
  Emergency: "critical",
  Alert: "critical",
  Critical: "critical",
  Error: "high",
  Warning: "medium",
  Notice: "low",
  Informational: "info",
  Debug: "info",
};

/** Gives the severity of a priority. */
export function severityOf(priority: Priority): Severity {
  return severities[priority];
}
