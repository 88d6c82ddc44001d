import { describe, expect, test } from "vitest";
import { podSecurityStandards } from "../packages/sekisho/src/compliance/pod-security-standards.ts";
import { manifestChecks } from "../packages/sekisho/src/scan/manifest-checks.ts";
import { judgeManifestExample, manifestOf } from "./manifest-example.ts";

const byId = new Map(manifestChecks.map((check) => [check.id, check]));

/** Tells whether a check has something to say about any of its examples in a version of Kubernetes. */
function speaksIn(id: string, kubernetesMinor: number | undefined): boolean {
  const check = byId.get(id);
  if (check === undefined || kubernetesMinor === undefined) return false;
  return check.examples.fail.some((example) => {
    const manifests = manifestOf(check, example);
    return judgeManifestExample(check, { manifests, kubernetesMinor }).violations.length > 0;
  });
}

describe("every control of the Pod Security Standards has a check that speaks in its version", () => {
  test.each(podSecurityStandards.map((framework) => ({ id: framework.id, framework })))("$id", ({ framework }) => {
    const silent = framework.controls.filter(
      ({ checks }) => !checks.some((check) => speaksIn(check, framework.kubernetesMinor)),
    );

    expect(silent).toEqual([]);
    expect(framework.controls.length).toBeGreaterThan(10);
  });
});
