import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scan } from "../scan.ts";

const policy = (name: string, priority: string) =>
  `apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: { name: ${name} }\nspec:\n  priority: ${priority}\n  subject: { namespaces: {} }\n  ingress: [{ action: Deny, from: [{ namespaces: {} }] }]\n`;

// Lines counted by hand: each policy has seven lines, and one that separates it; its priority is on the fifth.
test.each([
  { name: "policies of one priority", second: policy("b", "5"), expected: ["warning network/same-priority 13:3"] },
  { name: "a priority that is none", second: policy("b", "-1"), expected: ["warning network/invalid-policy 13:3"] },
  { name: "policies in order", second: policy("b", "6"), expected: [] },
])("a scan says what is doubtful in $name", async ({ second, expected }) => {
  const directory = mkdtempSync(join(tmpdir(), "sekisho-policies-"));
  writeFileSync(join(directory, "all.yaml"), `${policy("a", "5")}---\n${second}`);

  const { document } = await scan(["all.yaml"], { workingDirectory: directory });

  const said = document.reports.flatMap(({ diagnostics }) =>
    diagnostics
      .filter(({ code }) => code.startsWith("network/"))
      .map(({ code, level, location }) => `${level} ${code} ${location?.startLine}:${location?.startColumn}`),
  );
  expect(said).toEqual(expected);
});

const role = (name: string, taken: string, label: string) =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: ${name}\n  labels: { ${label}: "true" }\naggregationRule:\n  clusterRoleSelectors: [{ matchLabels: { ${taken}: "true" } }]\nrules: []\n`;
const binding =
  "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: all }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }\nsubjects: [{ kind: Group, name: dev }]\n";
const edit = "rbac.authorization.k8s.io/aggregate-to-edit";

// Lines counted by hand: `aggregationRule` is the sixth line of a role, which has eight and one that separates it.
test.each([
  {
    name: "roles that take each other in",
    texts: [role("a", "y", "x"), role("b", "x", "y"), binding],
    expected: ["warning rbac/cyclic-aggregation 6:1 a → b → a"],
  },
  {
    name: "a role that takes in a role of Kubernetes, which takes it in",
    texts: [binding, role("c", "rbac.authorization.k8s.io/aggregate-to-admin", edit)],
    expected: ["warning rbac/cyclic-aggregation 12:1 c → edit → c"],
  },
  { name: "a role that takes itself in", texts: [role("a", "x", "x"), binding], expected: [] },
  { name: "roles in a line", texts: [role("a", "y", "x"), role("b", "z", "y"), binding], expected: [] },
])("a scan says what is doubtful in $name, and judges the rest", async ({ texts, expected }) => {
  const directory = mkdtempSync(join(tmpdir(), "sekisho-roles-"));
  writeFileSync(join(directory, "all.yaml"), texts.join("---\n"));

  const { document } = await scan(["all.yaml"], { workingDirectory: directory });

  const said = document.reports.flatMap(({ diagnostics }) =>
    diagnostics
      .filter(({ code }) => code.startsWith("rbac/"))
      .map(
        ({ code, level, location, message }) =>
          `${level} ${code} ${location?.startLine}:${location?.startColumn} ${/\w{1,20}(?: → \w{1,20}){1,9}/.exec(message)?.[0]}`,
      ),
  );
  expect(said).toEqual(expected);
  expect(document.reports.flatMap(({ findings }) => findings.map(({ rule }) => rule.id))).toContain(
    "rbac/cluster-admin",
  );
});
