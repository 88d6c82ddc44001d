import { locationOf } from "../../model/location.ts";
import { createSourceText } from "../../model/source-text.ts";
import { rangeToShow } from "../../semantics/kubernetes/locate.ts";
import { type ChangeTree, unchanged } from "../../semantics/manifest-edit/change-tree.ts";
import { editDocument } from "../../semantics/manifest-edit/edit-manifest.ts";
import { type Configuration, defaultConfiguration } from "../configuration/configuration.ts";
import { prepareConfigured } from "../exceptions.ts";
import type { FixOutcome, LeftReason } from "../fix.ts";
import { manifestChecks } from "../manifest-checks.ts";
import { planChecks } from "../plan.ts";
import { findDraftProblems, type RewrittenBefore, rewriteFiles } from "./draft-changes.ts";
import type { JudgedManifest } from "./judge-manifests.ts";
import { createManifestAcceptance, type ManifestAcceptance } from "./manifest-acceptance.ts";
import { type DraftSettings, judgeDraft, type ManifestDraft, readDraftFile, violationKey } from "./manifest-draft.ts";
import { addFix, isRepairable } from "./manifest-fix.ts";
import { type ParsedManifest, parseManifest } from "./read-manifest.ts";

/** After so many rounds no further fix is taken; a sound set of checks needs two or three. */
const maxRounds = 50;

/** What a repair of manifests obeys. */
export interface ManifestFixOptions {
  /** Applies proposals too: fixes that change behaviour or need a choice. */
  readonly proposals: boolean;
  readonly configuration?: Configuration;
  /** `YYYY-MM-DD`; the machine's when left out. */
  readonly today?: string;
  /** Only violations of these checks are repaired, by id; all when left out. */
  readonly rules?: readonly string[];
}

/** A file before and after. */
export interface RepairedManifest {
  readonly path: string;
  readonly text: string;
  readonly applied: readonly FixOutcome[];
  readonly left: readonly (FixOutcome & { readonly reason: LeftReason })[];
}

interface Bench extends DraftSettings {
  readonly options: ManifestFixOptions;
  readonly acceptance: () => ManifestAcceptance;
}

type Rejection = readonly [JudgedManifest, LeftReason];

/**
 * Repairs manifests as one set by splices: every character outside of them stays, and a second run changes nothing more.
 *
 * Round by round the safe fixes are made together, then (when asked for) the proposals; fixes that want different things of
 * one field wait for the next round. After each round the set is judged again: a fix that does not silence its violation or
 * brings another finding of the same or a higher severity is taken back and reported as left.
 */
export function fixManifests(
  files: readonly { readonly path: string; readonly text: string }[],
  options: ManifestFixOptions,
): readonly RepairedManifest[] {
  const bench = createBench(options);
  const applied = new Map<string, FixOutcome[]>();
  const rejected = new Map<string, LeftReason>();
  let draft = judgeDraft(new Map(files.map(({ path, text }) => [path, readDraftFile(path, text)])), bench);
  let count = 0;
  let countBefore = 0;
  for (let round = 0; round < maxRounds; round += 1) {
    const candidates = findCandidates(draft, bench).filter(
      (judged) => isWanted(judged, options) && !rejected.has(keyOf(judged)),
    );
    if (candidates.length === 0) {
      // What did not fit the texts before may fit them now; otherwise a second run would find it.
      if (rejected.size === 0 || count === countBefore) break;
      countBefore = count;
      rejected.clear();
      continue;
    }
    const step = applyTogether(bench, draft, candidates);
    for (const [judged, reason] of step.rejected) rejected.set(keyOf(judged), reason);
    const parse = createParser(draft);
    for (const judged of step.applied) {
      const { path } = judged.object.source;
      applied.set(path, [...(applied.get(path) ?? []), describe(judged, parse)]);
    }
    count += step.applied.length;
    draft = step.draft;
  }
  return report(draft, bench, { applied, rejected });
}

function createBench(options: ManifestFixOptions): Bench {
  const configuration = options.configuration ?? defaultConfiguration;
  const today = options.today ?? new Date().toISOString().slice(0, "YYYY-MM-DD".length);
  const configured = prepareConfigured(configuration.exceptions, today);
  return {
    options,
    plan: planChecks(manifestChecks, configuration),
    kubernetesMinor: configuration.kubernetesMinor,
    acceptance: () => createManifestAcceptance({ configuration, configured, today }),
  };
}

/** Gives the violations that are open and have a fix. */
function findCandidates(draft: ManifestDraft, { options, acceptance }: Bench): readonly JudgedManifest[] {
  const parse = createParser(draft);
  const { accept } = acceptance();
  return draft.violations.filter((judged) => {
    if (judged.violation.fix === undefined || !isRepairable(judged)) return false;
    if (options.rules !== undefined && !options.rules.includes(judged.check.id)) return false;
    const parsed = parse(judged.object.source.path);
    return parsed !== undefined && accept(judged, parsed) === undefined;
  });
}

function isWanted({ violation }: JudgedManifest, options: ManifestFixOptions): boolean {
  return violation.fix?.safety === "safe" || options.proposals;
}

/** Parses the files of a draft when they are asked for, each once. */
function createParser({ files }: ManifestDraft): (path: string) => ParsedManifest | undefined {
  const parsed = new Map<string, ParsedManifest>();
  return (path) => {
    const known = parsed.get(path);
    const file = files.get(path);
    if (known !== undefined || file === undefined) return known;
    const read = parseManifest(path, file.text);
    parsed.set(path, read);
    return read;
  };
}

interface Step {
  readonly draft: ManifestDraft;
  readonly applied: readonly JudgedManifest[];
  readonly rejected: readonly Rejection[];
}

/** Applies what fits together; what breaks something is found by taking half of the suspects away at a time. */
function applyTogether(bench: Bench, draft: ManifestDraft, candidates: readonly JudgedManifest[]): Step {
  const parse = createParser(draft);
  const { chosen, rejected } = chooseCompatible(candidates, parse);
  const before: RewrittenBefore = new Map();
  let trying = chosen;
  while (trying.length > 0) {
    const written = rewriteFiles(draft, trying, { parse, before });
    const next = written.broken.length > 0 ? draft : judgeDraft(written.files, bench);
    const problems = written.broken.length > 0 ? written.broken : findDraftProblems(draft, next, trying);
    if (problems.length === 0) return { draft: next, applied: trying, rejected };
    const suspects = new Set<JudgedManifest>();
    for (const problem of problems) {
      const [only] = problem.suspects;
      // The other half was not alone to blame: it is offered again in the next round.
      const blamed = problem.suspects.slice(problem.suspects.length >> 1);
      if (only !== undefined && problem.suspects.length === 1) rejected.push([only, problem.reason]);
      for (const judged of blamed) suspects.add(judged);
    }
    trying = trying.filter((judged) => !suspects.has(judged));
  }
  return { draft, applied: [], rejected };
}

/** Gives the fixes that can be made together, safe ones first, then in the order of the violations. */
function chooseCompatible(
  candidates: readonly JudgedManifest[],
  parse: (path: string) => ParsedManifest | undefined,
): { readonly chosen: readonly JudgedManifest[]; readonly rejected: Rejection[] } {
  const chosen: JudgedManifest[] = [];
  const rejected: Rejection[] = [];
  const trees = new Map<string, ChangeTree>();
  const safeFirst = candidates.toSorted((left, right) => rankOf(left) - rankOf(right));
  for (const judged of safeFirst) {
    const { path, document } = judged.object.source;
    const parsed = parse(path);
    const root = parsed?.documents[document]?.root;
    const alone = addFix(unchanged, judged);
    if (parsed === undefined || root === undefined || alone === undefined) continue;
    const made = editDocument(parsed.source.text, root, alone);
    if ("refusal" in made) {
      rejected.push([judged, "not-editable"]);
      continue;
    }
    if (made.edits.length === 0) {
      rejected.push([judged, "no-effect"]);
      continue;
    }
    const key = `${path}\n${document}`;
    const together = addFix(trees.get(key) ?? unchanged, judged);
    if (together === undefined) continue;
    trees.set(key, together);
    chosen.push(judged);
  }
  return { chosen, rejected };
}

function rankOf({ violation }: JudgedManifest): number {
  return violation.fix?.safety === "safe" ? 0 : 1;
}

/** Names a fix by what it does, not by where it stands. */
function keyOf(judged: JudgedManifest): string {
  return `${violationKey(judged)}\n${judged.base}\n${JSON.stringify(judged.violation.fix)}`;
}

function describe(judged: JudgedManifest, parse: (path: string) => ParsedManifest | undefined): FixOutcome {
  const { check, subject, violation, object, base } = judged;
  const parsed = parse(object.source.path);
  const root = parsed?.documents[object.source.document]?.root;
  const source = parsed?.source ?? createSourceText(object.source.path, "");
  const range =
    root === undefined
      ? { start: 0, end: 0 }
      : rangeToShow(source.text, root, object.source.pointer + base + violation.pointer);
  const { startLine } = locationOf(source, range);
  return { rule: check.id, subject, safety: violation.fix?.safety ?? "safe", line: startLine, title: check.title };
}

function report(
  draft: ManifestDraft,
  bench: Bench,
  outcome: {
    readonly applied: ReadonlyMap<string, readonly FixOutcome[]>;
    readonly rejected: ReadonlyMap<string, LeftReason>;
  },
): readonly RepairedManifest[] {
  const parse = createParser(draft);
  const left = Map.groupBy(findCandidates(draft, bench), ({ object }) => object.source.path);
  return [...draft.files].map(([path, { text }]) => ({
    path,
    text,
    applied: outcome.applied.get(path) ?? [],
    left: (left.get(path) ?? []).map((judged) => {
      const reason = isWanted(judged, bench.options)
        ? (outcome.rejected.get(keyOf(judged)) ?? "too-many-rounds")
        : "proposal";
      return { ...describe(judged, parse), reason };
    }),
  }));
}
