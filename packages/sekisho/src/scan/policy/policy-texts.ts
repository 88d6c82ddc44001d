import { type Severity, severities } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ScanPolicy } from "./scan-policy.ts";

/** Gives what a policy's annotations say of it: ours (`sekisho.dev/…`) and those that Kyverno's policies have. */
export function policyTexts(
  { name, annotations }: Pick<ManifestObject, "name" | "annotations">,
  severity: Severity,
): Pick<ScanPolicy, "name" | "title" | "remediation" | "severity"> {
  const title = annotations["sekisho.dev/title"] ?? annotations["policies.kyverno.io/title"];
  const remediation = annotations["sekisho.dev/remediation"];
  return {
    name,
    ...(title === undefined ? {} : { title: sameInBoth(title) }),
    remediation:
      remediation === undefined
        ? {
            en: `Change the object as the policy ${name} asks, or accept the finding with a reason.`,
            ja: `ポリシー ${name} の求めるとおりにオブジェクトを修正するか、理由を付けて例外としてください。`,
          }
        : sameInBoth(remediation),
    severity: severityOf(annotations) ?? severity,
  };
}

/** Gives a text that its author wrote in one language. */
export function sameInBoth(text: string): Text {
  return { en: text, ja: text };
}

function severityOf(annotations: Readonly<Record<string, string>>): Severity | undefined {
  const written = annotations["sekisho.dev/severity"] ?? annotations["policies.kyverno.io/severity"];
  return severities.find((severity) => severity === written);
}
