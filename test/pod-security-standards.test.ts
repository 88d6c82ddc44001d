import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { podSecurityStandards } from "../packages/sekisho/src/compliance/pod-security-standards.ts";
import { parseYamlSource } from "../packages/sekisho/src/formats/yaml-source/parse-yaml-source.ts";
import { defaultConfiguration } from "../packages/sekisho/src/scan/configuration/configuration.ts";
import { judgeManifests } from "../packages/sekisho/src/scan/manifest/judge-manifests.ts";
import { manifestChecks } from "../packages/sekisho/src/scan/manifest-checks.ts";
import { planChecks } from "../packages/sekisho/src/scan/plan.ts";
import { createManifestSet } from "../packages/sekisho/src/semantics/kubernetes/create-manifest-set.ts";
import { readObjects } from "../packages/sekisho/src/semantics/kubernetes/read-objects.ts";
import type { PodSecurityLevel } from "../packages/sekisho/src/semantics/pod-security/controls.ts";
import { evaluatePodSecurity } from "../packages/sekisho/src/semantics/pod-security/evaluate-pod-security.ts";
import { randomPod } from "./random-pod.ts";

const workloadChecks = manifestChecks.filter(({ id }) => id.startsWith("workload/"));

describe.each(podSecurityStandards.filter(({ version }) => ["1.25", "1.31", "1.34", "1.37"].includes(version)))(
  "the checks of $id find what the admission plugin refuses",
  (framework) => {
    const level: PodSecurityLevel = framework.id.startsWith("pss-baseline") ? "baseline" : "restricted";
    const minor = framework.kubernetesMinor ?? 0;

    test("control by control, for any pod", () => {
      const plan = planChecks(workloadChecks, defaultConfiguration);
      fc.assert(
        fc.property(randomPod, (pod) => {
          const { objects } = readObjects(parseYamlSource(JSON.stringify(pod)), { path: "pod.json" });
          const set = createManifestSet(objects, { kubernetesMinor: minor });
          const found = new Set(judgeManifests(set, plan).violations.map(({ check }) => check.id));
          const failed = framework.controls
            .filter(({ checks }) => checks.some((check) => found.has(check)))
            .map(({ id }) => id);
          const refused = set.templates.flatMap((template) =>
            evaluatePodSecurity(template, level, minor).map(({ control }) => control.id),
          );
          // User 0 beside runAsNonRoot is one finding, which answers both controls.
          const exact = (ids: readonly string[]) => ids.filter((id) => id !== "runAsNonRoot").toSorted();
          expect(exact(failed)).toEqual(exact(refused));
          expect(failed.length === 0).toBe(refused.length === 0);
          expect(failed.includes("runAsNonRoot") || !refused.includes("runAsNonRoot")).toBe(true);
        }),
        { numRuns: 150 },
      );
    });
  },
);
