import type { Activity } from "../model/activity.ts";
import { counted } from "../model/counted.ts";
import type { Finding } from "../model/finding.ts";
import type { ReportDocument } from "../model/report.ts";
import { compareSeverity, type Severity } from "../model/severity.ts";
import type { Language } from "../model/text.ts";
import { findingsOf } from "./summary.ts";

/** The findings of one story, told in the order of time. */
export interface Incident {
  readonly id: string;
  /** Of the worst finding. */
  readonly severity: Severity;
  /** Who acted, each once, the first one first. */
  readonly actors: readonly string[];
  /** RFC 3339, UTC. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly steps: readonly IncidentStep[];
}

/** What happened at a time. */
export interface IncidentStep {
  readonly at: string;
  readonly actor: string;
  readonly severity: Severity;
  readonly title: string;
  readonly subject: string;
  /** How many events. */
  readonly count: number;
}

/** Gives the incidents of a document's open findings: the worst first, then the latest. None without findings about events. */
export function incidentsOf(document: ReportDocument): readonly Incident[] {
  const byId = new Map<string, { readonly finding: Finding; readonly activity: Activity }[]>();
  for (const finding of findingsOf(document)) {
    const { activity, status } = finding;
    if (activity === undefined || status !== "open") continue;
    const known = byId.get(activity.incident);
    if (known === undefined) byId.set(activity.incident, [{ finding, activity }]);
    else known.push({ finding, activity });
  }
  return Array.from(byId, ([id, parts]) => toIncident(id, parts)).toSorted(
    (left, right) => compareSeverity(left.severity, right.severity) || compareText(right.lastSeen, left.lastSeen),
  );
}

function toIncident(
  id: string,
  parts: readonly { readonly finding: Finding; readonly activity: Activity }[],
): Incident {
  const ordered = parts.toSorted((left, right) => compareText(left.activity.firstSeen, right.activity.firstSeen));
  const steps = ordered.map(({ finding, activity }): IncidentStep => {
    const { severity, title, subject } = finding;
    return {
      at: activity.firstSeen,
      actor: activity.principal.name,
      severity,
      title,
      subject: subject.slice(subject.indexOf(" > ") + 1).replace(/^> /, ""),
      count: activity.count,
    };
  });
  return {
    id,
    severity: steps.map(({ severity }) => severity).toSorted(compareSeverity)[0] ?? "info",
    actors: [...new Set(steps.map(({ actor }) => actor))],
    firstSeen: steps[0]?.at ?? "",
    lastSeen:
      ordered
        .map(({ activity }) => activity.lastSeen)
        .toSorted(compareText)
        .at(-1) ?? "",
    steps,
  };
}

/** Times of one form compare as texts. */
function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The words around incidents, in one language. */
export interface IncidentPhrases {
  readonly heading: string;
  readonly time: string;
  readonly what: string;
  readonly whose: (incident: Incident) => string;
  readonly times: (count: number) => string;
  readonly more: (count: number) => string;
}

const phrases: Readonly<Record<Language, IncidentPhrases>> = {
  en: {
    heading: "Incidents",
    time: "Time (UTC)",
    what: "What happened",
    whose: ({ actors, steps }) => `${actors.join(", ")}: ${counted(steps.length, "finding")}`,
    times: (count) => `${count} times`,
    more: (count) => `${count} more`,
  },
  ja: {
    heading: "インシデント",
    time: "時刻（UTC）",
    what: "内容",
    whose: ({ actors, steps }) => `${actors.join("、")}（検出事項 ${steps.length} 件）`,
    times: (count) => `${count} 回`,
    more: (count) => `ほか ${count} 件`,
  },
};

/** Gives the words around incidents. */
export function incidentPhrases(language: Language): IncidentPhrases {
  return phrases[language];
}

/** Shows a time to the second, `2026-03-02 09:00:01`. */
export function shownTime(at: string): string {
  return at.replace("T", " ").replace(/\.\d{1,9}Z$|Z$/, "");
}
