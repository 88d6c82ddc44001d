import type { Diagnostic } from "../../model/diagnostic.ts";
import type { RangeLocation } from "../../model/location.ts";
import type { Text } from "../../model/text.ts";
import { objectLookup } from "../../semantics/admission-policy/object-lookup.ts";
import type { PolicyProblem } from "../../semantics/admission-policy/policy-problem.ts";
import { createStandardLibrary } from "../../semantics/cel/functions/standard-library.ts";
import { createLibrary, type Library } from "../../semantics/cel/library.ts";
import { describeGroupKind } from "../../semantics/kubernetes/group-kind.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import type { PolicySurroundings } from "./admission-policies.ts";
import { locateProblem, type PolicyDocument } from "./policy-document.ts";

/** What is wrong in a policy file; nothing is scanned then. */
export interface PolicyFlaw {
  readonly location: RangeLocation;
  readonly message: Text;
}

/** What reads the policies of a call, in whatever language they are written. */
export interface PolicyReader {
  readonly documents: readonly PolicyDocument[];
  readonly library: Library;
  readonly surroundings: PolicySurroundings;
  readonly flaws: PolicyFlaw[];
  readonly diagnostics: Diagnostic[];
}

/** Starts to read the documents of policy files. */
export function startPolicyReader(
  documents: readonly PolicyDocument[],
  flaws: PolicyFlaw[],
  nowMs: () => number,
): PolicyReader {
  let current: ManifestSet | undefined;
  const library = createLibrary([[...createStandardLibrary().values()].flat(), objectLookup(() => current)]);
  const surroundings: PolicySurroundings = {
    objects: documents.map(({ object }) => object),
    enter: (set) => {
      current = set;
    },
    nowMs,
  };
  return { documents, library, surroundings, flaws, diagnostics: [] };
}

/** Gives the documents of a kind, `Kind.group`. */
export function documentsOfKind({ documents }: PolicyReader, kind: string): readonly PolicyDocument[] {
  return documents.filter(({ object }) => describeGroupKind(object) === kind);
}

/** Notes what is wrong in a policy: the call is refused with all of it. */
export function noteFlaws(reader: PolicyReader, document: PolicyDocument, problems: readonly PolicyProblem[]): void {
  for (const problem of problems) {
    reader.flaws.push({ location: locateProblem(document, problem), message: problem.message });
  }
}

/** Notes what of a policy cannot be translated, and is therefore not judged; `warning` for what would refuse nothing anyway. */
export function noteUntranslated(
  reader: PolicyReader,
  document: PolicyDocument,
  problem: PolicyProblem,
  level: "error" | "warning" = "error",
): void {
  const { name, kind } = document.object;
  const { en, ja } = problem.message;
  reader.diagnostics.push({
    code: "policy/not-translated",
    level,
    message: {
      en: `Not judged of the ${kind} ${name}: ${en}.`,
      ja: `${kind} ${name} の一部は判定していません。${ja}。`,
    },
    location: locateProblem(document, problem),
  });
}
