import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callCli, createWorkplace, type Workplace } from "./run-cli.ts";

const rbac = "rbac.authorization.k8s.io";

const manifests = `apiVersion: ${rbac}/v1
kind: ClusterRole
metadata: { name: operator }
rules:
  - { apiGroups: [apps], resources: [deployments], verbs: [get, create] }
  - { apiGroups: [""], resources: [secrets], verbs: [get] }
---
apiVersion: ${rbac}/v1
kind: ClusterRoleBinding
metadata: { name: operator }
roleRef: { apiGroup: ${rbac}, kind: ClusterRole, name: operator }
subjects: [{ kind: ServiceAccount, name: web, namespace: shop }]
`;

let workplace: Workplace;

beforeAll(() => {
  workplace = createWorkplace();
  workplace.write("rbac.yaml", manifests);
  workplace.write("broken.yaml", `apiVersion: v1\nkind: [\n---\n${manifests}`);
});

afterAll(() => workplace.remove());

describe("sekisho rbac", () => {
  test("who-can names subject, binding, role, rule and file", async () => {
    const { output, exitCode } = await callCli(workplace, ["rbac", "who-can", "get", "secrets", "rbac.yaml"]);

    expect(exitCode).toBe(0);
    expect(output).toBe(`ServiceAccount:shop/web
  every namespace: ClusterRoleBinding operator → ClusterRole operator
    (rbac.yaml)
      get secrets

1 subject, 1 binding. 6 more by bindings of Kubernetes itself: --all shows them.
`);
  });

  test("what-can lists each rule, in Japanese too, in 80 columns", async () => {
    const written = ["rbac", "what-can", "ServiceAccount:shop/web", "--lang", "ja"];
    const { output } = await callCli(workplace, [...written, "rbac.yaml"]);

    expect(output).toContain("すべての名前空間: ClusterRoleBinding operator");
    expect(output).toContain("get, create deployments.apps");
    expect(output).toContain("主体 1 件、バインディング 1 件。");
  });

  test("paths gives each step with what allows it", async () => {
    const written = ["rbac", "paths", "ServiceAccount:shop/web", "rbac.yaml", "--format", "json"];
    const { output } = await callCli(workplace, written);

    // By the documentation: who creates workloads in kube-system runs as its service accounts, of which the one that
    // aggregates roles has the verb escalate.
    expect(JSON.parse(output)).toMatchObject({
      subject: "ServiceAccount:shop/web",
      paths: [
        {
          steps: [
            {
              technique: "create-workload",
              to: "ServiceAccount:kube-system/clusterrole-aggregation-controller",
              powers: [{ verbs: ["create"], resources: ["deployments"], binding: "ClusterRoleBinding operator" }],
            },
            { technique: "escalate-own-role", to: "cluster-admin" },
          ],
        },
      ],
    });
  });

  test.each([
    { format: "dot", expected: '"ServiceAccount:shop/web" -> "ClusterRoleBinding operator"' },
    { format: "mermaid", expected: 'n0["ServiceAccount:shop/web"]' },
  ])("draws as $format", async ({ format, expected }) => {
    const { output } = await callCli(workplace, ["rbac", "who-can", "get", "secrets", "rbac.yaml", "-f", format]);
    expect(output).toContain(expected);
  });

  test.each([
    { name: "no question", written: ["rbac"], message: "QUESTION [TARGET] is missing" },
    { name: "a wrong question", written: ["rbac", "whocan"], message: "did you mean who-can?" },
    { name: "no resource", written: ["rbac", "who-can", "get"], message: "who-can: RESOURCE is missing" },
    { name: "no subject", written: ["rbac", "paths"], message: "paths: SUBJECT is missing" },
    {
      name: "a subject of no kind",
      written: ["rbac", "what-can", "jane", "rbac.yaml"],
      message: 'expected User:NAME, Group:NAME or ServiceAccount:NAMESPACE/NAME, got "jane"',
    },
    {
      name: "an option of another question",
      written: ["rbac", "paths", "Group:dev", "--name", "x"],
      message: "--name has no meaning for paths",
    },
  ])("refuses $name", async ({ written, message }) => {
    const { errorOutput, output, exitCode } = await callCli(workplace, written);
    expect(errorOutput).toContain(message);
    expect(output).toBe("");
    expect(exitCode).toBe(2);
  });

  test("warns of a subject and a resource that occur nowhere", async () => {
    const subject = await callCli(workplace, ["rbac", "what-can", "ServiceAccount:shop/wob", "rbac.yaml"]);
    const resource = await callCli(workplace, ["rbac", "who-can", "get", "secretz", "rbac.yaml"]);
    expect(subject.errorOutput).toContain("did you mean ServiceAccount:shop/web?");
    expect(resource.errorOutput).toContain('knows the resource "secretz"');
  });

  test.each([
    { name: "a verb that nobody knows", written: ["lst", "pods"], message: "did you mean list?" },
    { name: "an object written as a subresource", written: ["get", "secrets/db"], message: "named with --name db" },
  ])("warns of $name", async ({ written, message }) => {
    const { errorOutput, exitCode } = await callCli(workplace, ["rbac", "who-can", ...written, "rbac.yaml"]);
    expect(errorOutput).toContain(message);
    expect(exitCode).toBe(0);
  });

  test.each([
    { name: "a subresource", written: ["create", "pods/exec"] },
    { name: "an address", written: ["get", "/healthz"] },
    { name: "a verb of RBAC", written: ["escalate", "clusterroles"] },
  ])("warns of nothing for $name", async ({ written }) => {
    expect((await callCli(workplace, ["rbac", "who-can", ...written, "rbac.yaml"])).errorOutput).toBe("");
  });

  test("answers with what can be read, and says what cannot", async () => {
    const { output, errorOutput, exitCode } = await callCli(workplace, [
      "rbac",
      "who-can",
      "get",
      "secrets",
      "broken.yaml",
    ]);
    expect(output).toContain("ServiceAccount:shop/web");
    expect(errorOutput).toContain("broken.yaml:2:7");
    expect(exitCode).toBe(3);
  });
});
