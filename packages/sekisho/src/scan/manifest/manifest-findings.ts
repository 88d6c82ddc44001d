import type { AcceptedException, Finding } from "../../model/finding.ts";
import type { OffsetRange, SourceText } from "../../model/source-text.ts";
import { rangeToShow } from "../../semantics/kubernetes/locate.ts";
import type { JudgedViolation } from "../examine.ts";
import { type FindingSettings, toFindings } from "../findings.ts";
import type { JudgedManifest } from "./judge-manifests.ts";
import type { ParsedManifest } from "./read-manifest.ts";

/** What turns violations into findings. */
export interface ManifestFindingSettings extends Pick<FindingSettings, "language" | "controlsOf"> {
  /** Finds the decision that a violation stays. */
  readonly findAcceptance: (judged: JudgedManifest) => AcceptedException | undefined;
  /** Gives a file again, with the places of its values; `undefined` when it is gone. */
  readonly parse: (path: string) => ParsedManifest | undefined;
}

/** Gives the findings of a set, file by file. A finding belongs to the file of its object: there is its identity. */
export function toManifestFindings(
  violations: readonly JudgedManifest[],
  settings: ManifestFindingSettings,
): readonly Finding[] {
  const byFile = Map.groupBy(violations, ({ object }) => object.source.path);
  const paths = [...byFile.keys()].toSorted();
  return paths.flatMap((path) => fileFindings(path, byFile.get(path) ?? [], settings));
}

function fileFindings(
  path: string,
  violations: readonly JudgedManifest[],
  settings: ManifestFindingSettings,
): readonly Finding[] {
  const parsed = settings.parse(path);
  if (parsed === undefined) return [];
  const judgedOf = new Map<JudgedViolation, JudgedManifest>();
  for (const judged of violations) for (const placed of place(judged, parsed)) judgedOf.set(placed, judged);
  return toFindings([...judgedOf.keys()], {
    target: { kind: "manifest", name: path },
    source: parsed.source,
    language: settings.language,
    controlsOf: settings.controlsOf,
    findAcceptance: (placed) => {
      const judged = judgedOf.get(placed);
      return judged === undefined ? undefined : settings.findAcceptance(judged);
    },
  });
}

/** Gives a violation at each of its places. */
function place(judged: JudgedManifest, { source, documents }: ParsedManifest): readonly JudgedViolation[] {
  const { check: rule, severity, subject, violation, object, base } = judged;
  const root = documents[object.source.document]?.root;
  const pointers = [violation.pointer, ...(violation.also ?? [])];
  return pointers.map((pointer): JudgedViolation => {
    const range =
      root === undefined ? startOf(source) : rangeToShow(source.text, root, object.source.pointer + base + pointer);
    return { rule, severity, violation: { message: violation.message, range, subject } };
  });
}

function startOf({ text }: SourceText): OffsetRange {
  const end = text.indexOf("\n");
  return { start: 0, end: end === -1 ? text.length : end };
}
