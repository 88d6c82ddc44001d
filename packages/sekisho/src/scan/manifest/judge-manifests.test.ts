import { describe, expect, test } from "vitest";
import type { ManifestCheck } from "../../checks/manifest/define.ts";
import { createManifestSet } from "../../semantics/kubernetes/create-manifest-set.ts";
import { readObjects } from "../../semantics/kubernetes/read-objects.ts";
import { defaultConfiguration } from "../configuration/configuration.ts";
import { manifestChecks } from "../manifest-checks.ts";
import { type PlannedCheck, planChecks } from "../plan.ts";
import { createManifestJudge, type JudgedManifest, judgeManifests } from "./judge-manifests.ts";
import { parseManifest } from "./read-manifest.ts";

const set = createManifestSet([
  ...objectsOf("a.yaml", "kind: Service\napiVersion: v1\nmetadata: { name: web }\nspec: { selector: { app: none } }\n"),
  ...objectsOf("b.yaml", workload("web")),
  ...objectsOf("c.yaml", `${workload("api")}---\n${workload("batch")}`),
]);

describe("createManifestJudge", () => {
  test("finds part by part what is found in the whole set", () => {
    const plan = planChecks(manifestChecks, defaultConfiguration);
    const judge = createManifestJudge(set, plan);

    const violations = [...judge.judgeWhole(), ...files().flatMap((part) => judge.judgePart(part))];

    const whole = judgeManifests(set, plan);
    expect(new Set(whole.violations.map(({ check }) => check.id)).size).toBeGreaterThan(5);
    expect(violations.map(describeViolation).toSorted()).toEqual(whole.violations.map(describeViolation).toSorted());
    expect(judge.finish()).toEqual({ coverage: whole.coverage, diagnostics: whole.diagnostics });
  });

  test("reports a check that fails once, does not ask it again, and asks the others", () => {
    let asked = 0;
    const failing = replaceEvaluate(() => {
      asked += 1;
      throw new Error("no such field");
    });
    const judge = createManifestJudge(set, failing);

    const violations = files().flatMap((part) => judge.judgePart(part));

    const { coverage, diagnostics } = judge.finish();
    expect(asked).toBe(1);
    expect(coverage.filter(({ ended }) => ended === "failed")).toEqual([
      { plugin: "reliability/no-liveness-probe", ended: "failed", reason: "no such field" },
    ]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["check/failed"]);
    expect(violations.some(({ check }) => check.id !== "reliability/no-liveness-probe")).toBe(true);
  });
});

function workload(name: string): string {
  return `kind: Deployment
apiVersion: apps/v1
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { hostNetwork: true, containers: [{ name: app, image: app }, { name: proxy, image: proxy }] }
`;
}

function objectsOf(path: string, text: string) {
  return readObjects(parseManifest(path, text).documents, { path }).objects;
}

function files() {
  return ["a.yaml", "b.yaml", "c.yaml"].map((path) => ({
    objects: set.objects.filter(({ source }) => source.path === path),
    templates: set.templates.filter(({ workload: { source } }) => source.path === path),
  }));
}

function describeViolation({ check, subject, base, violation }: JudgedManifest): string {
  return [check.id, subject, base, violation.pointer, violation.message.en].join("\n");
}

/** Gives the plan of all checks, in which one of containers does something else. */
function replaceEvaluate(evaluate: () => never): readonly PlannedCheck<ManifestCheck>[] {
  return planChecks(manifestChecks, defaultConfiguration).map((planned) => {
    const { check } = planned;
    if (check.id !== "reliability/no-liveness-probe" || check.subject !== "container") return planned;
    return { ...planned, check: { ...check, evaluate } };
  });
}
