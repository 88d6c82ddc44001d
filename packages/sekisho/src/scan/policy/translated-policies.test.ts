import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { judgePolicyFile } from "./fixtures/judge-policy-file.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sekisho-policies-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const web = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 7
  template:
    spec: { containers: [{ name: app, image: nginx }] }
`;

const services = ["a", "b", "c"]
  .map(
    (name) =>
      `---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: shop }\nspec: { selector: { app: ${name === "c" ? "c" : "web"} } }\n`,
  )
  .join("");
const sameSelectors = [
  "shop/a[Service] /spec/selector: another Service of the namespace has the same selector",
  "shop/b[Service] /spec/selector: another Service of the namespace has the same selector",
];
const uniqueSelector = `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sUniqueServiceSelector
metadata: { name: p }`;

/** A template whose Rego nobody runs. */
function regoTemplate(annotations: string, kind = "K8sUniqueServiceSelector"): string {
  return `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata: { name: ${kind.toLowerCase()}, annotations: { ${annotations} } }
spec:
  crd: { spec: { names: { kind: ${kind} } } }
  targets: [{ target: admission.k8s.gatekeeper.sh, rego: "package p" }]
`;
}

// What they mean is in the documentation of Kyverno and of Gatekeeper's library.
test.each([
  {
    name: "a Kyverno pattern, for the pods of workloads too",
    policies: `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: p }
spec:
  validationFailureAction: Enforce
  rules:
    - name: tag
      match: { any: [{ resources: { kinds: [Pod] } }] }
      validate: { message: "tag of {{ request.object.metadata.namespace }}", pattern: { spec: { containers: [{ image: "*:*" }] } } }`,
    breaches: ["shop/web[Deployment] /spec/template/spec/containers/0/image: tag of shop"],
    severities: ["high"],
  },
  {
    name: "Kyverno's deny conditions",
    policies: `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: p, annotations: { policies.kyverno.io/severity: critical } }
spec:
  rules:
    - name: few
      match: { any: [{ resources: { kinds: [Deployment] } }] }
      validate:
        message: too many
        deny: { conditions: { all: [{ key: "{{ request.object.spec.replicas }}", operator: GreaterThan, value: 5 }] } }`,
    breaches: ["shop/web[Deployment] /spec/replicas: too many"],
    severities: ["critical"],
  },
  {
    name: "Kyverno's Pod Security Standards",
    policies: `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: p }
spec:
  rules:
    - name: pss
      match: { any: [{ resources: { kinds: [Pod] } }] }
      validate:
        podSecurity:
          level: restricted
          version: latest
          exclude: [{ controlName: Seccomp }, { controlName: Capabilities }, { controlName: Running as Non-root }]`,
    breaches: [
      "shop/web[Deployment] /spec/template/spec/containers/0/securityContext/allowPrivilegeEscalation: " +
        "The control allowPrivilegeEscalation of the Pod Security Standards is not met.",
    ],
    severities: ["low"],
  },
  {
    name: "Kyverno's rules in CEL",
    policies: `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: p }
spec:
  rules:
    - name: cel
      match: { any: [{ resources: { kinds: [Deployment] } }] }
      validate: { cel: { expressions: [{ expression: "object.spec.replicas < 7", message: seven }] } }`,
    breaches: ["shop/web[Deployment] /spec/replicas: seven"],
    severities: ["low"],
  },
  {
    name: "what of Kyverno a scan cannot answer",
    policies: `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: p }
spec:
  rules:
    - name: call
      context: [{ name: x, apiCall: { urlPath: /version } }]
      match: { any: [{ resources: { kinds: [Deployment] } }] }
      validate: { pattern: { spec: { replicas: 1 } } }`,
    breaches: [],
    severities: [],
    codes: ["policy/not-translated"],
  },
  {
    name: "a Kyverno rule whose ConfigMap is not given",
    policies: `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: p }
spec:
  rules:
    - name: lookup
      context: [{ name: x, configMap: { name: a, namespace: b } }]
      match: { any: [{ resources: { kinds: [Deployment] } }] }
      validate: { pattern: { spec: { replicas: 1 } } }`,
    breaches: [],
    severities: ["low"],
    codes: ["policy/not-given"],
  },
  {
    name: "a Kyverno rule with a ConfigMap and a variable",
    policies: `apiVersion: v1
kind: ConfigMap
metadata: { name: limits, namespace: policies }
data: { most: "5", kinds: '["Deployment"]' }
---
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: p }
spec:
  rules:
    - name: most
      context:
        - { name: limits, configMap: { name: limits, namespace: policies } }
        - { name: most, variable: { jmesPath: "to_number(limits.data.most)", default: 3 } }
      match: { any: [{ resources: { kinds: [Deployment] } }] }
      preconditions: { any: [{ key: "{{ request.object.kind }}", operator: AnyIn, value: "{{ limits.data.kinds }}" }] }
      validate:
        message: "at most {{ most }}"
        deny: { conditions: { any: [{ key: "{{ request.object.spec.replicas }}", operator: GreaterThan, value: "{{ most }}" }] } }`,
    breaches: ["shop/web[Deployment] /spec/replicas: at most 5"],
    severities: ["low"],
  },
  {
    name: "Kyverno's foreach with a pattern, told at the element",
    policies: `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: p }
spec:
  rules:
    - name: pinned
      match: { any: [{ resources: { kinds: [Pod] } }] }
      validate:
        message: "{{ element.name }} is not pinned"
        foreach:
          - list: "request.object.spec.[initContainers, containers][]"
            pattern: { image: "*@sha256:*" }`,
    breaches: ["shop/web[Deployment] /spec/template/spec/containers/0/image: app is not pinned"],
    severities: ["low"],
  },
  {
    name: "Kyverno's foreach with conditions, images and a variable of its own",
    policies: `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: p }
spec:
  rules:
    - name: registry
      match: { any: [{ resources: { kinds: [Pod] } }] }
      validate:
        message: elsewhere
        foreach:
          - list: request.object.spec.containers
            context: [{ name: registry, variable: { jmesPath: "images.containers.app.registry" } }]
            preconditions: { all: [{ key: "{{ element.name }}", operator: Equals, value: app }] }
            deny: { conditions: { any: [{ key: "{{ registry }}", operator: NotEquals, value: registry.example.com }] } }`,
    breaches: ["shop/web[Deployment] /spec/template/spec/containers/0: elsewhere"],
    severities: ["low"],
  },
  {
    name: "Kyverno's foreach in a foreach",
    policies: `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: p }
spec:
  rules:
    - name: ports
      match: { any: [{ resources: { kinds: [Deployment] } }] }
      validate:
        foreach:
          - list: request.object.spec.template.spec.containers
            foreach:
              - list: "keys(element)"
                deny: { conditions: { all: [{ key: "{{ element }}/{{ elementIndex0 }}", operator: Equals, value: image/0 }] } }`,
    breaches: ["shop/web[Deployment] : The rule ports is not met."],
    severities: ["low"],
  },
  {
    name: "Kyverno's ValidatingPolicy",
    policies: `apiVersion: policies.kyverno.io/v1
kind: ValidatingPolicy
metadata: { name: p }
spec:
  validationActions: [Audit]
  matchConstraints: { resourceRules: [{ apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments] }] }
  validations: [{ expression: "object.spec.replicas < 7", message: seven }]`,
    breaches: ["shop/web[Deployment] /spec/replicas: seven"],
    severities: ["low"],
  },
  {
    name: "a constraint of Gatekeeper's library",
    policies: `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sAllowedRepos
metadata: { name: p }
spec:
  enforcementAction: warn
  match: { kinds: [{ apiGroups: [""], kinds: [Pod] }], excludedNamespaces: ["kube-*"] }
  parameters: { repos: [registry.example.com/] }`,
    breaches: [
      "shop/web[Deployment] /spec/template/spec/containers/0: image from elsewhere than the allowed repositories: app",
    ],
    severities: ["medium"],
  },
  {
    name: "a constraint whose template has CEL",
    policies: `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata: { name: fewreplicas }
spec:
  crd: { spec: { names: { kind: FewReplicas } } }
  targets:
    - target: admission.k8s.gatekeeper.sh
      code:
        - engine: K8sNativeValidation
          source: { validations: [{ expression: "variables.anyObject.spec.replicas <= variables.params.max", message: many }] }
---
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: FewReplicas
metadata: { name: p }
spec: { match: { kinds: [{ apiGroups: [apps], kinds: [Deployment] }] }, parameters: { max: 3 } }`,
    breaches: ["shop/web[Deployment] /spec/replicas: many"],
    severities: ["high"],
  },
  {
    name: "a constraint of the library that looks at other objects",
    policies: uniqueSelector,
    manifests: services,
    breaches: sameSelectors,
    severities: ["high"],
  },
  {
    name: "a kind of the library whose template somebody wrote anew: judged as the library's, and said",
    policies: `${regoTemplate("")}---\n${uniqueSelector}`,
    manifests: services,
    breaches: sameSelectors,
    severities: ["high"],
    codes: ["policy/not-translated"],
  },
  {
    name: "a kind of the library with its own template",
    policies: `${regoTemplate("metadata.gatekeeper.sh/version: 1.0.0")}---\n${uniqueSelector}`,
    manifests: services,
    breaches: sameSelectors,
    severities: ["high"],
  },
  {
    name: "a constraint whose template has Rego alone",
    policies: `${regoTemplate("", "OurOwn")}---\n${uniqueSelector.replace("K8sUniqueServiceSelector", "OurOwn")}`,
    breaches: [],
    severities: [],
    codes: ["policy/not-translated"],
  },
  {
    name: "a constraint that only Rego explains",
    policies:
      "apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: OurOwn\nmetadata: { name: p }\nspec: { parameters: { a: b } }",
    breaches: [],
    severities: [],
    codes: ["policy/not-translated"],
  },
])("translates: $name", async ({ policies, manifests = web, breaches, severities, codes = [] }) => {
  expect(await judgePolicyFile(root, policies, manifests)).toEqual({ breaches, severities, codes });
});
