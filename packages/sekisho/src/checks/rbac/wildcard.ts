import type { Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import { findPermissionGraph, hasPermissions } from "../../semantics/permissions/create-permission-graph.ts";
import type { WrittenRule } from "../../semantics/permissions/permission-graph.ts";
import { describeRule, type PolicyRule } from "../../semantics/permissions/policy-rule.ts";
import { holdersOfRole } from "../../semantics/permissions/role-holders.ts";
import { defineSetCheck, type SetViolation } from "../manifest/define.ts";
import { heldEverywhere } from "./define-example.ts";

export const wildcard = defineSetCheck({
  id: "rbac/wildcard",
  aliases: [
    "checkov:CKV_K8S_49",
    "kube-bench:5.1.3",
    "kube-linter:wildcard-in-rules",
    "kubescape:C-0187",
    "trivy:KSV-0044",
    "trivy:KSV-0045",
    "trivy:KSV-0046",
    "trivy:KSV-0112",
  ],
  title: { en: "Role allows with a wildcard", ja: "ロールがワイルドカードで許可している" },
  severity: "medium",
  why: {
    en: "A star allows what nobody thought of, today (Secrets, pods/exec, escalate) and with every kind that is installed later.",
    ja: "ワイルドカードは、Secret、pods/exec、escalate など意図しない操作も、今後追加される種類に対する操作も許可します。",
  },
  remediation: {
    en: "List the verbs, resources and groups that are used.",
    ja: "実際に使う動詞、リソース、グループを列挙してください。",
  },
  sources: [
    "CIS Kubernetes Benchmark 1.12, 5.1.3",
    "Kubernetes documentation, Role Based Access Control Good Practices, Least privilege",
  ],
  examples: {
    fail: [
      heldEverywhere('{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }'),
      `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: tool, namespace: shop }
rules:
  - { apiGroups: [apps], resources: [deployments], verbs: ["*"] }
`,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: tool }
rules:
  - { apiGroups: ["*"], resources: [pods], verbs: [get] }
`,
    ],
    pass: [
      heldEverywhere(
        "{ apiGroups: [apps], resources: [deployments], verbs: [get, list, watch, create, update, patch, delete] }",
      ),
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: scaler }
rules:
  - { apiGroups: [""], resources: ["*/scale"], verbs: [get] }
`,
    ],
  },
  isAbout: hasPermissions,
  evaluate(set) {
    const graph = findPermissionGraph(set);
    if (graph === undefined) return [];
    const violations: SetViolation[] = [];
    const seen = new Set<WrittenRule>();
    for (const written of graph.roles.flatMap(({ rules }) => rules)) {
      const { object, isDefault } = written.role;
      if (object === undefined || isDefault || seen.has(written)) continue;
      seen.add(written);
      const stars = fields.filter(({ key }) => written.rule[key].includes("*"));
      const [first] = stars;
      if (first === undefined) continue;
      const { everywhere } = holdersOfRole(graph, written.role);
      violations.push({
        object,
        pointer: `${written.pointer}/${first.name}`,
        also: stars.slice(1).map(({ name }) => `${written.pointer}/${name}`),
        severity: severityOf(written.rule, everywhere !== undefined),
        message: describe(
          written.rule,
          stars.map(({ name }) => name),
        ),
      });
    }
    return violations;
  },
});

const fields = [
  { key: "verbs", name: "verbs" },
  { key: "resources", name: "resources" },
  { key: "apiGroups", name: "apiGroups" },
  { key: "nonResourceUrls", name: "nonResourceURLs" },
] as const;

/** A star among the verbs of named resources allows little that a list would not. */
function severityOf({ verbs, resources, apiGroups }: PolicyRule, isEverywhere: boolean): Severity {
  const isOfPods = apiGroups.includes("*") || apiGroups.includes("");
  if (!resources.includes("*") || !isOfPods) return "low";
  return verbs.includes("*") && isEverywhere ? "high" : "medium";
}

function describe(rule: PolicyRule, names: readonly string[]): Text {
  const text = describeRule(rule);
  return {
    en: `The rule “${text}” has a star in ${names.join(", ")}: it grows with every new verb, kind and group.`,
    ja: `ルール「${text}」の ${names.join("、")} にワイルドカード（*）があり、今後追加される動詞、種類、グループも許可されます。`,
  };
}
