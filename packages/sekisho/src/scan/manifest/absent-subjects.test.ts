import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { assess } from "../../compliance/assess.ts";
import { findFramework } from "../../compliance/controls-of.ts";
import { scan } from "../scan.ts";

const configMap =
  "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\ndata: { greeting: hello }\n";
const pod =
  "apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: shop }\nspec: { containers: [{ name: a, image: a }] }\n";
const role =
  "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: a, namespace: shop }\nrules: [{ apiGroups: [''], resources: [services], verbs: [get] }]\n";
const binding =
  "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: a, namespace: shop }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: a }\nsubjects: [{ kind: User, name: jane }]\n";
const service =
  "apiVersion: v1\nkind: Service\nmetadata: { name: a, namespace: shop }\nspec: { selector: { app: a }, ports: [{ port: 80 }] }\n";

async function reportsOf(manifests: string) {
  const directory = mkdtempSync(join(tmpdir(), "sekisho-subjects-"));
  writeFileSync(join(directory, "all.yaml"), manifests);
  return (await scan(["all.yaml"], { workingDirectory: directory })).document.reports;
}

describe("what is not among the objects given", () => {
  // By hand, from the titles of the controls: a role speaks of powers, a binding of who has them.
  test.each([
    {
      name: "permissions, of a pod",
      manifests: pod,
      framework: "cis-kubernetes@1.12.0",
      passed: /^5\.1\.(?!6)/,
      none: true,
    },
    {
      name: "bindings, of a role",
      manifests: role,
      framework: "cis-kubernetes@1.12.0",
      passed: /^5\.1\.[17]$/,
      none: true,
    },
    {
      name: "powers, of a role",
      manifests: role,
      framework: "cis-kubernetes@1.12.0",
      passed: /^5\.1\.(?:2|4|9)$/,
      none: false,
    },
    {
      name: "bindings, of a role that is bound",
      manifests: `${role}---\n${binding}`,
      framework: "cis-kubernetes@1.12.0",
      passed: /^5\.1\.[17]$/,
      none: false,
    },
    {
      name: "pods, of a ConfigMap",
      manifests: configMap,
      framework: "cis-kubernetes@1.12.0",
      passed: /^5\.2\./,
      none: true,
    },
    {
      name: "pods of the standards, of a role",
      manifests: role,
      framework: "pss-restricted@1.36",
      passed: /./,
      none: true,
    },
    {
      name: "workloads to part, of a Service",
      manifests: service,
      framework: "nsa-kubernetes@1.2",
      passed: /^network\.1$/,
      none: true,
    },
    { name: "traffic, of a pod", manifests: pod, framework: "nsa-kubernetes@1.2", passed: /^network\.4$/, none: true },
    {
      name: "flaws, of a pod",
      manifests: pod,
      framework: "nist-sp800-53@5",
      passed: /^(?:RA-5|SI-2|SA-22)$/,
      none: true,
    },
  ])("passes no control or some: $name", async ({ manifests, framework: id, passed, none }) => {
    const framework = findFramework(id);
    if (framework === undefined) throw new Error(`No framework has the id ${id}.`);

    const { controls } = assess(framework, await reportsOf(manifests));

    const found = controls.filter((control) => passed.test(control.id));
    const good = found.filter(({ outcome }) => outcome.ended === "passed").map((control) => control.id);
    expect(found.length).toBeGreaterThan(0);
    expect(good).toEqual(none ? [] : found.map((control) => control.id));
  });

  test("is said of each check, which is neither good nor bad", async () => {
    const [report] = await reportsOf(configMap);

    expect(report?.coverage).toContainEqual({ plugin: "rbac/cluster-admin", ended: "skipped", reason: "no-subject" });
    expect(report?.coverage).toContainEqual({ plugin: "workload/privileged", ended: "skipped", reason: "no-subject" });
    expect(report?.coverage).toContainEqual({ plugin: "secret-object/credential-in-config-map", ended: "done" });
  });
});
