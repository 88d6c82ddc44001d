import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { createManifestSet } from "../../semantics/kubernetes/create-manifest-set.ts";
import { readObjects } from "../../semantics/kubernetes/read-objects.ts";
import { readSecrets } from "./read-secrets.ts";

const rbac = "rbac.authorization.k8s.io";

function role(labels: string, names: string, kind = "ClusterRole", name = "reader"): string {
  const limit = names === "" ? "" : `, resourceNames: [${names}]`;
  return `apiVersion: ${rbac}/v1
kind: ${kind}
metadata: { name: "${name}"${labels} }
rules: [{ apiGroups: [""], resources: [secrets], verbs: [get]${limit} }]
`;
}

function binding(namespace: string, roleName = "reader", accounts = 1): string {
  const subjects = Array.from(
    { length: accounts },
    (_, index) => `{ kind: ServiceAccount, namespace: shop, name: a${index} }`,
  );
  return `---
apiVersion: ${rbac}/v1
kind: ${namespace === "" ? "ClusterRoleBinding" : "RoleBinding"}
metadata: { name: b${namespace}${namespace === "" ? "" : `, namespace: ${namespace}`} }
roleRef: { apiGroup: ${rbac}, kind: ClusterRole, name: "${roleName}" }
subjects: [${subjects.join(", ")}]
`;
}

function judge(manifests: string) {
  const { objects } = readObjects(parseYamlSource(manifests), { path: "a.yaml" });
  const set = createManifestSet(objects);
  return readSecrets.evaluate(set, { set, parameters: {} });
}

describe("a power is as severe as it reaches far", () => {
  // Severities as the check declares them: high everywhere, low in a namespace, one step less for named objects and
  // where nobody is bound.
  test.each([
    {
      name: "everywhere",
      manifests: role("", "") + binding(""),
      severity: "high",
      message: "ServiceAccount:shop/a0 can get secrets in every namespace by ClusterRoleBinding b.",
    },
    {
      name: "in a namespace",
      manifests: role("", "") + binding("shop"),
      severity: "low",
      message: "ServiceAccount:shop/a0 can get secrets in namespace shop by RoleBinding shop/bshop.",
    },
    {
      name: "everywhere, named objects alone",
      manifests: role("", "one, two") + binding(""),
      severity: "medium",
      message: "ServiceAccount:shop/a0 can get secrets (one, two) in every namespace by ClusterRoleBinding b.",
    },
    {
      name: "by nobody",
      manifests: role("", ""),
      severity: "info",
      message: "The role allows get on secrets; nobody in these manifests is bound to it.",
    },
    {
      name: "by many",
      manifests: role("", "") + binding("", "reader", 5),
      severity: "high",
      message:
        "ServiceAccount:shop/a0, ServiceAccount:shop/a1, ServiceAccount:shop/a2 and 2 more can get secrets in every namespace by ClusterRoleBinding b.",
    },
    {
      name: "through a role of Kubernetes that takes it in",
      manifests: role(`, labels: { ${rbac}/aggregate-to-view: "true" }`, "") + binding("", "view"),
      severity: "high",
      message: "ServiceAccount:shop/a0 can get secrets in every namespace by ClusterRoleBinding b.",
    },
  ])("$name", ({ manifests, severity, message }) => {
    expect(judge(manifests).map((violation) => [violation.severity, violation.message.en])).toEqual([
      [severity, message],
    ]);
  });

  test.each([
    {
      name: "a role that Kubernetes brings along",
      manifests: role("", "", "ClusterRole", "system:x") + binding("", "system:x"),
    },
    {
      name: "one that says so by its label",
      manifests: role(", labels: { kubernetes.io/bootstrapping: rbac-defaults }", "") + binding(""),
    },
    { name: "a kind of another group", manifests: role("", "").replace(`${rbac}/v1`, "example.com/v1") },
  ])("says nothing of $name", ({ manifests }) => {
    expect(judge(manifests)).toEqual([]);
  });
});
