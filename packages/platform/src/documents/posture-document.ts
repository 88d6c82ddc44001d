import type { z } from "zod";
import type { frameworkSummary } from "../contract/compliance.ts";
import type { finding } from "../contract/finding.ts";
import type { actionList, overview } from "../contract/overview.ts";
import type { SeverityCounts } from "../contract/severity-counts.ts";
import type { trend } from "../contract/trend.ts";
import { findingTable } from "./compliance-document.ts";
import type { DocumentSection, ReadableDocument } from "./document.ts";
import { outcomeWords, phrases, severityWords } from "./words.ts";

/** How things stand, gathered for a document. */
export interface Posture {
  readonly language: "en" | "ja";
  readonly tenant: string;
  readonly project: string | undefined;
  /** RFC 3339. */
  readonly madeAt: string;
  readonly overview: z.infer<typeof overview>;
  readonly trend: z.infer<typeof trend>;
  readonly actions: z.infer<typeof actionList>["actions"];
  readonly frameworks: readonly z.infer<typeof frameworkSummary>[];
  readonly worst: readonly z.infer<typeof finding>[];
}

type Phrase = keyof typeof phrases;

const severities = ["critical", "high", "medium", "low", "info"] as const;
const weekDays = 7;

/** Makes a document of how things stand: what is open, how it went, what to do first, and the worst of it. */
export function makePostureDocument(posture: Posture): ReadableDocument {
  const { language } = posture;
  const say = (phrase: Phrase): string => phrases[phrase][language];
  return {
    language,
    title: say("posture"),
    facts: [
      `${say("tenant")}: ${posture.tenant}`,
      `${say("project")}: ${posture.project ?? say("everyProject")}`,
      `${say("made")}: ${posture.madeAt}`,
    ],
    sections: [
      describeOpen(posture),
      describeProjects(posture),
      describeWeeks(posture),
      describeRepair(posture),
      describeActions(posture),
      describeFrameworks(posture),
      {
        heading: say("worst"),
        level: 1,
        paragraphs: [],
        table: findingTable(posture.worst, language),
      },
    ],
  };
}

function describeOpen({ language, overview: { open }, trend: { overdue, dueSoon } }: Posture): DocumentSection {
  const columns = (["severity", "openFindings", "overdue", "dueSoon"] as const).map((phrase) => ({
    title: phrases[phrase][language],
    width: 1,
  }));
  const rows = severities.map((name) => [wordOf(name, language), open[name], overdue[name], dueSoon[name]]);
  return { heading: phrases.summary[language], level: 1, paragraphs: [], table: { columns, rows } };
}

function describeProjects({ language, overview: { projects } }: Posture): DocumentSection {
  const rows = projects.map(({ title, open }) => [title, ...countsOf(open)]);
  const columns = [{ title: phrases.project[language], width: 4 }, ...severityColumns(language)];
  return { heading: phrases.byProject[language], level: 1, paragraphs: [], table: { columns, rows } };
}

/** Each seventh day back from today. */
function describeWeeks({ language, trend: { days } }: Posture): DocumentSection {
  const weeks = days.filter((_day, index) => (days.length - 1 - index) % weekDays === 0);
  const rows = weeks.map(({ day, open }) => [day, ...countsOf(open)]);
  const columns = [{ title: phrases.day[language], width: 4 }, ...severityColumns(language)];
  return { heading: phrases.trendWeeks[language], level: 1, paragraphs: [], table: { columns, rows } };
}

function describeRepair({ language, trend: { repair } }: Posture): DocumentSection {
  const columns = (["severity", "fixed", "meanDays", "medianDays"] as const).map((phrase) => ({
    title: phrases[phrase][language],
    width: 1,
  }));
  const rows = repair.map((row) => [
    wordOf(row.severity, language),
    row.fixed,
    inDays(row.meanDays),
    inDays(row.medianDays),
  ]);
  return { heading: phrases.repair[language], level: 1, paragraphs: [], table: { columns, rows } };
}

function describeActions({ language, actions }: Posture): DocumentSection {
  const columns = [
    { title: phrases.title[language], width: 8 },
    { title: phrases.severity[language], width: 2 },
    { title: phrases.findings[language], width: 2 },
    { title: phrases.asset[language], width: 2 },
  ];
  const rows = actions.map(({ title, subject, worst, findings, assets }) => [
    `${title} (${subject})`,
    wordOf(worst, language),
    findings,
    assets,
  ]);
  return { heading: phrases.actions[language], level: 1, paragraphs: [], table: { columns, rows } };
}

function describeFrameworks({ language, frameworks }: Posture): DocumentSection {
  const outcomes = ["failed", "accepted", "passed", "not-assessed"] as const;
  const columns = [
    { title: phrases.framework[language], width: 8 },
    ...outcomes.map((outcome) => ({ title: outcomeWords[outcome]?.[language] ?? outcome, width: 2 })),
  ];
  const rows = frameworks.map(({ title, outcomes: { failed, accepted, passed, notAssessed } }) => [
    title[language],
    failed,
    accepted,
    passed,
    notAssessed,
  ]);
  return { heading: phrases.frameworks[language], level: 1, paragraphs: [], table: { columns, rows } };
}

function severityColumns(language: "en" | "ja"): { readonly title: string; readonly width: number }[] {
  return severities.map((name) => ({ title: wordOf(name, language), width: 1 }));
}

function countsOf(counts: SeverityCounts): number[] {
  return severities.map((name) => counts[name]);
}

function wordOf(name: string, language: "en" | "ja"): string {
  return severityWords[name]?.[language] ?? name;
}

function inDays(days: number | null): string {
  return days === null ? "-" : days.toFixed(1);
}
