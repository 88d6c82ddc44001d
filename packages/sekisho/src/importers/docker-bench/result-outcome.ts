import type { Outcome } from "../define.ts";
import { leftOut } from "../parts/left-out.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";

/** One check of the bench with its result. */
export interface BenchResult {
  /** `2.1`. */
  readonly id: string;
  readonly title: string;
  /** `PASS`, `WARN`, `INFO`, `NOTE`. */
  readonly result: string;
  /** Containers, images and files that are meant. */
  readonly details: readonly string[];
  readonly remediation?: string | null | undefined;
}

/** Gives what became of a check. */
export function resultOutcome(told: BenchResult, pointer: string): Outcome {
  const { id, title, result } = told;
  const details = told.details.filter((detail) => detail.trim() !== "");
  if (result === "PASS") return { kind: "passed", rule: id };
  if (result !== "WARN") {
    return leftOut("not-judged", pointer, {
      en: `${id.slice(0, 40)} (${result.slice(0, 20)}): Docker Bench leaves this to people.`,
      ja: `${id.slice(0, 40)}（${result.slice(0, 20)}）: Docker Bench が人による確認に任せている項目です。`,
    });
  }
  return misconfigurationOutcome({
    rule: id,
    rating: result,
    severity: "medium",
    title,
    message: [title, ...details].join("\n"),
    remediation: told.remediation,
    subject: "",
    evidence: details.slice(0, maxEvidence).map((message) => ({ location: { path: "" }, message })),
  });
}

const maxEvidence = 1000;
