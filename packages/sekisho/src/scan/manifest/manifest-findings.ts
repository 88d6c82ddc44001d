import type { Diagnostic } from "../../model/diagnostic.ts";
import type { AcceptedException, Finding, RuleReference } from "../../model/finding.ts";
import type { TextFix } from "../../model/fix.ts";
import type { Evidence } from "../../model/location.ts";
import type { OffsetRange, SourceText } from "../../model/source-text.ts";
import { rangeOfValue, rangeToShow } from "../../semantics/kubernetes/locate.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { JudgedViolation } from "../examine.ts";
import { compareFindings, type FindingSettings, secretRanges, toFindings } from "../findings.ts";
import { maskSecrets } from "../mask-secrets.ts";
import { type JudgedFile, judgeInParts, pathOf } from "./judge-in-parts.ts";
import type { JudgedManifest } from "./judge-manifests.ts";
import type { ManifestAcceptance } from "./manifest-acceptance.ts";
import { findTextFix } from "./manifest-fix.ts";
import { locateOtherPlaces, type OtherEvidence } from "./other-places.ts";
import type { PlacedManifest } from "./read-manifest.ts";

/** What turns violations into findings. */
export interface ManifestFindingSettings extends Pick<FindingSettings, "language" | "controlsOf"> {
  /** Decides which violations stay. */
  readonly acceptance: ManifestAcceptance;
  /** The objects of the set: exceptions that stand in them are judged, too. */
  readonly objects: readonly ManifestObject[];
  /** Files in which exceptions may stand that nothing of the violations leads to. */
  readonly pathsWithExceptions: readonly string[];
  /** Gives a file again, with the places of its values; `undefined` when it is gone. */
  readonly parse: (path: string) => PlacedManifest | undefined;
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
  const others = locateOtherPlaces(violations, parse);
  const files = judgeInParts(paths, { objects, violations: byFile, judge: judge ?? (() => []) });
  for (const { path, parts, isEmpty } of files) {
    const here = objects.get(path) ?? [];
    const parsed = isEmpty && !withExceptions.has(path) ? undefined : parse(path);
    settings.onFile?.(path);
    if (parsed !== undefined) {
      const known = byFile.get(path) ?? [];
      for (const finding of fileFindings(
        { parsed, parts, known },
        { ...settings, objects: here, references, others },
      )) {
        findings.push(finding);
      }
      for (const unreadable of settings.acceptance.findUnreadable(here, parsed)) diagnostics.push(unreadable);
    }
    // The findings say all that is wanted of them.
    byFile.delete(path);
  }
  return { findings, diagnostics };
}

/** What stands in rendered text has no place in a file. */
function isOwnText({ source }: ManifestObject): boolean {
  return source.rendering === undefined;
}

/** A file whose findings are made. */
interface OpenedFile extends Pick<JudgedFile, "parts"> {
  readonly parsed: PlacedManifest;
  /** What is known of it before any part is asked for: every secret is. */
  readonly known: readonly JudgedManifest[];
}

/** What the findings of all files share. */
interface FileFindingSettings extends ManifestFindingSettings, Required<Pick<FindingSettings, "references">> {
  readonly others: ReadonlyMap<JudgedManifest, readonly OtherEvidence[]>;
}

function fileFindings({ parsed, parts, known }: OpenedFile, settings: FileFindingSettings): readonly Finding[] {
  const { path } = parsed.source;
  const common = {
    target: { kind: "manifest", name: path },
    source: parsed.source,
    shown: maskSecrets(parsed.source, secretRanges(known.flatMap((judged) => place(judged, parsed, undefined)))),
    language: settings.language,
    controlsOf: settings.controlsOf,
    references: settings.references,
  } as const;
  const findings: Finding[] = [];
  for (const part of parts) {
    parsed.documents.forgetBefore?.(firstDocument(part));
    const judgedOf = placeAll(part, parsed);
    const otherOf = placeOthers(judgedOf, settings.others);
    const findAcceptance = (placed: JudgedViolation): AcceptedException | undefined => {
      const judged = judgedOf.get(placed);
      return judged && settings.acceptance.accept(judged, parsed, placed.violation.range.start);
    };
    const evidenceOf = (placed: JudgedViolation) => otherOf.get(placed);
    const placed = [...judgedOf.keys()];
    for (const finding of toFindings(placed, { ...common, findAcceptance, evidenceOf })) findings.push(finding);
  }
  // The exceptions are judged last: only then is it known which of them matched something.
  const aboutExceptions = settings.acceptance.judgeExceptions(settings.objects, parsed);
  const findAcceptance = (placed: JudgedViolation) => settings.acceptance.acceptException(placed, path);
  for (const finding of toFindings(aboutExceptions, { ...common, findAcceptance })) findings.push(finding);
  return findings.toSorted(compareFindings);
}

function firstDocument(part: readonly JudgedManifest[]): number {
  let first = Number.POSITIVE_INFINITY;
  for (const { object } of part) first = Math.min(first, object.source.document);
  return first;
}

/** Gives the violations with their places. Those of one rule and subject are one finding: one fix repairs all of them. */
function placeAll(violations: readonly JudgedManifest[], parsed: PlacedManifest): Map<JudgedViolation, JudgedManifest> {
  const judgedOf = new Map<JudgedViolation, JudgedManifest>();
  for (const group of Map.groupBy(violations, ({ check, subject }) => `${check.id}\n${subject}`).values()) {
    for (const [index, judged] of group.entries()) {
      const fix = index === 0 ? findGroupFix(group, parsed) : undefined;
      for (const placed of place(judged, parsed, fix)) judgedOf.set(placed, judged);
    }
  }
  return judgedOf;
}

/** Adds what is seen elsewhere right after the violation: it is accepted with it, and no place of this file is its own. */
function placeOthers(
  judgedOf: Map<JudgedViolation, JudgedManifest>,
  others: FileFindingSettings["others"],
): ReadonlyMap<JudgedViolation, Evidence> {
  const evidenceOf = new Map<JudgedViolation, Evidence>();
  if (others.size === 0) return evidenceOf;
  // What is added here is not gone through again.
  const own = [...judgedOf];
  for (const [placed, judged] of own) {
    for (const { message, evidence } of others.get(judged) ?? []) {
      const { subject, range } = placed.violation;
      const other: JudgedViolation = { ...placed, violation: { message, subject, range } };
      judgedOf.set(other, judged);
      evidenceOf.set(other, evidence);
    }
  }
  return evidenceOf;
}

function findGroupFix(group: readonly JudgedManifest[], { source, documents }: PlacedManifest): TextFix | undefined {
  const [first] = group;
  if (first === undefined || group.every(({ violation }) => violation.fix === undefined)) return undefined;
  const { document } = first.object.source;
  const inDocument = group.filter(({ object }) => object.source.document === document);
  return findTextFix(source.text, documents.at(document), inDocument);
}

/** Gives a violation at each of its places; the fix stands at the first. */
function place(
  judged: JudgedManifest,
  { source, documents }: PlacedManifest,
  fix: TextFix | undefined,
): readonly JudgedViolation[] {
  const { check: rule, severity, subject, violation, object, base } = judged;
  const root = documents.at(object.source.document)?.root;
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
