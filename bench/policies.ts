/**
 * Measures what a policy costs over 10,000 Deployments, in CPU time of this process: `node bench/policies.ts`. Every
 * Deployment breaks the second and the third policy, so that making findings is in the figure.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseYamlSource } from "../packages/sekisho/src/formats/yaml-source/parse-yaml-source.ts";
import { loadPolicies } from "../packages/sekisho/src/scan/policy/load-policies.ts";
import { createManifestSet } from "../packages/sekisho/src/semantics/kubernetes/create-manifest-set.ts";
import { readObjects } from "../packages/sekisho/src/semantics/kubernetes/read-objects.ts";

const objects = 10_000;
const runs = 5;

const policies: Readonly<Record<string, string>> = {
  "ValidatingAdmissionPolicy, two validations": `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: p }
spec:
  matchConstraints:
    resourceRules: [{ apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments] }]
  validations:
    - expression: object.spec.replicas <= 100
    - expression: object.spec.template.spec.containers.all(c, !c.image.endsWith(':latest'))
`,
  "Gatekeeper constraint K8sAllowedRepos, on pods": `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sAllowedRepos
metadata: { name: p }
spec: { match: { kinds: [{ apiGroups: [""], kinds: [Pod] }] }, parameters: { repos: [registry.example.com/] } }
`,
  "Kyverno pattern, on pods": `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: p }
spec:
  rules:
    - name: tag
      match: { any: [{ resources: { kinds: [Pod] } }] }
      validate: { message: no tag, pattern: { spec: { containers: [{ image: "*:*" }] } } }
`,
};

function deployment(index: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: web-${index}, namespace: shop }
spec:
  replicas: ${index % 10}
  template:
    spec: { containers: [{ name: app, image: nginx }, { name: proxy, image: "envoy:1" }] }
`;
}

const text = Array.from({ length: objects }, (_, index) => deployment(index)).join("---\n");
const set = createManifestSet(readObjects(parseYamlSource(text), { path: "manifests.yaml" }).objects);
const folder = mkdtempSync(join(tmpdir(), "sekisho-bench-policies-"));
try {
  for (const [name, policy] of Object.entries(policies)) {
    writeFileSync(join(folder, "policy.yaml"), policy);
    const loaded = await loadPolicies(["policy.yaml"], folder);
    let best = Number.POSITIVE_INFINITY;
    let breaches = 0;
    for (let run = 0; run < runs; run++) {
      const before = process.cpuUsage();
      breaches = loaded.policies.flatMap((one) => one.judge(set).breaches).length;
      const { user, system } = process.cpuUsage(before);
      best = Math.min(best, (user + system) / 1000);
    }
    console.log(`${name}: ${objects} objects, ${breaches} breaches, ${best.toFixed(0)} ms CPU`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
