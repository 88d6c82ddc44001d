import { expect, test } from "vitest";
import type { ServiceRules } from "../../semantics/data-classes/security-policy.ts";
import { createManifestSet } from "../../semantics/kubernetes/create-manifest-set.ts";
import { readObjects } from "../../semantics/kubernetes/read-objects.ts";
import { defaultConfiguration } from "../configuration/configuration.ts";
import { prepareConfigured } from "../exceptions.ts";
import { manifestChecks } from "../manifest-checks.ts";
import { planChecks } from "../plan.ts";
import { judgeManifests } from "./judge-manifests.ts";
import { createManifestAcceptance } from "./manifest-acceptance.ts";
import { toManifestFindings } from "./manifest-findings.ts";
import { parseManifest } from "./read-manifest.ts";

const today = "2027-01-31";

const services: readonly ServiceRules[] = [
  {
    name: "pay",
    select: { names: ["pay"] },
    holds: [{ name: "own", title: { en: "", ja: "" }, level: 4, demands: [] }],
    standards: [],
  },
];

function pod(name: string): string {
  return `kind: Pod\napiVersion: v1\nmetadata: { name: ${name} }\nspec:\n  containers: [{ name: app }]\n  volumes:\n    - name: data\n      persistentVolumeClaim:\n        claimName: files\n`;
}

const claim =
  "kind: PersistentVolumeClaim\napiVersion: v1\nmetadata: { name: files }\nspec:\n  accessModes: [ReadWriteMany]\n";

/** Files that `gone` names are gone when they are read again. */
function examine(files: Readonly<Record<string, string>>, gone: readonly string[] = []) {
  const parsed = new Map(Object.entries(files).map(([path, text]) => [path, parseManifest(path, text)]));
  const objects = [...parsed].flatMap(([path, { documents }]) => readObjects(documents, { path }).objects);
  const plan = planChecks(manifestChecks, defaultConfiguration);
  const { violations } = judgeManifests(createManifestSet(objects, { services }), plan);
  const { findings } = toManifestFindings(violations, {
    language: "en",
    controlsOf: () => [],
    objects,
    pathsWithExceptions: [],
    parse: (path) => (gone.includes(path) ? undefined : parsed.get(path)),
    acceptance: createManifestAcceptance({
      configuration: defaultConfiguration,
      configured: prepareConfigured([], today),
      today,
    }),
  });
  const found = findings.filter(({ rule }) => rule.id === "data-class/shared-volume");
  return found.map(({ subject, severity, evidence }) => ({
    subject,
    severity,
    places: evidence.map(({ location }) => `${location.path}:${location.startLine ?? location.pointer}`),
  }));
}

// Lines counted by hand: claimName stands on line 9 of a pod, accessModes on line 5 of the claim.
test.each([
  {
    name: "three files",
    files: { "pay.yaml": pod("pay"), "tool.yaml": pod("tool"), "claim.yaml": claim },
    gone: [],
    places: ["pay.yaml:9", "tool.yaml:9", "claim.yaml:5"],
  },
  {
    name: "one file, the other place first",
    files: { "all.yaml": `${pod("tool")}---\n${claim}---\n${pod("pay")}` },
    gone: [],
    places: ["all.yaml:25", "all.yaml:9", "all.yaml:15"],
  },
  {
    name: "another file that is gone by now",
    files: { "pay.yaml": pod("pay"), "tool.yaml": pod("tool"), "claim.yaml": claim },
    gone: ["tool.yaml"],
    places: ["pay.yaml:9", "tool.yaml:/spec/volumes/0/persistentVolumeClaim/claimName", "claim.yaml:5"],
  },
])("a finding shows its places in other objects: $name", ({ files, gone, places }) => {
  const found = examine(files, gone);

  expect(found).toEqual([{ subject: "default/pay[Pod]/volume:files", severity: "medium", places }]);
});
