import { expect, test } from "vitest";
import { readYamlDocuments } from "../../formats/yaml-source/parse-yaml-source.ts";
import { createManifestSet } from "../../semantics/kubernetes/create-manifest-set.ts";
import { readObjects } from "../../semantics/kubernetes/read-objects.ts";
import { componentWithKnownFlaw } from "./component-with-known-flaw.ts";

// Versions as the advisories named in the check give them.
test.each([
  { image: "registry.k8s.io/ingress-nginx/controller:v1.11.4", flaws: ["CVE-2025-1974"] },
  { image: "registry.k8s.io/ingress-nginx/controller:v1.11.5", flaws: [] },
  { image: "registry.k8s.io/ingress-nginx/controller:v1.12.0-beta.0", flaws: ["CVE-2025-1974"] },
  { image: "k8s.gcr.io/ingress-nginx/controller:v0.49.0", flaws: ["CVE-2025-1974", "CVE-2021-25742"] },
  { image: "k8s.gcr.io/ingress-nginx/controller:v1.0.0@sha256:1", flaws: [] },
  {
    image: `k8s.gcr.io/ingress-nginx/controller:v1.0.0@sha256:${"0".repeat(64)}`,
    flaws: ["CVE-2025-1974", "CVE-2021-25742"],
  },
  { image: "quay.io/argoproj/argocd:v2.1.8", flaws: ["CVE-2022-24348"] },
  { image: "quay.io/argoproj/argocd:v2.1.9", flaws: [] },
  { image: "quay.io/argoproj/argocd:v2.3.0", flaws: [] },
  { image: "grafana/grafana:9.2.3", flaws: ["CVE-2022-39328"] },
  { image: "grafana/grafana:9.2.4", flaws: [] },
  { image: "grafana/grafana:9.2.4-rc1", flaws: ["CVE-2022-39328"] },
  { image: "kyverno/kyverno:v1.8.2", flaws: [] },
  { image: "kyverno/kyverno:v1.8.3", flaws: ["CVE-2022-47633"] },
  { image: "kyverno/kyverno:1.8", flaws: [] },
  { image: `kyverno/kyverno:v${"9".repeat(120)}.1.1`, flaws: [] },
])("$image has $flaws", ({ image, flaws }) => {
  const text = `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [{ name: a, image: "${image}" }] }\n`;
  const set = createManifestSet(readObjects(readYamlDocuments(text), { path: "a.yaml" }).objects);
  const containers = set.templates.flatMap((template) => template.containers);

  const found = containers.flatMap((one) => [...componentWithKnownFlaw.evaluate(one, { set, parameters: {} })]);

  expect(containers).toHaveLength(1);
  expect(found.map(({ detail }) => detail)).toEqual(flaws);
});
