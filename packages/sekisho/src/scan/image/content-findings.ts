import type { CheckDescription } from "../../model/check.ts";
import type { AcceptedException, Finding } from "../../model/finding.ts";
import type { Evidence } from "../../model/location.ts";
import type { Target } from "../../model/report.ts";
import { compareSeverity, type Severity } from "../../model/severity.ts";
import type { Language, Text } from "../../model/text.ts";
import { type ConfiguredEntry, findAcceptance } from "../exceptions.ts";
import { fingerprintOf } from "../fingerprint.ts";

/** What a finding says of its rule. */
export type ContentRule = Pick<CheckDescription, "id" | "aliases" | "title" | "remediation" | "findingKind">;

/** One way a target's content breaks a rule. */
export interface ContentViolation {
  readonly rule: ContentRule;
  readonly severity: Severity;
  readonly subject: string;
  readonly message: Text;
  readonly evidence: readonly [PlacedEvidence, ...PlacedEvidence[]];
}

/** A place with what is wrong there, when there are several. */
export interface PlacedEvidence extends Omit<Evidence, "message"> {
  readonly message?: Text;
}

/** What turns violations of a target's content into findings. */
export interface ContentFindingSettings {
  readonly target: Target;
  readonly language: Language;
  readonly controlsOf: (checkId: string) => readonly string[];
  readonly configured: readonly ConfiguredEntry[];
}

interface Group {
  readonly open: ContentViolation[];
  readonly accepted: ContentViolation[];
  exception: AcceptedException | undefined;
}

/**
 * Gives one finding for each rule and subject, with the evidence of every violation, sorted by place and rule. What is
 * accepted is left out of a finding that also has something open.
 */
export function toContentFindings(
  violations: readonly ContentViolation[],
  settings: ContentFindingSettings,
): readonly Finding[] {
  const groups = new Map<string, Group>();
  for (const violation of violations) {
    const { rule, subject, evidence } = violation;
    const key = `${rule.id}\n${subject}`;
    const group: Group = groups.get(key) ?? { open: [], accepted: [], exception: undefined };
    groups.set(key, group);
    const place = { rule, path: evidence[0].location.path, subject, offset: 0 };
    const exception = findAcceptance(place, [], settings.configured);
    if (exception === undefined) group.open.push(violation);
    else group.accepted.push(violation);
    group.exception ??= exception;
  }
  return [...groups.values()].flatMap((group) => toFinding(group, settings) ?? []).toSorted(compareFindings);
}

function toFinding(group: Group, settings: ContentFindingSettings): Finding | undefined {
  const isOpen = group.open.length > 0;
  const shown = isOpen ? group.open : group.accepted;
  const [first] = shown;
  if (first === undefined) return undefined;
  const { rule, subject } = first;
  const { language } = settings;
  const kind = rule.findingKind ?? "misconfiguration";
  const [place, ...others] = shown.flatMap((violation) => toEvidence(violation, shown.length > 1, language));
  if (place === undefined) return undefined;
  const exception = isOpen ? undefined : group.exception;
  return {
    id: fingerprintOf(kind, settings.target, rule.id, subject),
    kind,
    rule: { id: rule.id, aliases: rule.aliases.toSorted(), controls: settings.controlsOf(rule.id).toSorted() },
    severity: shown.map(({ severity }) => severity).toSorted(compareSeverity)[0] ?? first.severity,
    title: rule.title[language],
    message: first.message[language],
    remediation: rule.remediation[language],
    subject,
    evidence: [place, ...others],
    status: isOpen ? "open" : "accepted",
    ...(exception === undefined ? {} : { exception }),
  };
}

function toEvidence(violation: ContentViolation, isOneOfMany: boolean, language: Language): readonly Evidence[] {
  return violation.evidence.map(({ message, ...place }) => {
    const shown = message ?? (isOneOfMany ? violation.message : undefined);
    return shown === undefined ? place : { ...place, message: shown[language] };
  });
}

function compareFindings(left: Finding, right: Finding): number {
  const from = left.evidence[0].location;
  const to = right.evidence[0].location;
  return (
    compareTexts(from.path, to.path) ||
    (from.startLine ?? 0) - (to.startLine ?? 0) ||
    (from.startColumn ?? 0) - (to.startColumn ?? 0) ||
    compareTexts(left.rule.id, right.rule.id) ||
    compareTexts(left.subject, right.subject)
  );
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
