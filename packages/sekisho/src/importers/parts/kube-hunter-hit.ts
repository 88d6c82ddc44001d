import * as z from "zod/mini";
import type { ImportedTarget, Outcome } from "../define.ts";
import { misconfigurationOutcome } from "./misconfiguration-outcome.ts";
import { optionalText } from "./optional-fields.ts";

/** One vulnerability of kube-hunter. Source: kube-hunter, modules/report/base.py; Starboard names the id `id`. */
export const kubeHunterHit = z.object({
  vid: optionalText,
  id: optionalText,
  location: optionalText,
  category: optionalText,
  severity: optionalText,
  vulnerability: z.string(),
  description: optionalText,
  evidence: optionalText,
  avd_reference: optionalText,
});

/** Gives the finding of a hit. */
export function kubeHunterOutcome(told: z.infer<typeof kubeHunterHit>, target?: ImportedTarget): Outcome {
  const { vid, id, location, severity, vulnerability, description, evidence, avd_reference: reference } = told;
  const number = [vid, id].find((one) => /^KHV\d{1,6}$/.test(one ?? ""));
  const seen = isSaid(evidence) ? `evidence: ${evidence}` : "";
  return misconfigurationOutcome({
    rule: number ?? vulnerability,
    rating: severity,
    title: vulnerability,
    message: [description ?? vulnerability, seen].filter((part) => part !== "").join("\n"),
    subject: subjectOf(location),
    target,
    status: told.category,
    references: isSaid(reference) ? [reference] : [],
  });
}

function isSaid(text: string | null | undefined): text is string {
  return text !== undefined && text !== null && text !== "" && text !== "None";
}

/** A pod in which kube-hunter ran has another name each time. */
function subjectOf(location: string | null | undefined): string {
  if (!isSaid(location)) return "";
  return /^Local to Pod/i.test(location) ? "Local to Pod" : location.slice(0, 300);
}
