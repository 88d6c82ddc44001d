const rbac = "rbac.authorization.k8s.io";

/** Gives an example in which a service account holds rules, each in flow style, in every namespace. */
export function heldEverywhere(...rules: readonly string[]): string {
  return held("ClusterRole", "{ name: tool }", rules);
}

/** Gives an example in which a service account holds rules, each in flow style, in the namespace `shop`. */
export function heldInNamespace(...rules: readonly string[]): string {
  return held("Role", "{ name: tool, namespace: shop }", rules);
}

function held(kind: "ClusterRole" | "Role", metadata: string, rules: readonly string[]): string {
  return [
    `apiVersion: ${rbac}/v1`,
    `kind: ${kind}`,
    `metadata: ${metadata}`,
    "rules:",
    ...rules.map((rule) => `  - ${rule}`),
    "---",
    `apiVersion: ${rbac}/v1`,
    `kind: ${kind}Binding`,
    `metadata: ${metadata}`,
    `roleRef: { apiGroup: ${rbac}, kind: ${kind}, name: tool }`,
    "subjects:",
    "  - { kind: ServiceAccount, name: tool, namespace: ops }",
    "",
  ].join("\n");
}
