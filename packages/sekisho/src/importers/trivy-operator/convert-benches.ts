import type { Conversion, ImportContext, Outcome } from "../define.ts";
import { kubeBenchOutcome } from "../parts/kube-bench-result.ts";
import { kubeHunterHit, kubeHunterOutcome } from "../parts/kube-hunter-hit.ts";
import { objectSubject } from "../parts/object-subject.ts";
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";
import { readOperatorHeader } from "./read-header.ts";
import { benchSection } from "./schema.ts";

/** Starts to convert a CISKubeBenchReport, which is named as its node. */
export function beginBench(header: unknown, context: ImportContext): Conversion {
  const { metadata, report } = readOperatorHeader(header, context);
  const subject = objectSubject({ kind: "Node", name: metadata?.name });
  return {
    target: { kind: "cluster", name: context.targetName },
    ...present({ toolVersion: report?.scanner?.version, scannedAt: toTime(report?.updateTimestamp) }),
    convert: ({ value, pointer }) => {
      const { version, tests } = context.read(benchSection, value, pointer) ?? {};
      const results = (tests ?? []).flatMap((test) => test.results ?? []);
      const place = { version: version ?? "", subject, pointer };
      return results.map((result) => named(kubeBenchOutcome(result, place), "kube-bench"));
    },
  };
}

/** Starts to convert a KubeHunterReport. */
export function beginHunter(header: unknown, context: ImportContext): Conversion {
  const { report } = readOperatorHeader(header, context);
  return {
    target: { kind: "cluster", name: context.targetName },
    ...present({ toolVersion: report?.scanner?.version, scannedAt: toTime(report?.updateTimestamp) }),
    convert: ({ value, pointer }) => {
      const read = context.read(kubeHunterHit, value, pointer);
      return read === undefined ? [] : [named(kubeHunterOutcome(read), "kube-hunter")];
    },
  };
}

/** Gives a finding the name by which the tool itself calls its rule. */
function named(outcome: Outcome, tool: string): Outcome {
  if (outcome.kind !== "finding") return outcome;
  const { finding } = outcome;
  return { kind: "finding", finding: { ...finding, aliases: [`${tool}:${finding.rule}`] } };
}
