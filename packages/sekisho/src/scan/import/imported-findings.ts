import { flawSeverity } from "../../advisories/matching/flaw-severity.ts";
import type { ImportedFinding, ImportedTarget } from "../../importers/define.ts";
import type { ConvertedPart } from "../../importers/reading/document-part.ts";
import type { Finding, RuleReference } from "../../model/finding.ts";
import type { Evidence, Location } from "../../model/location.ts";
import type { Target } from "../../model/report.ts";
import type { Severity } from "../../model/severity.ts";
import type { Language } from "../../model/text.ts";
import type { Witness } from "../../model/witness.ts";
import { packageSubject } from "../../semantics/package-url/package-subject.ts";
import { fingerprintOf } from "../fingerprint.ts";
import { flawOf, toVulnerability } from "./imported-vulnerability.ts";
import type { RuleIndex } from "./rule-index.ts";

/** What turns another tool's findings into ours. */
export interface ImportedFindingSettings {
  readonly language: Language;
  readonly rules: RuleIndex;
  readonly controlsOf: (checkId: string) => readonly string[];
}

/** Findings of one target. */
export interface TargetFindings {
  readonly target: Target;
  readonly findings: readonly Finding[];
  /** How many entries of the document were joined with another one about the same flaw in the same package. */
  readonly joined: number;
}

interface ToldTarget {
  readonly target: Target;
  readonly told: ImportedFinding[];
}

/** A rating that nobody gave stands behind the given ones: decision 0051. */
const unratedSeverity: Severity = "low";

/** Gives the findings of a part of a document, by the targets that they are about. */
export function toTargetFindings(part: ConvertedPart, settings: ImportedFindingSettings): readonly TargetFindings[] {
  const targets = new Map<string, ToldTarget>();
  const groupOf = (target: ImportedTarget): ToldTarget => {
    const key = `${target.kind}\n${target.name}\n${target.digest ?? ""}`;
    const known = targets.get(key);
    if (known !== undefined) return known;
    const group: ToldTarget = { target, told: [] };
    targets.set(key, group);
    return group;
  };
  // What was looked at without a finding has a report of its own, too.
  groupOf(part.target);
  for (const finding of part.findings) groupOf(finding.target ?? part.target).told.push(finding);
  const groups = [...targets.values()];
  const shown = groups.length > 1 ? groups.filter(({ told }) => told.length > 0) : groups;
  return shown.map(({ target, told }) => ({ target, ...toFindings(told, target, { ...settings, part }) }));
}

interface Settings extends ImportedFindingSettings {
  readonly part: ConvertedPart;
}

/** A finding of the tool with the rule and the subject that name it here. */
interface NamedFinding {
  readonly told: ImportedFinding;
  readonly rule: RuleReference;
  readonly subject: string;
  readonly title: string | undefined;
  readonly remediation: string | undefined;
  readonly severity: Severity | undefined;
}

function toFindings(
  told: readonly ImportedFinding[],
  target: Target,
  settings: Settings,
): Pick<TargetFindings, "findings" | "joined"> {
  const named = told.map((finding) => nameFinding(finding, target, settings));
  const groups = Map.groupBy(named, ({ told: { kind }, rule, subject }) => `${kind}\n${rule.id}\n${subject}`);
  const findings: Finding[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    if (first.told.kind === "vulnerability") findings.push(toFinding(group, first.subject, { target, ...settings }));
    else findings.push(...numberFindings(group, { target, ...settings }));
  }
  return { findings, joined: told.length - findings.length };
}

/** What is there several times about one subject is told apart by its turn among the places, which no text can change. */
function numberFindings(
  group: readonly NamedFinding[],
  settings: Settings & { readonly target: Target },
): readonly Finding[] {
  const sorted = group.toSorted((left, right) => comparePlaces(left.told.evidence[0], right.told.evidence[0]));
  return sorted.map((one, index) =>
    toFinding([one], index === 0 ? one.subject : `${one.subject}#${index + 1}`, settings),
  );
}

function comparePlaces(left: Evidence | undefined, right: Evidence | undefined): number {
  const [one, other] = [left?.location, right?.location];
  const byPath = compareTexts(one?.path ?? "", other?.path ?? "");
  if (byPath !== 0) return byPath;
  const byLine = (one?.startLine ?? 0) - (other?.startLine ?? 0);
  const byColumn = (one?.startColumn ?? 0) - (other?.startColumn ?? 0);
  return byLine || byColumn || compareTexts(one?.pointer ?? "", other?.pointer ?? "");
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function nameFinding(told: ImportedFinding, target: Target, settings: Settings): NamedFinding {
  const { part, rules, language } = settings;
  const tool = part.importer.id;
  const { vulnerability } = told;
  if (vulnerability !== undefined) {
    const names = [...new Set([vulnerability.id, ...vulnerability.aliases])].toSorted();
    const rule = { id: `vulnerability/${flawOf(vulnerability)}`, aliases: names, controls: [] };
    return { told, rule, subject: packageSubject(vulnerability.package), ...nothingKnown };
  }
  const ownName = `${tool}:${told.rule}`;
  const names = [ownName, ...(told.aliases ?? [])];
  const check = rules.find(names, target.kind);
  if (check === undefined) {
    const rule = { id: `${tool}/${told.rule}`, aliases: [...new Set(names)].toSorted(), controls: [] };
    return { told, rule, subject: told.subject, ...nothingKnown };
  }
  const aliases = [...new Set([...check.aliases, ...names])].toSorted();
  return {
    told,
    rule: { id: check.id, aliases, controls: settings.controlsOf(check.id).toSorted() },
    subject: told.subject,
    title: check.title[language],
    remediation: check.remediation[language],
    severity: check.severity,
  };
}

const nothingKnown = { title: undefined, remediation: undefined, severity: undefined } as const;

function toFinding(
  group: readonly NamedFinding[],
  subject: string,
  settings: Settings & { readonly target: Target },
): Finding {
  const [first] = group;
  if (first === undefined) throw new RangeError("expected a finding, got none");
  const { told, rule } = first;
  const { target, part } = settings;
  const tool = part.importer.id;
  const flaw = told.vulnerability === undefined ? undefined : flawOf(told.vulnerability);
  const vulnerability =
    told.vulnerability === undefined || flaw === undefined
      ? undefined
      : toVulnerability(told, told.vulnerability, { flaw, tool });
  const rated = told.severity === "unknown" ? unratedSeverity : told.severity;
  const [place, ...others] = joinEvidence(group.map((one) => one.told.evidence));
  return {
    id: fingerprintOf(told.kind, target, rule.id, subject),
    kind: told.kind,
    rule,
    severity: vulnerability === undefined ? (first.severity ?? rated) : flawSeverity(vulnerability),
    title: first.title ?? told.title,
    message: told.message,
    remediation: first.remediation ?? told.remediation ?? "",
    subject,
    evidence: [place ?? { location: { path: target.name } }, ...others],
    status: told.exception === undefined ? "open" : "accepted",
    ...(told.exception === undefined ? {} : { exception: told.exception }),
    ...(vulnerability === undefined ? {} : { vulnerability }),
    ...(told.activity === undefined ? {} : { activity: told.activity }),
    witnesses: [toWitness(told, part)],
  };
}

/** Joins the evidence of several findings; a place that is named twice is there once. */
export function joinEvidence(lists: readonly (readonly Evidence[])[]): readonly Evidence[] {
  const places = new Map<string, Evidence>();
  for (const evidence of lists.flat()) {
    const key = `${describePlace(evidence.location)}\n${evidence.message ?? ""}`;
    if (!places.has(key)) places.set(key, evidence);
  }
  return [...places.values()];
}

function describePlace({ path, startLine, startColumn, pointer, layer }: Location): string {
  return [path, startLine ?? "", startColumn ?? "", pointer ?? "", layer ?? ""].join("\n");
}

function toWitness(told: ImportedFinding, { importer, toolVersion }: ConvertedPart): Witness {
  return {
    tool: importer.id,
    ...(toolVersion === undefined ? {} : { version: toolVersion }),
    rule: told.rule,
    ...(told.rating === undefined || told.rating === "" ? {} : { severity: told.rating }),
    title: told.title,
    message: told.message,
    ...(told.remediation === undefined || told.remediation === "" ? {} : { remediation: told.remediation }),
    ...(told.status === undefined ? {} : { status: told.status }),
    ...(told.references === undefined || told.references.length === 0 ? {} : { references: told.references }),
    ...(told.weaknesses === undefined || told.weaknesses.length === 0 ? {} : { weaknesses: told.weaknesses }),
    ...(told.firstSeen === undefined ? {} : { firstSeen: told.firstSeen }),
    ...(told.lastSeen === undefined ? {} : { lastSeen: told.lastSeen }),
  };
}
