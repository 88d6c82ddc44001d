import { expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { createManifestSet } from "../kubernetes/create-manifest-set.ts";
import { readObjects } from "../kubernetes/read-objects.ts";
import { findTokenMount, isBound, serviceAccountNameOf } from "./service-account-token.ts";

const covered = "volumeMounts: [{ name: none, mountPath: /var/run/secrets/kubernetes.io/serviceaccount }]";

// Source: Kubernetes documentation, "Configure Service Accounts for Pods": the pod's setting wins over the account's.
test.each([
  { name: "nobody says anything", account: "", pod: "containers: [{ name: a }]", expected: "default" },
  { name: "the account refuses", account: "false", pod: "containers: [{ name: a }]", expected: undefined },
  { name: "the account asks", account: "true", pod: "containers: [{ name: a }]", expected: "service-account" },
  {
    name: "the pod asks against the account",
    account: "false",
    pod: "automountServiceAccountToken: true, containers: [{ name: a }]",
    expected: "pod",
  },
  {
    name: "the pod refuses against the account",
    account: "true",
    pod: "automountServiceAccountToken: false, containers: [{ name: a }]",
    expected: undefined,
  },
  {
    name: "every container covers the place",
    account: "",
    pod: `containers: [{ name: a, ${covered} }]`,
    expected: undefined,
  },
  {
    name: "one container does not cover the place",
    account: "",
    pod: `containers: [{ name: a, ${covered} }, { name: b }]`,
    expected: "default",
  },
])("token: $name", ({ account, pod, expected }) => {
  const setting = account === "" ? "" : `\nautomountServiceAccountToken: ${account}`;
  const { objects } = readObjects(
    parseYamlSource(
      `apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { serviceAccountName: app, ${pod} }\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: app }${setting}`,
    ),
    { path: "a.yaml" },
  );
  const [template] = createManifestSet(objects).templates;

  expect(template && findTokenMount(template)).toBe(expected);
  expect(template && serviceAccountNameOf(template)).toBe("app");
});

test("an account is bound by its name and namespace; without a namespace in that of the binding", () => {
  const { objects } = readObjects(
    parseYamlSource(
      "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: b, namespace: shop }\nsubjects: [{ kind: ServiceAccount, name: web }, { kind: ServiceAccount, name: job, namespace: batch }, { kind: User, name: eve }, null]",
    ),
    { path: "a.yaml" },
  );
  const set = createManifestSet(objects);

  expect(isBound(set, "shop", "web")).toBe(true);
  expect(isBound(set, "batch", "job")).toBe(true);
  expect(isBound(set, "batch", "web")).toBe(false);
  expect(isBound(set, "shop", "eve")).toBe(false);
});
