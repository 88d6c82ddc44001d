import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Coverage } from "../../model/report.ts";
import { describeObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import type { Configuration } from "../configuration/configuration.ts";
import type { JudgedManifest, ManifestJudgement } from "../manifest/judge-manifests.ts";
import type { LoadedPolicies, PolicyBreach, ScanPolicy } from "./scan-policy.ts";

/** What stands before a policy's name in the rule of its findings. */
const policyRulePrefix = "policy/";

/** Asks every policy of the user about a set, as checks are asked. */
export function judgePolicies(
  set: ManifestSet,
  { policies, diagnostics: loading }: LoadedPolicies,
  { severity: severities, disable }: Pick<Configuration, "severity" | "disable">,
): ManifestJudgement {
  const violations: JudgedManifest[] = [];
  const coverage: Coverage[] = [];
  const diagnostics: Diagnostic[] = [...loading];
  for (const policy of policies) {
    const id = policyRulePrefix + policy.name;
    if (disable.includes(id)) {
      coverage.push({ plugin: id, ended: "skipped", reason: "disabled" });
      continue;
    }
    const verdict = policy.judge(set);
    for (const breach of verdict.breaches) violations.push(toJudged(policy, breach, severities[id]));
    for (const diagnostic of verdict.diagnostics) diagnostics.push(diagnostic);
    const broken = verdict.diagnostics.find(({ level }) => level === "error");
    coverage.push(
      broken === undefined ? { plugin: id, ended: "done" } : { plugin: id, ended: "partial", reason: broken.code },
    );
  }
  return { violations, coverage, diagnostics };
}

function toJudged(
  policy: ScanPolicy,
  { object, pointer, message, title, detail, container, severity }: PolicyBreach,
  configured: JudgedManifest["severity"] | undefined,
): JudgedManifest {
  const about = container === undefined ? "" : `/container:${container}`;
  return {
    check: {
      id: policyRulePrefix + policy.name,
      aliases: [],
      title: policy.title ?? title ?? policy.remediation,
      remediation: policy.remediation,
    },
    severity: configured ?? severity ?? policy.severity,
    object,
    subject: `${describeObject(object)}${about}${detail === undefined ? "" : `/${detail}`}`,
    base: "",
    container,
    violation: { message, pointer },
  };
}
