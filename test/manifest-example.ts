import type { ManifestCheck, ManifestExample } from "../packages/sekisho/src/checks/manifest/define.ts";
import { parseYamlSource } from "../packages/sekisho/src/formats/yaml-source/parse-yaml-source.ts";
import { defaultConfiguration } from "../packages/sekisho/src/scan/configuration/configuration.ts";
import { judgeManifests, type ManifestJudgement } from "../packages/sekisho/src/scan/manifest/judge-manifests.ts";
import { planChecks } from "../packages/sekisho/src/scan/plan.ts";
import { createManifestSet, type SetFacts } from "../packages/sekisho/src/semantics/kubernetes/create-manifest-set.ts";
import type { ManifestSet } from "../packages/sekisho/src/semantics/kubernetes/manifest-set.ts";
import { readObjects } from "../packages/sekisho/src/semantics/kubernetes/read-objects.ts";
import { asParameter } from "./dockerfile-example.ts";

const podHead = "apiVersion: v1\nkind: Pod\nmetadata: { name: example }\n";

/** Gives the manifest of an example: a pod template becomes a pod of its own. */
export function manifestOf(check: ManifestCheck, example: string | ManifestExample): string {
  const text = typeof example === "string" ? example : example.manifests;
  const isTemplate = (check.subject === "pod-template" || check.subject === "container") && !/^kind:/m.test(text);
  if (!isTemplate) return text;
  // A template may bring its own metadata: annotations, labels.
  return /^metadata:/m.test(text) ? `apiVersion: v1\nkind: Pod\n${text}` : podHead + text;
}

/** Reads manifests as the scan does. */
function manifestSetOf(text: string, facts: SetFacts = {}): ManifestSet {
  const documents = parseYamlSource(text);
  const { objects, problems } = readObjects(documents, { path: "example.yaml" });
  const broken = [...documents.flatMap((document) => document.problems), ...problems];
  if (broken.length > 0) throw new Error(`The example cannot be read: ${JSON.stringify(broken[0])}`);
  return createManifestSet(objects, facts);
}

/** Asks one check about an example, with all of the scan but the files. */
export function judgeManifestExample(check: ManifestCheck, example: string | ManifestExample): ManifestJudgement {
  const { parameters = {}, kubernetesMinor, services } = typeof example === "string" ? {} : example;
  const given = Object.entries(parameters).map(([name, value]) => [name, asParameter(value)] as const);
  const configuration = {
    ...defaultConfiguration,
    enable: [check.id],
    parameters: { [check.id]: Object.fromEntries(given) },
  };
  const facts: SetFacts = {
    ...(kubernetesMinor === undefined ? {} : { kubernetesMinor }),
    ...(services === undefined ? {} : { services }),
  };
  return judgeManifests(manifestSetOf(manifestOf(check, example), facts), planChecks([check], configuration));
}
