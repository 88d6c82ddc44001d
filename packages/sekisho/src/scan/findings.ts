import type { AcceptedException, Finding, ReportedFix, RuleReference } from "../model/finding.ts";
import { type Evidence, locationOf, type RangeLocation } from "../model/location.ts";
import type { Target } from "../model/report.ts";
import { settledText } from "../model/settled-text.ts";
import { compareSeverity, type Severity } from "../model/severity.ts";
import type { OffsetRange, SourceText } from "../model/source-text.ts";
import type { Language } from "../model/text.ts";
import type { JudgedViolation, ReportedRule } from "./examine.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { createSecretHider, maskSecrets } from "./mask-secrets.ts";
import { mergeFixes } from "./merge-fixes.ts";
import { excerptOf, reportEdit } from "./reported-place.ts";

/** What turns violations of one file into findings. */
export interface FindingSettings {
  readonly target: Target;
  readonly source: SourceText;
  readonly language: Language;
  /** Gives the controls that ask for a check, `FRAMEWORK@VERSION#CONTROL`. */
  readonly controlsOf: (checkId: string) => readonly string[];
  /** Finds the decision that a violation stays. */
  readonly findAcceptance: (judged: JudgedViolation) => AcceptedException | undefined;
  /** What findings say of their rules, by rule id; files that are judged one after the other share it. */
  readonly references?: Map<string, RuleReference>;
  /** The source with every secret in it masked, where more secrets are known than those of the violations. */
  readonly shown?: SourceText;
  /** Gives what was seen, and where, when it is not in the source itself: the source was made from other files. */
  readonly evidenceOf?: (judged: JudgedViolation) => Evidence | undefined;
}

/** Violations of one rule about one subject. */
interface Group {
  readonly open: JudgedViolation[];
  readonly accepted: JudgedViolation[];
  exception: AcceptedException | undefined;
}

/**
 * Gives one finding for each rule and subject, with a piece of evidence for each violation, sorted by place and rule.
 *
 * Accepted violations are left out of a finding that also has open ones: it stays open, and shows what is left to do.
 */
export function toFindings(violations: readonly JudgedViolation[], settings: FindingSettings): readonly Finding[] {
  const groups = groupViolations(violations, settings.findAcceptance);
  // Masked in every excerpt: the line of a secret may be shown for another finding, too.
  const secrets = secretRanges(violations);
  const shown = settings.shown ?? maskSecrets(settings.source, secrets);
  const hideSecrets = createSecretHider(settings.source, secrets);
  const findings: Finding[] = [];
  const { references = new Map<string, RuleReference>() } = settings;
  const shared = { ...settings, source: shown, references, hideSecrets, excerpts: new Map<string, string>() };
  for (const subjects of groups) {
    for (const group of subjects.values()) {
      const finding = toFinding(group, shared);
      if (finding !== undefined) findings.push(finding);
    }
  }
  return findings.toSorted(compareFindings);
}

/** Gives the violations of each rule by subject. */
function groupViolations(
  violations: readonly JudgedViolation[],
  findAcceptance: FindingSettings["findAcceptance"],
): Iterable<ReadonlyMap<string, Group>> {
  const rules = new Map<string, Map<string, Group>>();
  for (const judged of violations) {
    const { rule, violation } = judged;
    let subjects = rules.get(rule.id);
    if (subjects === undefined) rules.set(rule.id, (subjects = new Map<string, Group>()));
    const exception = findAcceptance(judged);
    const group = subjects.get(violation.subject);
    if (group === undefined) subjects.set(violation.subject, createGroup(judged, exception));
    else if (exception === undefined) group.open.push(judged);
    else {
      group.accepted.push(judged);
      group.exception ??= exception;
    }
  }
  return rules.values();
}

/** Most groups stay at one violation: their lists have no room for more. */
function createGroup(judged: JudgedViolation, exception: AcceptedException | undefined): Group {
  if (exception === undefined) return { open: [judged], accepted: [], exception };
  return { open: [], accepted: [judged], exception };
}

/** Gives what no excerpt may show. */
export function secretRanges(violations: readonly JudgedViolation[]): readonly OffsetRange[] {
  return violations.filter(({ rule }) => rule.findingKind === "secret").map(({ violation }) => violation.range);
}

/** What the findings of a file share. */
interface SharedSettings extends FindingSettings {
  /** By rule id: a rule may have thousands of findings. */
  readonly references: Map<string, RuleReference>;
  /** By first and last line: a line may have dozens of findings. */
  readonly excerpts: Map<string, string>;
  /** For what checks say in words. */
  readonly hideSecrets: (text: string) => string;
}

function toFinding(group: Group, settings: SharedSettings): Finding | undefined {
  const isOpen = group.open.length > 0;
  const shown = inFileOrder(isOpen ? group.open : group.accepted);
  const [first, ...others] = shown;
  if (first === undefined) return undefined;
  const { rule, violation } = first;
  const { language } = settings;
  const kind = rule.findingKind ?? "misconfiguration";
  const fix = reportFix(shown, settings.source);
  const exception = isOpen ? undefined : group.exception;
  const isShared = others.length > 0;
  return {
    id: fingerprintOf(kind, settings.target, rule.id, violation.subject),
    kind,
    rule: referenceTo(rule, settings),
    severity: worstSeverity(first, others),
    title: rule.title[language],
    message: settledText(settings.hideSecrets(violation.message[language])),
    remediation: rule.remediation[language],
    subject: settledText(settings.hideSecrets(violation.subject)),
    evidence: [toEvidence(first, settings, isShared), ...others.map((judged) => toEvidence(judged, settings, true))],
    ...(fix === undefined ? {} : { fix }),
    status: isOpen ? "open" : "accepted",
    ...(exception === undefined ? {} : { exception }),
  };
}

/** Most findings have one violation. */
function inFileOrder(violations: readonly JudgedViolation[]): readonly JudgedViolation[] {
  if (violations.length < 2) return violations;
  return violations.toSorted((left, right) => left.violation.range.start - right.violation.range.start);
}

function worstSeverity(first: JudgedViolation, others: readonly JudgedViolation[]): Severity {
  let { severity } = first;
  for (const other of others) if (compareSeverity(other.severity, severity) < 0) severity = other.severity;
  return severity;
}

function referenceTo({ id, aliases }: ReportedRule, { references, controlsOf }: SharedSettings): RuleReference {
  const known = references.get(id);
  if (known !== undefined) return known;
  const reference = { id, aliases: aliases.toSorted(), controls: controlsOf(id).toSorted() };
  references.set(id, reference);
  return reference;
}

function toEvidence(judged: JudgedViolation, settings: SharedSettings, hasMessage: boolean): Evidence {
  const { range } = judged.violation;
  const message = settings.hideSecrets(judged.violation.message[settings.language]);
  const seen = settings.evidenceOf?.(judged);
  if (seen !== undefined) return hasMessage ? { message, ...seen } : seen;
  const location = locationOf(settings.source, range);
  return {
    location,
    excerpt: excerptAt(location, settings),
    ...(hasMessage ? { message } : {}),
  };
}

function excerptAt(location: RangeLocation, { source, excerpts }: SharedSettings): string {
  const { startLine, endLine, endColumn } = location;
  // The last line is shown when the range has a part of it.
  const lines = `${startLine}-${endLine}${endColumn === 1 ? "-" : ""}`;
  const known = excerpts.get(lines);
  if (known !== undefined) return known;
  const excerpt = excerptOf(source, location);
  excerpts.set(lines, excerpt);
  return excerpt;
}

function reportFix(shown: readonly JudgedViolation[], source: SourceText): ReportedFix | undefined {
  const fix = mergeFixes(shown.flatMap((judged) => judged.violation.fix ?? []));
  if (fix === undefined) return undefined;
  const [first, ...others] = fix.edits;
  return {
    safety: fix.safety,
    edits: [reportEdit(source, first), ...others.map((edit) => reportEdit(source, edit))],
  };
}

type PlacedFinding = Pick<Finding, "rule" | "subject" | "evidence">;

/** Orders findings by path, line, column, rule and subject. */
export function compareFindings(left: PlacedFinding, right: PlacedFinding): number {
  const leftPlace = left.evidence[0].location;
  const rightPlace = right.evidence[0].location;
  return (
    compareTexts(leftPlace.path, rightPlace.path) ||
    (leftPlace.startLine ?? 0) - (rightPlace.startLine ?? 0) ||
    (leftPlace.startColumn ?? 0) - (rightPlace.startColumn ?? 0) ||
    compareTexts(left.rule.id, right.rule.id) ||
    compareTexts(left.subject, right.subject)
  );
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
