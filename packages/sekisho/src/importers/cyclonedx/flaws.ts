import type { AcceptedException } from "../../model/finding.ts";
import { compareSeverity } from "../../model/severity.ts";
import type { VexJustification } from "../../model/vex.ts";
import type { ImportedTarget, ImportedTool, Outcome } from "../define.ts";
import { flawOutcome, textsOf } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { severityOfScore } from "../parts/severity-of-score.ts";
import { severityOfWord } from "../parts/severity-of-word.ts";
import { toWeaknesses } from "../parts/to-weaknesses.ts";
import type { NamedPackage } from "./component-book.ts";
import type { CycloneDxVulnerability } from "./schema.ts";

/** What does not stand in the vulnerability itself. */
export interface FlawPlace {
  readonly about: NamedPackage;
  readonly target: ImportedTarget;
  readonly tool: ImportedTool | undefined;
}

/** States in which a flaw does no harm. Source: CycloneDX 1.6, `impactAnalysisState`. */
const settled: ReadonlySet<string> = new Set(["resolved", "resolved_with_pedigree", "false_positive", "not_affected"]);

/** The justifications that mean the same in OpenVEX. Source: CycloneDX 1.6, `impactAnalysisJustification`. */
const justifications: ReadonlyMap<string, VexJustification> = new Map<string, VexJustification>([
  ["code_not_present", "vulnerable_code_not_present"],
  ["code_not_reachable", "vulnerable_code_not_in_execute_path"],
  ["protected_by_mitigating_control", "inline_mitigations_already_exist"],
]);

/** Gives the finding of a flaw in one of the packages that it affects. */
export function toFlaw(flaw: CycloneDxVulnerability, { about, target, tool }: FlawPlace): Outcome {
  const { id, source, analysis } = flaw;
  const name = id ?? "";
  const outcome = flawOutcome({
    id: name,
    aliases: flaw.references?.map((reference) => reference.id),
    ...about,
    ...rate(flaw),
    severities: givenSeverities(
      (flaw.ratings ?? []).map((rating) => ({ from: rating.source?.name ?? source?.name ?? "cyclonedx", ...rating })),
    ),
    state: analysis?.state,
    description: flaw.description ?? flaw.detail,
    remediation: flaw.recommendation ?? flaw.workaround,
    references: textsOf([source?.url, ...(flaw.advisories ?? []).map(({ url }) => url)]),
    weaknesses: toWeaknesses((flaw.cwes ?? []).map(String)),
    firstSeen: analysis?.firstIssued,
    lastSeen: analysis?.lastUpdated,
    exception: exceptionOf(analysis),
    target,
  });
  if (tool === undefined || outcome.kind !== "finding") return outcome;
  return { ...outcome, finding: { ...outcome.finding, tool } };
}

/** The rating of whoever describes the flaw counts, else the worst. */
function rate({
  ratings,
  source,
}: CycloneDxVulnerability): Pick<Parameters<typeof flawOutcome>[0], "rating" | "severity"> {
  const rated = (ratings ?? []).map((rating) => {
    const ofWord = severityOfWord(rating.severity);
    const { score } = rating;
    const isScore = typeof score === "number" && score > 0 && score <= 10;
    return { rating, severity: ofWord === "unknown" && isScore ? severityOfScore(score) : ofWord };
  });
  const known = rated.flatMap(({ rating, severity }) => (severity === "unknown" ? [] : [{ rating, severity }]));
  const [worst] = known.toSorted((left, right) => compareSeverity(left.severity, right.severity));
  const own = known.find(({ rating }) => typeof source?.name === "string" && rating.source?.name === source.name);
  const chosen = own ?? worst;
  return {
    severity: chosen?.severity ?? "unknown",
    rating: chosen?.rating.severity ?? rated[0]?.rating.severity,
  };
}

function exceptionOf(analysis: CycloneDxVulnerability["analysis"]): AcceptedException | undefined {
  const state = analysis?.state ?? "";
  if (!settled.has(state)) return undefined;
  const written = analysis?.justification ?? "";
  const justification = justifications.get(written);
  const [reason = state] = [analysis?.detail ?? "", written].filter((text) => text !== "");
  return { reason, ...(justification === undefined ? {} : { justification }) };
}
