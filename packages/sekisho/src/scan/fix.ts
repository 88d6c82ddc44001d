import type { DockerfileCheck } from "../checks/dockerfile/define.ts";
import type { TextEdit, TextFix } from "../model/fix.ts";
import { locationOf } from "../model/location.ts";
import { isAtLeast, type Severity } from "../model/severity.ts";
import { createSourceText } from "../model/source-text.ts";
import type { Text } from "../model/text.ts";
import type { BuildContext } from "../semantics/stages/build.ts";
import { unknownContext } from "./build-context.ts";
import { type Configuration, defaultConfiguration } from "./configuration/configuration.ts";
import { dockerfileChecks } from "./dockerfile-checks.ts";
import { createEditSet } from "./edit-set.ts";
import { type Examination, type ExaminationSettings, examine, type JudgedViolation } from "./examine.ts";
import { findAcceptance, obeyedExceptions, prepareConfigured, prepareInline } from "./exceptions.ts";
import { applyEdits } from "./merge-fixes.ts";
import { planChecks } from "./plan.ts";

/** After so many rounds no further fix is taken; a sound set of checks needs two or three. */
const maxRounds = 25;
/** Fixes that are made in one round; the others wait for the next. */
const maxFixesInRound = 1_000;

/** What a repair obeys. */
export interface FixOptions {
  /** Applies proposals too: fixes that change behaviour or need a choice. */
  readonly proposals: boolean;
  /** Path for reports and for exceptions that name paths; `Dockerfile` when left out. */
  readonly path?: string;
  readonly configuration?: Configuration;
  /** What stands beside the file; unknown when left out. */
  readonly context?: BuildContext;
  /** `YYYY-MM-DD`; the machine's when left out. */
  readonly today?: string;
  /** Only violations of these checks are repaired, by id; all when left out. */
  readonly rules?: readonly string[];
}

/** A violation whose fix was applied or left. The line counts in the text as it was in that round. */
export interface FixOutcome {
  readonly rule: string;
  readonly subject: string;
  readonly safety: TextFix["safety"];
  readonly line: number;
  readonly title: Text;
}

/** Why a fix was not applied. */
export type LeftReason =
  /** It is a proposal, and only safe fixes were asked for. */
  | "proposal"
  /** The repaired text had a diagnostic that the text before had not. */
  | "breaks-syntax"
  /** The violation was still there afterwards. */
  | "no-effect"
  /** It brought a finding of the same or a higher severity. */
  | "new-finding"
  /** It stands where an edit would change other places, or in a form that is not edited. */
  | "not-editable"
  /** The limit of rounds was reached. */
  | "too-many-rounds";

/** What a repair did. */
export interface FixResult {
  readonly text: string;
  readonly applied: readonly FixOutcome[];
  readonly left: readonly (FixOutcome & { readonly reason: LeftReason })[];
}

/** One fix that an examination offers. */
interface Candidate {
  readonly judged: JudgedViolation;
  readonly fix: TextFix;
}

interface Bench {
  readonly path: string;
  readonly settings: ExaminationSettings;
  readonly options: FixOptions;
  readonly findCandidates: (examination: Examination) => readonly Candidate[];
}

/**
 * Repairs a Dockerfile by splices: every byte outside of them stays as it is, and a second run changes nothing more.
 *
 * Round by round the safe fixes come first, then (when asked for) the proposals, in file order. After each round the
 * text is examined again; a fix that breaks the syntax, does not silence its violation or brings another finding of the
 * same or a higher severity is taken back and reported as left.
 */
export function fix(text: string, options: FixOptions): FixResult {
  return fixWith(dockerfileChecks, text, options);
}

/** Repairs as {@link fix} does, by the fixes of the given checks alone. */
export function fixWith(checks: readonly DockerfileCheck[], text: string, options: FixOptions): FixResult {
  const bench = createBench(checks, options);
  const applied: FixOutcome[] = [];
  const rejected = new Map<string, FixOutcome & { readonly reason: LeftReason }>();
  let examination = examineText(bench, text);
  let current = text;
  let appliedBefore = 0;
  for (let round = 0; round < maxRounds; round++) {
    const candidates = bench
      .findCandidates(examination)
      .filter((candidate) => isWanted(candidate, options) && !rejected.has(keyOf(candidate)));
    const chosen = chooseCompatible(candidates);
    if (chosen.length === 0) {
      // What did not fit the text before may fit the text now; otherwise a second run would find it.
      if (rejected.size === 0 || applied.length === appliedBefore) break;
      appliedBefore = applied.length;
      rejected.clear();
      continue;
    }
    const step = applyVerified(bench, { text: current, examination }, chosen);
    for (const [candidate, reason] of step.rejected) {
      rejected.set(keyOf(candidate), { ...describe(candidate, examination), reason });
    }
    applied.push(...step.applied.map((candidate) => describe(candidate, examination)));
    current = step.text;
    examination = step.examination;
  }
  return { text: current, applied, left: listLeft(bench, examination, rejected) };
}

function createBench(checks: readonly DockerfileCheck[], options: FixOptions): Bench {
  const configuration = options.configuration ?? defaultConfiguration;
  const path = options.path ?? "Dockerfile";
  const today = options.today ?? new Date().toISOString().slice(0, "YYYY-MM-DD".length);
  const configured = prepareConfigured(configuration.exceptions, today);
  const { target, buildArguments } = configuration;
  const context = options.context ?? unknownContext;
  const settings = { plan: planChecks(checks, configuration), context, target, buildArguments, today };
  const findCandidates = (examination: Examination): readonly Candidate[] => {
    const inline = prepareInline(obeyedExceptions(examination.inline, configuration), today);
    return examination.violations.flatMap((judged): readonly Candidate[] => {
      const { rule, violation } = judged;
      if (violation.fix === undefined) return [];
      if (options.rules !== undefined && !options.rules.includes(rule.id)) return [];
      const place = { rule, path, subject: violation.subject, offset: violation.range.start };
      return findAcceptance(place, inline, configured) === undefined ? [{ judged, fix: violation.fix }] : [];
    });
  };
  return { path, settings, options, findCandidates };
}

function examineText(bench: Bench, text: string): Examination {
  return examine(createSourceText(bench.path, text), bench.settings);
}

function isWanted(candidate: Candidate, options: FixOptions): boolean {
  return candidate.fix.safety === "safe" || options.proposals;
}

/** Gives the fixes that can be made together, safe ones first, then in file order. */
function chooseCompatible(candidates: readonly Candidate[]): readonly Candidate[] {
  const chosen: Candidate[] = [];
  const taken = createEditSet();
  for (const candidate of candidates.toSorted(compareCandidates)) {
    if (chosen.length === maxFixesInRound) break;
    const { edits } = candidate.fix;
    const isShared = edits.every((edit) => taken.has(edit));
    if (!isShared && edits.some((edit) => taken.collides(edit))) continue;
    chosen.push(candidate);
    if (!isShared) for (const edit of edits) taken.add(edit);
  }
  return chosen;
}

function compareCandidates(left: Candidate, right: Candidate): number {
  if (left.fix.safety !== right.fix.safety) return left.fix.safety === "safe" ? -1 : 1;
  return left.fix.edits[0].start - right.fix.edits[0].start;
}

interface Draft {
  readonly text: string;
  readonly examination: Examination;
}

interface Step extends Draft {
  readonly applied: readonly Candidate[];
  readonly rejected: readonly (readonly [Candidate, LeftReason])[];
}

/**
 * Applies fixes together when the whole round keeps the invariants; otherwise halves it, until the fixes that break
 * them stand alone.
 */
function applyVerified(bench: Bench, draft: Draft, chosen: readonly Candidate[]): Step {
  const text = applyEdits(draft.text, distinctEdits(chosen));
  const examination = examineText(bench, text);
  const problem = findProblem(draft.examination, examination, chosen);
  if (problem === undefined) return { text, examination, applied: chosen, rejected: [] };
  const [only] = chosen;
  if (only !== undefined && chosen.length === 1) return { ...draft, applied: [], rejected: [[only, problem]] };
  const first = applyVerified(bench, draft, chosen.slice(0, chosen.length >> 1));
  // The other half was offered for the text before; the next round offers what is still wanted for the new one.
  if (first.applied.length > 0) return first;
  const second = applyVerified(bench, draft, chosen.slice(chosen.length >> 1));
  return { ...second, rejected: [...first.rejected, ...second.rejected] };
}

function distinctEdits(chosen: readonly Candidate[]): readonly TextEdit[] {
  const distinct = createEditSet();
  return chosen
    .flatMap((candidate) => candidate.fix.edits)
    .filter((edit) => {
      const isNew = !distinct.has(edit);
      if (isNew) distinct.add(edit);
      return isNew;
    });
}

function findProblem(before: Examination, after: Examination, chosen: readonly Candidate[]): LeftReason | undefined {
  const diagnosticsBefore = countBy(before.diagnostics, (diagnostic) => diagnostic.code);
  for (const [code, count] of countBy(after.diagnostics, (diagnostic) => diagnostic.code)) {
    if (count > (diagnosticsBefore.get(code) ?? 0)) return "breaks-syntax";
  }
  const violationsBefore = countBy(before.violations, violationKey);
  const violationsAfter = countBy(after.violations, violationKey);
  const repaired = countBy(chosen, (candidate) => violationKey(candidate.judged));
  for (const [key, count] of repaired) {
    if ((violationsAfter.get(key) ?? 0) > (violationsBefore.get(key) ?? 0) - count) return "no-effect";
  }
  const mildest = mildestOf(chosen);
  const isWorse = after.violations.some(
    (judged) =>
      isAtLeast(judged.severity, mildest) &&
      (violationsAfter.get(violationKey(judged)) ?? 0) > (violationsBefore.get(violationKey(judged)) ?? 0),
  );
  return isWorse ? "new-finding" : undefined;
}

function mildestOf(chosen: readonly Candidate[]): Severity {
  const [first, ...others] = chosen.map((candidate) => candidate.judged.severity);
  return others.reduce((mildest, severity) => (isAtLeast(severity, mildest) ? mildest : severity), first ?? "info");
}

function countBy<Element>(
  elements: readonly Element[],
  keyOfElement: (element: Element) => string,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const element of elements) {
    const key = keyOfElement(element);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function violationKey(judged: JudgedViolation): string {
  return `${judged.rule.id}\n${judged.violation.subject}`;
}

/** Names a fix by what it does, not by where it stands: other fixes move it. */
function keyOf(candidate: Candidate): string {
  const texts = candidate.fix.edits.map((edit) => `${edit.end - edit.start}:${edit.text}`);
  return [violationKey(candidate.judged), candidate.fix.safety, ...texts].join("\n");
}

function describe(candidate: Candidate, examination: Examination): FixOutcome {
  const { rule, violation } = candidate.judged;
  const { startLine } = locationOf(examination.syntax.source, violation.range);
  return {
    rule: rule.id,
    subject: violation.subject,
    safety: candidate.fix.safety,
    line: startLine,
    title: rule.title,
  };
}

/** Gives what is still offered at the end, with the reason why it was not taken. */
function listLeft(
  bench: Bench,
  examination: Examination,
  rejected: ReadonlyMap<string, FixOutcome & { readonly reason: LeftReason }>,
): FixResult["left"] {
  return bench.findCandidates(examination).map((candidate) => {
    const known = rejected.get(keyOf(candidate));
    const reason = isWanted(candidate, bench.options) ? (known?.reason ?? "too-many-rounds") : "proposal";
    return { ...describe(candidate, examination), reason };
  });
}
