import * as z from "zod/mini";
import type { Severity } from "../../model/severity.ts";
import type { ImportedTarget, Outcome } from "../define.ts";
import { leftOut } from "./left-out.ts";
import { misconfigurationOutcome } from "./misconfiguration-outcome.ts";
import { optionalText, optionalTexts, optionalTruth } from "./optional-fields.ts";

/** One test of a benchmark. Source: kube-bench, check/check.go; Starboard's CISKubeBenchReport has fewer of its fields. */
export const kubeBenchResult = z.object({
  test_number: z.string(),
  test_desc: optionalText,
  type: optionalText,
  remediation: optionalText,
  test_info: optionalTexts,
  status: z.string(),
  actual_value: optionalText,
  expected_result: optionalText,
  reason: optionalText,
  scored: optionalTruth,
});

/** What is known of the benchmark that a test belongs to. */
export interface BenchmarkPlace {
  /** `cis-1.9`, `eks-1.5.0`; empty where it is not said. */
  readonly version: string;
  readonly subject: string;
  readonly target?: ImportedTarget | undefined;
  readonly pointer: string;
}

/** Gives what became of a test: those that kube-bench leaves to people are no findings. */
export function kubeBenchOutcome(told: z.infer<typeof kubeBenchResult>, place: BenchmarkPlace): Outcome {
  const { test_number: number, test_desc: title, status, scored } = told;
  const word = status.toUpperCase();
  if (word === "PASS") return { kind: "passed", rule: number };
  if (word === "INFO" || (word === "WARN" && isManual(told))) {
    return leftOut("not-judged", place.pointer, {
      en: `${number.slice(0, 40)}: kube-bench did not judge this; somebody has to look.`,
      ja: `${number.slice(0, 40)}: kube-bench が判定していない項目です。人による確認が必要です。`,
    });
  }
  const seen = [
    told.actual_value ? `actual: ${told.actual_value}` : "",
    told.expected_result ? `expected: ${told.expected_result}` : "",
    told.reason ?? "",
  ].filter((part) => part !== "");
  return misconfigurationOutcome({
    rule: benchmarkRule(number, place.version),
    severity: severityOf(word, scored ?? true),
    rating: status,
    title: title ?? number,
    message: [title ?? number, ...seen].join("\n"),
    remediation: told.remediation ?? told.test_info?.join("\n"),
    subject: place.subject,
    target: place.target,
    status,
  });
}

/** kube-bench runs nothing for a test of type `manual`, and says so in place of what it saw. */
function isManual({ type, actual_value: actual, test_desc: title }: z.infer<typeof kubeBenchResult>): boolean {
  const isSaid = type === "manual" || (type ?? "") === "" ? /\((?:manual|not scored)\)/i.test(title ?? "") : false;
  return (type === "manual" || isSaid) && (actual ?? "") === "";
}

function severityOf(status: string, isScored: boolean): Severity | "unknown" {
  if (status === "FAIL") return isScored ? "high" : "medium";
  return status === "WARN" ? "low" : "unknown";
}

/**
 * Gives the rule of a test. The numbers of the CIS Benchmark for Kubernetes mean the same in its versions and in those for
 * k3s, RKE and RKE2, but in section 5.2 before 1.23; in other benchmarks they mean something else, and carry its name.
 */
function benchmarkRule(number: string, version: string): string {
  const cis = /(?:^|-)cis-(\d{1,3})\.(\d{1,3})/.exec(version);
  if (version === "") return number;
  if (cis === null) return `${version}/${number}`;
  const minor = Number(cis[2]);
  const isOld = cis[1] === "1" && (minor === 20 || minor === 5 || minor === 6 || minor <= 4);
  return isOld && number.startsWith("5.2.") ? `cis-${cis[1]}.${minor}/${number}` : number;
}
