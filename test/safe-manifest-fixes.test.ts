import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../packages/sekisho/src/formats/yaml-source/parse-yaml-source.ts";
import { isAtLeast } from "../packages/sekisho/src/model/severity.ts";
import { defaultConfiguration } from "../packages/sekisho/src/scan/configuration/configuration.ts";
import { fixManifests } from "../packages/sekisho/src/scan/manifest/fix-manifests.ts";
import { type JudgedManifest, judgeManifests } from "../packages/sekisho/src/scan/manifest/judge-manifests.ts";
import { manifestChecks } from "../packages/sekisho/src/scan/manifest-checks.ts";
import { planChecks } from "../packages/sekisho/src/scan/plan.ts";
import { createManifestSet } from "../packages/sekisho/src/semantics/kubernetes/create-manifest-set.ts";
import {
  isManifestList,
  isManifestMap,
  type ManifestValue,
} from "../packages/sekisho/src/semantics/kubernetes/manifest-value.ts";
import { readObjects } from "../packages/sekisho/src/semantics/kubernetes/read-objects.ts";
import { manifestOf } from "./manifest-example.ts";

/**
 * What safe fixes may change, each by the reason in its check: a field that the API server refuses as it is or never reads,
 * one that repeats what holds anyway, or a wish that keeps nothing from running.
 */
const harmless: Readonly<Record<string, RegExp>> = {
  "manifest/duplicate-variable": /\/env\/\d+(?:\/|$)/,
  "manifest/outdated-api-version": /^\/apiVersion$/,
  "manifest/wrong-type": /\//,
  "reliability/replicas-may-share-node": /\/spec\/topologySpreadConstraints$/,
  "supply/retired-registry": /\/image$/,
  "workload/apparmor-annotation": /\/appArmorProfile$|\/securityContext$|\/annotations(?:\/|$)/,
  "workload/deprecated-service-account-field": /\/serviceAccount(?:Name)?$/,
  "workload/needless-capability": /\/capabilities(?:\/add(?:\/\d+)?)?$|\/securityContext$/,
  "workload/privilege-escalation": /\/securityContext(?:\/allowPrivilegeEscalation)?$/,
  "workload/root-not-refused": /\/securityContext(?:\/runAsNonRoot)?$/,
  "workload/seccomp-annotation": /\/seccompProfile$|\/securityContext$|\/annotations(?:\/|$)/,
  "workload/seccomp-not-set": /\/securityContext(?:\/seccompProfile)?(?:\/type)?$/,
};

// Optional checks are asked too.
const configuration = { ...defaultConfiguration, enable: manifestChecks.map(({ id }) => id) };
const plan = planChecks(manifestChecks, configuration);

const corpus = manifestChecks.flatMap((check) =>
  [...check.examples.fail, ...check.examples.pass].map((example, index) => ({
    name: `${check.id}, example ${index}`,
    text: manifestOf(check, example),
  })),
);

function objectsOf(text: string) {
  return readObjects(parseYamlSource(text), { path: "a.yaml" }).objects;
}

function judge(text: string): ReadonlyMap<string, JudgedManifest> {
  const { violations } = judgeManifests(createManifestSet(objectsOf(text)), plan);
  return new Map(violations.map((judged) => [`${judged.check.id} ${judged.subject}`, judged]));
}

function repair(text: string) {
  const [repaired] = fixManifests([{ path: "a.yaml", text }], {
    proposals: false,
    configuration,
    today: "2026-01-01",
  });
  if (repaired === undefined) throw new Error("nothing came back");
  return repaired;
}

/** Gives the pointers at which two values differ. */
function differences(before: ManifestValue | undefined, after: ManifestValue | undefined, at = ""): readonly string[] {
  if (isManifestMap(before) && isManifestMap(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => differences(before[key], after[key], `${at}/${key}`));
  }
  if (isManifestList(before) && isManifestList(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) => differences(before[index], after[index], `${at}/${index}`)).flat();
  }
  return before === after ? [] : [at];
}

const repaired = corpus
  .map(({ name, text }) => ({ name, text, outcome: repair(text) }))
  .filter(({ outcome }) => outcome.applied.length > 0);

describe("safe fixes of manifests, over the examples of all checks", () => {
  test("are made by the checks that are known to have one, and by no other", () => {
    const rules = new Set(repaired.flatMap(({ outcome }) => outcome.applied.map(({ rule }) => rule)));

    expect([...rules].toSorted()).toEqual(Object.keys(harmless).toSorted());
    expect(repaired.length).toBeGreaterThan(100);
  });

  test.each(repaired)(
    "$name: silence their rules, bring nothing as bad, change what is harmless alone",
    ({ text, outcome }) => {
      const before = judge(text);
      const after = judge(outcome.text);
      const rules = outcome.applied.map(({ rule, subject }) => `${rule} ${subject}`);
      const added = [...after].filter(([key]) => !before.has(key)).map(([, judged]) => judged);

      for (const { rule, safety } of outcome.applied) {
        expect(safety).toBe("safe");
        expect(rules.filter((key) => after.has(key) && key.startsWith(`${rule} `))).toEqual([]);
      }
      for (const { severity } of added) {
        const repairedAsBad = rules.filter((key) => isAtLeast(severity, before.get(key)?.severity ?? "info"));
        expect(repairedAsBad).toEqual([]);
      }
      const allowed = outcome.applied.map(({ rule }) => harmless[rule]);
      const contents = [text, outcome.text].map((written) => objectsOf(written).map(({ content }) => content));
      const changed = differences(contents[0], contents[1]).map((pointer) => pointer.replace(/^\/\d+/, ""));
      expect(changed.length).toBeGreaterThan(0);
      expect(changed.filter((pointer) => !allowed.some((pattern) => pattern?.test(pointer) === true))).toEqual([]);
    },
  );

  test.each(repaired)("$name: a second run changes nothing", ({ outcome }) => {
    expect(repair(outcome.text)).toMatchObject({ text: outcome.text, applied: [] });
  });
});
