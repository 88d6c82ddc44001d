import type { Diagnostic } from "../../model/diagnostic.ts";
import type { AcceptedException, Finding, RuleReference } from "../../model/finding.ts";
import type { TextFix } from "../../model/fix.ts";
import type { OffsetRange, SourceText } from "../../model/source-text.ts";
import { rangeOfValue, rangeToShow } from "../../semantics/kubernetes/locate.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { JudgedViolation } from "../examine.ts";
import { type FindingSettings, toFindings } from "../findings.ts";
import type { JudgedManifest } from "./judge-manifests.ts";
import type { ManifestAcceptance } from "./manifest-acceptance.ts";
import { findTextFix } from "./manifest-fix.ts";
import type { ParsedManifest } from "./read-manifest.ts";

/** What turns violations into findings. */
export interface ManifestFindingSettings extends Pick<FindingSettings, "language" | "controlsOf"> {
  /** Decides which violations stay. */
  readonly acceptance: ManifestAcceptance;
  /** The objects of the set: exceptions that stand in them are judged, too. */
  readonly objects: readonly ManifestObject[];
  /** Files in which exceptions may stand that nothing of the violations leads to. */
  readonly pathsWithExceptions: readonly string[];
  /** Gives a file again, with the places of its values; `undefined` when it is gone. */
  readonly parse: (path: string) => ParsedManifest | undefined;
  /** Gives further violations of some objects, when it is the turn of their files. */
  readonly judge?: (objects: readonly ManifestObject[]) => readonly JudgedManifest[];
  /** Is told each file that is done. */
  readonly onFile?: (path: string) => void;
}

/** What the violations of a set become. */
export interface ManifestFindings {
  readonly findings: readonly Finding[];
  /** Comments and annotations that were meant as exceptions and cannot be read as such. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Files with so many objects are judged at a time: each check is asked once about them, and their violations are few. */
const objectsAtATime = 1_000;

/** Gives the findings of a set, file by file. A finding belongs to the file of its object: there is its identity. */
export function toManifestFindings(
  violations: readonly JudgedManifest[],
  settings: ManifestFindingSettings,
): ManifestFindings {
  const byFile = Map.groupBy(violations, pathOf);
  const objects = Map.groupBy(settings.objects.filter(isOwnText), ({ source }) => source.path);
  const withExceptions = new Set(settings.pathsWithExceptions);
  const { judge, parse } = settings;
  const judged = judge === undefined ? [] : objects.keys();
  const paths = [...new Set([...byFile.keys(), ...withExceptions, ...judged])].toSorted();
  const findings: Finding[] = [];
  const diagnostics: Diagnostic[] = [];
  const references = new Map<string, RuleReference>();
  for (const files of batchesOf(paths, objects)) {
    const further = Map.groupBy(judge?.(files.flatMap((path) => objects.get(path) ?? [])) ?? [], pathOf);
    for (const path of files) {
      const here = objects.get(path) ?? [];
      const inFile = [...(byFile.get(path) ?? []), ...(further.get(path) ?? [])];
      const parsed = inFile.length > 0 || withExceptions.has(path) ? parse(path) : undefined;
      settings.onFile?.(path);
      // The findings say all that is wanted of them.
      byFile.delete(path);
      if (parsed === undefined) continue;
      for (const finding of fileFindings(inFile, parsed, { ...settings, objects: here, references })) {
        findings.push(finding);
      }
      for (const unreadable of settings.acceptance.findUnreadable(here, parsed)) diagnostics.push(unreadable);
    }
  }
  return { findings, diagnostics };
}

function* batchesOf(
  paths: readonly string[],
  objects: ReadonlyMap<string, readonly ManifestObject[]>,
): Generator<readonly string[]> {
  let batch: string[] = [];
  let count = 0;
  for (const path of paths) {
    batch.push(path);
    count += objects.get(path)?.length ?? 0;
    if (count < objectsAtATime) continue;
    yield batch;
    batch = [];
    count = 0;
  }
  if (batch.length > 0) yield batch;
}

function pathOf({ object }: JudgedManifest): string {
  return object.source.path;
}

/** What stands in rendered text has no place in a file. */
function isOwnText({ source }: ManifestObject): boolean {
  return source.rendering === undefined;
}

function fileFindings(
  violations: readonly JudgedManifest[],
  parsed: ParsedManifest,
  settings: ManifestFindingSettings & Required<Pick<FindingSettings, "references">>,
): readonly Finding[] {
  const { path } = parsed.source;
  const judgedOf = new Map<JudgedViolation, JudgedManifest>();
  // Violations of one rule and subject are one finding: one fix repairs all of them.
  const groups = Map.groupBy(violations, ({ check, subject }) => `${check.id}\n${subject}`);
  for (const group of groups.values()) {
    for (const [index, judged] of group.entries()) {
      const fix = index === 0 ? findGroupFix(group, parsed) : undefined;
      for (const placed of place(judged, parsed, fix)) judgedOf.set(placed, judged);
    }
  }
  const common = {
    target: { kind: "manifest", name: path },
    source: parsed.source,
    language: settings.language,
    controlsOf: settings.controlsOf,
    references: settings.references,
    findAcceptance: (placed: JudgedViolation): AcceptedException | undefined => {
      const judged = judgedOf.get(placed);
      if (judged === undefined) return settings.acceptance.acceptException(placed, path);
      return settings.acceptance.accept(judged, parsed, placed.violation.range.start);
    },
  } as const;
  const findings = toFindings([...judgedOf.keys()], common);
  // The exceptions are judged last: only then is it known which of them matched something.
  const aboutExceptions = settings.acceptance.judgeExceptions(settings.objects, parsed);
  if (aboutExceptions.length === 0) return findings;
  return toFindings([...judgedOf.keys(), ...aboutExceptions], common);
}

function findGroupFix(group: readonly JudgedManifest[], { source, documents }: ParsedManifest): TextFix | undefined {
  const [first] = group;
  if (first === undefined || group.every(({ violation }) => violation.fix === undefined)) return undefined;
  const { document } = first.object.source;
  const inDocument = group.filter(({ object }) => object.source.document === document);
  return findTextFix(source.text, documents[document], inDocument);
}

/** Gives a violation at each of its places; the fix stands at the first. */
function place(
  judged: JudgedManifest,
  { source, documents }: ParsedManifest,
  fix: TextFix | undefined,
): readonly JudgedViolation[] {
  const { check: rule, severity, subject, violation, object, base } = judged;
  const root = documents[object.source.document]?.root;
  const pointers = [violation.pointer, ...(violation.also ?? [])];
  // The range of a secret is what no excerpt shows: all of its value, nothing of its name.
  const rangeOf = rule.findingKind === "secret" ? rangeOfValue : rangeToShow;
  return pointers.map((pointer, index): JudgedViolation => {
    const range =
      root === undefined ? startOf(source) : rangeOf(source.text, root, object.source.pointer + base + pointer);
    const repaired = index === 0 && fix !== undefined ? { fix } : {};
    return { rule, severity, violation: { message: violation.message, range, subject, ...repaired } };
  });
}

function startOf({ text }: SourceText): OffsetRange {
  const end = text.indexOf("\n");
  return { start: 0, end: end === -1 ? text.length : end };
}
