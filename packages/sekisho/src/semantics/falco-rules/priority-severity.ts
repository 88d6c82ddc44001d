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

const byWord: ReadonlyMap<string, Severity> = new Map([
  ...Object.entries(severities).map(([priority, severity]): [string, Severity] => [priority.toLowerCase(), severity]),
  ["info", "info"],
]);

/** Gives the severity of a priority as an alert writes it; `undefined` when Falco has none of that name. */
export function severityOfWord(priority: string): Severity | undefined {
  return byWord.get(priority.slice(0, 20).toLowerCase());
}
