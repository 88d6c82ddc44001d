import type { z } from "zod";
import type { controlState, wholeFramework } from "../contract/compliance.ts";
import type { finding } from "../contract/finding.ts";
import type { DocumentSection, ReadableDocument } from "./document.ts";
import { outcomeWords, phrases, severityWords, stateWords } from "./words.ts";

type Finding = z.infer<typeof finding>;
type ControlState = z.infer<typeof controlState>;

/** A control with the findings that speak against it, and those that somebody accepted. */
export interface EvidencedControl {
  readonly state: ControlState;
  readonly findings: readonly Finding[];
  /** There are more than are given. */
  readonly isCut: boolean;
}

/** What an auditor gets. */
export interface ComplianceCopy {
  readonly language: "en" | "ja";
  readonly tenant: string;
  readonly project: string | undefined;
  readonly assetKind: string | undefined;
  /** RFC 3339. */
  readonly madeAt: string;
  readonly framework: z.infer<typeof wholeFramework>;
  readonly controls: readonly EvidencedControl[];
}

/** Makes a document of how a framework is met: a summary, what it rests on, and every control with its evidence. */
export function makeComplianceDocument(copy: ComplianceCopy): ReadableDocument {
  const { language, framework } = copy;
  const say = (phrase: keyof typeof phrases): string => phrases[phrase][language];
  return {
    language,
    title: `${say("compliance")}: ${framework.title[language]}`,
    facts: [
      `${say("framework")}: ${framework.id}`,
      `${say("source")}: ${framework.source}`,
      `${say("tenant")}: ${copy.tenant}`,
      `${say("project")}: ${copy.project ?? say("everyProject")}`,
      `${say("assetKind")}: ${copy.assetKind ?? say("everyProject")}`,
      `${say("made")}: ${copy.madeAt}`,
    ],
    sections: [
      describeOutcomes(copy),
      describeBasis(copy),
      { heading: say("controls"), level: 1, paragraphs: [] },
      ...copy.controls.map((control) => describeControl(control, language)),
    ],
  };
}

function describeOutcomes({ language, framework }: ComplianceCopy): DocumentSection {
  const { failed, accepted, passed, notAssessed } = framework.outcomes;
  const rows = [
    { outcome: "failed", count: failed },
    ...(accepted === 0 ? [] : [{ outcome: "accepted", count: accepted }]),
    { outcome: "passed", count: passed },
    { outcome: "not-assessed", count: notAssessed },
  ].map(({ outcome, count }) => [outcomeWords[outcome]?.[language] ?? outcome, count]);
  const columns = [
    { title: phrases.outcome[language], width: 3 },
    { title: phrases.count[language], width: 1 },
  ];
  return { heading: phrases.summary[language], level: 1, paragraphs: [], table: { columns, rows } };
}

function describeBasis({ language, framework }: ComplianceCopy): DocumentSection {
  const { assets, sources, oldestSightAt, newestSightAt } = framework.scope;
  const paragraphs = [
    `${phrases.assets[language]}: ${assets}`,
    `${phrases.tools[language]}: ${sources.join(", ") || "-"}`,
    `${phrases.looked[language]}: ${oldestSightAt ?? "-"} / ${newestSightAt ?? "-"}`,
  ];
  return { heading: phrases.basis[language], level: 1, paragraphs };
}

function describeControl({ state, findings, isCut }: EvidencedControl, language: "en" | "ja"): DocumentSection {
  const { outcome } = state;
  const paragraphs = [
    `${phrases.outcome[language]}: ${outcomeWords[outcome.ended]?.[language] ?? outcome.ended}`,
    ...(outcome.ended === "not-assessed" ? [outcome.reason[language]] : []),
    ...(state.note === null ? [] : [state.note[language]]),
    ...(state.checks.length === 0
      ? []
      : [
          `${phrases.checks[language]}: ${state.checks.map((check) => check.title?.[language] ?? check.id).join(" / ")}`,
        ]),
    ...(isCut ? [phrases.moreEvidence[language]] : []),
  ];
  const heading = `${state.id} ${state.title[language]}`;
  if (findings.length === 0) return { heading, level: 2, paragraphs };
  return { heading, level: 2, paragraphs, table: findingTable(findings, language) };
}

/** Makes the table of findings that documents show. */
export function findingTable(
  findings: readonly Finding[],
  language: "en" | "ja",
): NonNullable<DocumentSection["table"]> {
  return {
    columns: [
      { title: phrases.severity[language], width: 2 },
      { title: phrases.title[language], width: 8 },
      { title: phrases.asset[language], width: 6 },
      { title: phrases.state[language], width: 2 },
      { title: phrases.since[language], width: 3 },
    ],
    rows: findings.map((row) => [
      severityWords[row.severity]?.[language] ?? row.severity,
      row.title,
      `${row.project}: ${row.asset.name}`,
      stateWords[row.status]?.[language] ?? row.status,
      row.firstSeenAt.slice(0, 10),
    ]),
  };
}

const csvHeader = [
  "framework",
  "control",
  "title",
  "outcome",
  "reason",
  "checks",
  "finding",
  "severity",
  "state",
  "rule",
  "finding title",
  "project",
  "asset",
  "first seen",
];

/** Makes rows of CSV: one for each finding that speaks to a control, and one for each control without any. */
export function complianceRows(copy: ComplianceCopy): readonly (readonly string[])[] {
  const { language, framework, controls } = copy;
  const rows = controls.flatMap(({ state, findings }) => {
    const { outcome } = state;
    const reason = outcome.ended === "not-assessed" ? outcome.reason[language] : "";
    const checks = state.checks.map(({ id }) => id).join(" ");
    const head = [framework.id, state.id, state.title[language], outcome.ended, reason, checks];
    if (findings.length === 0) return [[...head, ...Array.from({ length: csvHeader.length - head.length }, () => "")]];
    return findings.map((row) => [
      ...head,
      row.id,
      row.severity,
      row.status,
      row.rule,
      row.title,
      row.project,
      row.asset.name,
      row.firstSeenAt,
    ]);
  });
  return [csvHeader, ...rows];
}
