import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { defaultConfiguration } from "../configuration/configuration.ts";
import { scan } from "../scan.ts";

const optional = "reliability/cpu-limit-missing";
const checks = [
  optional,
  "reliability/cpu-request-missing",
  "reliability/limits-missing",
  "reliability/requests-missing",
];

function pod(annotation: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  annotations:\n    ${annotation}\nspec: { containers: [{ name: app, image: a }] }\n`;
}

// What the names ask, from the documentation of Checkov 3.3, Polaris 10 and kube-linter 0.8.
test.each([
  { name: "no exception", annotation: "a: b", accepted: [] },
  { name: "Checkov, CPU limits", annotation: "checkov.io/skip1: CKV_K8S_11=bursts", accepted: [checks[0]] },
  { name: "Checkov, CPU requests", annotation: "checkov.io/skip1: CKV_K8S_10=small", accepted: [checks[1]] },
  { name: "Checkov, memory limits", annotation: "checkov.io/skip1: CKV_K8S_13=cache", accepted: [checks[2]] },
  { name: "Checkov, memory requests", annotation: "checkov.io/skip1: CKV_K8S_12=small", accepted: [checks[3]] },
  {
    name: "Polaris, CPU limits",
    annotation: 'polaris.fairwinds.com/cpuLimitsMissing-exempt: "true"',
    accepted: [checks[0]],
  },
  {
    name: "Polaris, memory requests",
    annotation: 'polaris.fairwinds.com/memoryRequestsMissing-exempt: "true"',
    accepted: [checks[3]],
  },
  {
    name: "kube-linter, both amounts of CPU",
    annotation: "ignore-check.kube-linter.io/unset-cpu-requirements: bursts",
    accepted: [checks[0], checks[1]],
  },
])("an exception for one amount of one resource accepts no other: $name", async ({ annotation, accepted }) => {
  const directory = mkdtempSync(join(tmpdir(), "sekisho-resources-"));
  writeFileSync(join(directory, "pod.yaml"), pod(annotation));
  const configuration = { ...defaultConfiguration, enable: [optional] };

  const { document } = await scan(["pod.yaml"], { workingDirectory: directory, configuration });

  const found = document.reports.flatMap(({ findings }) => findings).filter(({ rule }) => checks.includes(rule.id));
  expect(found.map(({ rule }) => rule.id).toSorted()).toEqual(checks);
  expect(found.flatMap(({ rule, status }) => (status === "accepted" ? [rule.id] : [])).toSorted()).toEqual(accepted);
});
