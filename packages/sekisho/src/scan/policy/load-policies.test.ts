import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { judgePolicyFile } from "./fixtures/judge-policy-file.ts";
import { loadPolicies } from "./load-policies.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sekisho-policies-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function judge(policies: string, manifests: string) {
  return judgePolicyFile(root, policies, manifests);
}

function policy(spec: string, resources = "deployments", group = "apps"): string {
  return `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: p }
spec:
  matchConstraints:
    resourceRules:
      - { apiGroups: ["${group}"], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [${resources}] }
${spec}`;
}

function binding(spec: string): string {
  return `
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: b }
spec: { policyName: p, ${spec} }`;
}

const web = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 7
  template:
    spec: { containers: [{ name: app, image: nginx }] }
`;
const shop = `---
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { environment: test } }
`;

// The first three are the examples of the Kubernetes documentation, "Validating Admission Policy"; what they answer is there.
test.each([
  {
    name: "the first example of the documentation, its namespace selected",
    policies:
      policy('  validations: [{ expression: "object.spec.replicas <= 5" }]') +
      binding(
        "validationActions: [Deny], matchResources: { namespaceSelector: { matchLabels: { environment: test } } }",
      ),
    manifests: web + shop,
    breaches: ["shop/web[Deployment] /spec/replicas: failed expression: object.spec.replicas <= 5"],
    severities: ["high"],
  },
  {
    name: "its namespace not selected",
    policies:
      policy('  validations: [{ expression: "object.spec.replicas <= 5" }]') +
      binding(
        "validationActions: [Deny], matchResources: { namespaceSelector: { matchLabels: { environment: test } } }",
      ),
    manifests: web + shop.replace("test", "production"),
    breaches: [],
    severities: ["high"],
  },
  {
    name: "parameters by name, from the policies' own files",
    policies:
      policy(
        "  paramKind: { apiVersion: rules.example.com/v1, kind: ReplicaLimit }\n" +
          "  validations: [{ expression: 'object.spec.replicas <= params.maxReplicas', messageExpression: \"'at most ' + string(params.maxReplicas)\" }]",
      ) +
      binding("validationActions: [Warn], paramRef: { name: limit, namespace: shop, parameterNotFoundAction: Deny }") +
      "\n---\napiVersion: rules.example.com/v1\nkind: ReplicaLimit\nmetadata: { name: limit, namespace: shop }\nmaxReplicas: 3\n",
    manifests: web,
    breaches: ["shop/web[Deployment] /spec/replicas: at most 3"],
    severities: ["medium"],
  },
  {
    name: "what the API server fills in",
    policies: policy('  validations: [{ expression: "object.spec.replicas <= 5" }]'),
    manifests: web.replace("  replicas: 7\n", ""),
    breaches: [],
    severities: ["medium"],
  },
  {
    name: "the pods that workloads make",
    policies: policy(
      "  validations: [{ expression: \"object.spec.containers.all(c, c.image.contains(':'))\", message: no tag }]",
      "pods",
      "",
    ),
    manifests: web,
    breaches: ["shop/web[Deployment] /spec/template/spec/containers/0: no tag"],
    severities: ["medium"],
  },
  {
    name: "a field by a variable",
    policies: policy(
      "  variables: [{ name: pod, expression: object.spec.template.spec }]\n" +
        "  validations: [{ expression: 'has(variables.pod.nodeSelector)', message: none }]",
    ),
    manifests: web,
    breaches: ["shop/web[Deployment] /spec/template/spec/nodeSelector: none"],
    severities: ["medium"],
  },
  {
    name: "an expression without a value refuses",
    policies: policy("  validations: [{ expression: object.spec.paused == true }]"),
    manifests: web,
    breaches: [
      "shop/web[Deployment] /spec/paused: The policy cannot be computed for this object, and a cluster refuses it " +
        "(failurePolicy: Fail): no such key: paused.",
    ],
    severities: ["medium"],
  },
  {
    name: "the whole set",
    policies: policy(
      "  validations: [{ expression: \"objects('Namespace').exists(n, n.metadata.name == object.metadata.namespace)\", message: lost }]",
    ),
    manifests: web,
    breaches: ["shop/web[Deployment] /metadata/namespace: lost"],
    severities: ["medium"],
    codes: ["policy/not-for-clusters"],
  },
  {
    name: "the whole set, all there",
    policies: policy(
      "  validations: [{ expression: \"objects('Namespace').exists(n, n.metadata.name == object.metadata.namespace)\", message: lost }]",
    ),
    manifests: web + shop,
    breaches: [],
    severities: ["medium"],
    codes: ["policy/not-for-clusters"],
  },
  {
    name: "an expression without a value, where that means nothing",
    policies: policy("  failurePolicy: Ignore\n  validations: [{ expression: object.spec.paused == true }]"),
    manifests: web,
    breaches: [],
    severities: ["medium"],
    codes: ["policy/not-computable"],
  },
  {
    name: "parameters that no binding names",
    policies: policy(
      '  paramKind: { apiVersion: v1, kind: ConfigMap }\n  validations: [{ expression: "object.spec.replicas <= int(params.data.max)" }]',
    ),
    manifests: web,
    breaches: [],
    severities: ["medium"],
    codes: ["policy/no-parameters"],
  },
  {
    name: "the authorizer, with what can be answered without",
    policies: policy(
      "  validations:\n  - expression: authorizer.group('').resource('pods').check('get').allowed()\n  - expression: object.spec.replicas < 7\n    message: seven",
    ),
    manifests: web,
    breaches: ["shop/web[Deployment] /spec/replicas: seven"],
    severities: ["medium"],
    codes: ["policy/needs-authorizer"],
  },
])("judges: $name", async ({ policies, manifests, breaches, severities, codes = [] }) => {
  expect(await judge(policies, manifests)).toEqual({ breaches, severities, codes });
});

// Lines and columns are counted by hand.
test.each([
  {
    name: "syntax",
    spec: '  validations: [{ expression: "1 +" }]',
    wanted: /^policy\.yaml:8:35: expected an expression/,
  },
  {
    name: "a name that nobody declares, in a block",
    spec: "  validations:\n  - expression: |-\n      true &&\n      nobody",
    wanted: /^policy\.yaml:11:7: undeclared reference/,
  },
  {
    name: "a type",
    spec: "  validations: [{ expression: '1' }]",
    wanted: /^policy\.yaml:8:19: expected an expression of type bool/,
  },
  { name: "broken YAML", spec: "  validations: [", wanted: /^policy\.yaml:8:/ },
])("refuses, with line and column: $name", async ({ spec, wanted }) => {
  write("policy.yaml", policy(spec));
  await expect(loadPolicies(["policy.yaml"], root)).rejects.toMatchObject({
    code: "policy-invalid",
    message: expect.stringMatching(wanted),
  });
});

test.each([
  { name: "a path", pattern: "nothing.yaml" },
  { name: "a glob", pattern: "policies/*.yaml" },
])("refuses $name that names nothing", async ({ pattern }) => {
  await expect(loadPolicies([pattern], root)).rejects.toMatchObject({ code: "policy-unreadable" });
});

test("refuses a policy without a name", async () => {
  write("policy.yaml", policy("  validations: [{ expression: 'true' }]").replace("name: p", "labels: {}"));
  await expect(loadPolicies(["policy.yaml"], root)).rejects.toMatchObject({
    code: "policy-invalid",
    message: expect.stringMatching(/^policy\.yaml:3:\d+: expected metadata\.name/),
  });
});

// The second line holds the kind; its value begins in column 7, and the key in column 1 is shown with it.
test.each([
  { kind: "ImageValidatingPolicy", group: "policies.kyverno.io/v1", level: "error" },
  { kind: "NamespacedImageValidatingPolicy", group: "policies.kyverno.io/v1beta1", level: "error" },
  { kind: "ClusterImagePolicy", group: "policy.sigstore.dev/v1beta1", level: "error" },
  { kind: "ClusterAdmissionPolicy", group: "policies.kubewarden.io/v1", level: "error" },
  { kind: "MutatingAdmissionPolicy", group: "admissionregistration.k8s.io/v1", level: "warning" },
  { kind: "MutatingAdmissionPolicyBinding", group: "admissionregistration.k8s.io/v1", level: "warning" },
  { kind: "MutatingPolicy", group: "policies.kyverno.io/v1", level: "warning" },
  { kind: "PolicyException", group: "kyverno.io/v2", level: "warning" },
  { kind: "Assign", group: "mutations.gatekeeper.sh/v1", level: "warning" },
])("says, with line and column, that $kind is not evaluated, and judges the others", async ({ kind, group, level }) => {
  write(
    "policy.yaml",
    `apiVersion: ${group}\nkind: ${kind}\nmetadata: { name: other }\n---\n${policy("  validations: [{ expression: 'true' }]")}`,
  );

  const { policies, diagnostics } = await loadPolicies(["policy.yaml"], root);

  expect(policies.map(({ name }) => name)).toEqual(["p"]);
  expect(diagnostics).toMatchObject([
    { code: "policy/not-translated", level, location: { path: "policy.yaml", startLine: 2, startColumn: 1 } },
  ]);
  expect(diagnostics[0]?.message.en).toContain(kind);
});

test("refuses a file without policies", async () => {
  write("policy.yaml", web);
  await expect(loadPolicies(["policy.yaml"], root)).rejects.toMatchObject({ code: "policy-invalid" });
});

test("takes globs and directories, each file once", async () => {
  write("policies/a.yaml", policy("  validations: [{ expression: 'true' }]"));
  write("policies/deep/b.yaml", policy("  validations: [{ expression: 'true' }]").replace("name: p", "name: q"));
  write("policies/read-me.txt", "no policy");
  const names = async (...patterns: readonly string[]) =>
    (await loadPolicies(patterns, root)).policies.map(({ name }) => name);
  expect(await names("policies/*.yaml")).toEqual(["p"]);
  expect(await names("policies/**/*.yaml", "policies")).toEqual(["p", "q"]);
});

test("a binding of a policy that is not there is told with its line; one that is there is not", async () => {
  write(
    "policy.yaml",
    `${policy("  validations: [{ expression: 'true' }]")}${binding("validationActions: [Deny]").replace("policyName: p", "policyName: q")}`,
  );

  const { diagnostics } = await loadPolicies(["policy.yaml"], root);

  expect(diagnostics).toMatchObject([
    {
      code: "policy/binding-without-policy",
      level: "warning",
      message: { en: expect.stringContaining("ValidatingAdmissionPolicy q ") },
      location: { path: "policy.yaml", startLine: 13 },
    },
  ]);
  write("policy.yaml", `${policy("  validations: [{ expression: 'true' }]")}${binding("validationActions: [Deny]")}`);
  expect((await loadPolicies(["policy.yaml"], root)).diagnostics).toEqual([]);
});
