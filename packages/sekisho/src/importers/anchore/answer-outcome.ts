import type { output } from "zod/mini";
import type { Severity } from "../../model/severity.ts";
import type { Outcome } from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { imageTarget, type ToldImage } from "../parts/image-target.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import type { anchoreAnswer } from "./schema.ts";

/** What an answer of a policy asks for. */
const severityOfAction: Readonly<Record<string, Severity>> = { stop: "high", warn: "medium", go: "info" };

/** Gives the finding of an answer of a policy about an image: the rule is the gate with its trigger. */
export function answerOutcome(answer: output<typeof anchoreAnswer>, image: ToldImage): Outcome {
  const { gate, triggerId, status, description, policyId } = answer;
  const trigger = answer.trigger || answer.triggerName;
  const target = imageTarget(image);
  // Ids of triggers carry what they are about: a CVE with its package, a line's hash.
  const about = triggerId && triggerId !== trigger ? `trigger:${triggerId}` : "";
  return misconfigurationOutcome({
    rule: [gate, trigger].filter((part) => part).join("/"),
    rating: status,
    severity: severityOfAction[(status ?? "").toLowerCase()] ?? "unknown",
    title: `${gate}: ${trigger || triggerId || policyId || ""}`,
    message: description,
    remediation: (answer.recommendation ?? []).join(" "),
    subject: about,
    target,
    evidence: [evidenceAt(target.name)],
    exception: answer.allowlisted === true ? { reason: "allowlisted" } : undefined,
    status,
  });
}
