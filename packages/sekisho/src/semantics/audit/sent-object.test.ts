import { describe, expect, test } from "vitest";
import { readKubernetesEvent } from "../../formats/audit-log/kubernetes-event.ts";
import { findExecRequest } from "./exec-request.ts";
import { additionsOf } from "./json-patch.ts";
import { findSentBinding, sentRules } from "./sent-permissions.ts";
import { findSentPod } from "./sent-pod.ts";

function request(verb: string, resource: string, body: unknown, answer?: unknown) {
  const [name = "", group] = resource.split(".");
  const [plural = "", subresource] = name.split("/");
  return readKubernetesEvent(
    {
      auditID: "a",
      verb,
      level: "RequestResponse",
      objectRef: { resource: plural, subresource, apiGroup: group, apiVersion: "v1", namespace: "shop", name: "web" },
      requestObject: body,
      responseObject: answer,
    },
    { path: "audit.log", line: 1, pointer: "" },
  );
}

const privileged = { name: "web", securityContext: { privileged: true } };

// Kubernetes API concepts: create and update send objects; patch sends a merge patch, a strategic merge patch, an apply
// configuration, or a list of operations (RFC 6902).
describe("pods in requests", () => {
  test.each([
    { name: "a pod", event: request("create", "pods", { spec: { containers: [privileged] } }) },
    {
      name: "a Deployment",
      event: request("update", "deployments.apps", { spec: { template: { spec: { containers: [privileged] } } } }),
    },
    {
      name: "a CronJob",
      event: request("create", "cronjobs.batch", {
        spec: { jobTemplate: { spec: { template: { spec: { containers: [privileged] } } } } },
      }),
    },
    {
      name: "a strategic merge patch",
      event: request("patch", "deployments.apps", { spec: { template: { spec: { containers: [privileged] } } } }),
    },
    {
      name: "a JSON patch of one field",
      event: request("patch", "deployments.apps", [
        { op: "test", path: "/spec/replicas", value: 1 },
        { op: "replace", path: "/spec/template/spec/containers/0/securityContext/privileged", value: true },
      ]),
    },
    {
      name: "a JSON patch that appends a container",
      event: request("patch", "pods/ephemeralcontainers", [
        { op: "add", path: "/spec/ephemeralContainers/-", value: privileged },
      ]),
    },
    {
      name: "a patch whose answer holds the whole object",
      event: request(
        "patch",
        "pods",
        { metadata: { labels: { a: "b" } } },
        { kind: "Pod", spec: { containers: [privileged] } },
      ),
    },
  ])("$name", ({ event }) => {
    const privilegedOnes = findSentPod(event)?.containers.filter(
      ({ spec }) => spec.securityContext?.privileged === true,
    );

    expect(privilegedOnes).toHaveLength(1);
  });

  test.each([
    {
      name: "a refused patch says why, and is no pod",
      event: request("patch", "pods", [], { kind: "Status", message: "no" }),
    },
    {
      name: "options of a deletion",
      event: request("delete", "pods", { kind: "DeleteOptions", spec: { containers: [privileged] } }),
    },
    { name: "a scale", event: request("update", "deployments/scale.apps", { spec: { replicas: 3 } }) },
    { name: "a list in the place of an object", event: request("create", "pods", [privileged]) },
    { name: "no body", event: request("create", "pods", undefined) },
  ])("none: $name", ({ event }) => {
    expect(findSentPod(event)?.containers ?? []).toEqual([]);
  });
});

describe("what a JSON patch puts in", () => {
  test.each([
    { name: "nothing", operations: [], expected: undefined },
    { name: "a member", operations: [{ op: "add", path: "/a/b", value: 1 }], expected: { a: { b: 1 } } },
    {
      name: "escaped names",
      operations: [{ op: "add", path: "/a~1b/c~0d", value: 1 }],
      expected: { "a/b": { "c~d": 1 } },
    },
    {
      name: "elements in order",
      operations: [
        { op: "add", path: "/a/10", value: "z" },
        { op: "add", path: "/a/2", value: "y" },
        { op: "add", path: "/a/-", value: "end" },
      ],
      expected: { a: ["y", "z", "end"] },
    },
    { name: "removals", operations: [{ op: "remove", path: "/a" }], expected: undefined },
    { name: "no operations", operations: [null, 1, "x", { op: "add" }, { op: "add", path: "a" }], expected: undefined },
    {
      name: "paths without end",
      operations: [{ op: "add", path: "/a".repeat(100_000), value: 1 }],
      expected: undefined,
    },
  ])("$name", ({ operations, expected }) => {
    expect(JSON.stringify(additionsOf(operations))).toBe(JSON.stringify(expected));
  });

  test("a name of JavaScript's own means nothing", () => {
    additionsOf([{ op: "add", path: "/__proto__/polluted", value: true }]);

    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});

describe("permissions in requests", () => {
  test("rules of a role", () => {
    const event = request("create", "roles.rbac", {
      rules: [{ verbs: ["*"], resources: ["secrets"], apiGroups: [""] }, "x"],
    });

    expect(sentRules(event).map(({ verbs, resources }) => [verbs, resources])).toEqual([
      [["*"], ["secrets"]],
      [[], []],
    ]);
  });

  test("subjects of a binding, with the namespace of the binding where they name none", () => {
    const event = request("create", "rolebindings.rbac", {
      roleRef: { kind: "ClusterRole", name: "edit" },
      subjects: [
        { kind: "ServiceAccount", name: "web" },
        { kind: "User", name: "system:serviceaccount:ci:deployer" },
        { kind: "Group", name: "dev" },
        { kind: "Robot", name: "x" },
      ],
    });

    expect(findSentBinding(event)).toEqual({
      isOfCluster: false,
      role: { kind: "ClusterRole", name: "edit" },
      subjects: [
        { kind: "ServiceAccount", namespace: "shop", name: "web" },
        { kind: "ServiceAccount", namespace: "ci", name: "deployer" },
        { kind: "Group", namespace: "", name: "dev" },
      ],
    });
  });
});

test.each([
  {
    query: "?command=sh&command=-c&command=id%20%26&container=web&stdin=true&tty=true",
    command: ["sh", "-c", "id &"],
    container: "web",
    isInteractive: true,
  },
  { query: "?command=%FF%ZZ", command: ["\uFFFD%ZZ"], container: "", isInteractive: false },
  { query: "", command: [], container: "", isInteractive: false },
])("exec $query", ({ query, command, container, isInteractive }) => {
  const event = {
    ...request("create", "pods/exec", undefined),
    requestUri: `/api/v1/namespaces/shop/pods/web/exec${query}`,
  };

  expect(findExecRequest(event)).toEqual({ command, container, isInteractive });
});
