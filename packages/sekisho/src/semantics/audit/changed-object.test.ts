import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readKubernetesEvent } from "../../formats/audit-log/kubernetes-event.ts";
import { findAddedContainers } from "./added-containers.ts";
import { changesField, findChangedObject } from "./changed-object.ts";
import { findChangedPod } from "./changed-pod.ts";
import { changedPowers, changedRules } from "./changed-rules.ts";

interface Bodies {
  readonly sent?: unknown;
  readonly answer?: unknown;
}

function request(verb: string, resource: string, { sent, answer }: Bodies) {
  const [plural, ...group] = resource.split(".");
  return readKubernetesEvent(
    {
      auditID: "a",
      verb,
      level: "RequestResponse",
      objectRef: { resource: plural, apiGroup: group.join("."), apiVersion: "v1", namespace: "shop", name: "web" },
      requestObject: sent,
      responseObject: answer,
      requestReceivedTimestamp: "2026-03-02T09:00:00.500000Z",
    },
    { path: "audit.log", line: 1, pointer: "" },
  );
}

const roles = "clusterroles.rbac.authorization.k8s.io";
const rule = { apiGroups: [""], resources: ["secrets"], verbs: ["get"] };

// Kubernetes API concepts: an update that changes nothing leaves the resourceVersion; one with another version than the
// stored one is answered 409. A merge patch holds what changes, a JSON patch operations (RFC 6902).
describe("fields that a request sets", () => {
  test.each([
    { name: "a new object", event: request("create", roles, { sent: { rules: [rule] } }), expected: true },
    { name: "a new object without them", event: request("create", roles, { sent: {} }), expected: false },
    { name: "an update", event: request("update", roles, { sent: { rules: [rule] } }), expected: true },
    {
      name: "an update that was stored under another version",
      event: request("update", roles, {
        sent: { metadata: { resourceVersion: "7" }, rules: [rule] },
        answer: { kind: "ClusterRole", metadata: { resourceVersion: "8" }, rules: [rule] },
      }),
      expected: true,
    },
    {
      name: "an update that claims the generation of the answer",
      event: request("update", roles, {
        sent: { metadata: { generation: 3 }, rules: [rule] },
        answer: { kind: "ClusterRole", metadata: { resourceVersion: "8", generation: 3 }, rules: [rule] },
      }),
      expected: true,
    },
    {
      name: "an update that changed nothing",
      event: request("update", roles, {
        sent: { metadata: { resourceVersion: "7" }, rules: [rule] },
        answer: { kind: "ClusterRole", metadata: { resourceVersion: "7" }, rules: [rule] },
      }),
      expected: false,
    },
    { name: "a merge patch of them", event: request("patch", roles, { sent: { rules: [] } }), expected: true },
    {
      name: "a merge patch of labels",
      event: request("patch", roles, { sent: { metadata: {} }, answer: { kind: "ClusterRole", rules: [rule] } }),
      expected: false,
    },
    {
      name: "a JSON patch of a word in them",
      event: request("patch", roles, { sent: [{ op: "add", path: "/rules/0/verbs/-", value: "list" }] }),
      expected: true,
    },
    {
      name: "a JSON patch that copies",
      event: request("patch", roles, {
        sent: [{ op: "copy", from: "/metadata/annotations/x", path: "/rules/0/verbs/0" }],
        answer: { kind: "ClusterRole", rules: [rule] },
      }),
      expected: true,
    },
    { name: "a deletion", event: request("delete", roles, { answer: { rules: [rule] } }), expected: false },
    { name: "no body", event: request("create", roles, {}), expected: false },
  ])("$name", ({ event, expected }) => {
    expect(changesField(event, "rules")).toBe(expected);
  });
});

test("the rules of a patched role are all that it has afterwards: a word makes another rule of what was there", () => {
  const event = request("patch", roles, {
    sent: [{ op: "add", path: "/rules/0/verbs/-", value: "create" }],
    answer: {
      kind: "ClusterRole",
      rules: [{ apiGroups: [""], resources: ["pods/exec"], verbs: ["create"] }],
    },
  });

  expect(changedRules(event).map(({ resources }) => resources)).toEqual([["pods/exec"]]);
  expect(changedPowers(event).map(({ power }) => power)).toEqual(["exec"]);
});

test("a patched workload is judged by what the patch puts in", () => {
  const stored = { kind: "Deployment", spec: { template: { spec: { hostPID: true, containers: [] } } } };
  const image = { spec: { template: { spec: { containers: [{ name: "web", image: "web:2" }] } } } };

  const patched = findChangedPod(request("patch", "deployments.apps", { sent: image, answer: stored }));
  const updated = findChangedPod(request("update", "deployments.apps", { sent: stored }));
  const scaled = findChangedPod(
    request("patch", "deployments.apps", { sent: { spec: { replicas: 2 } }, answer: stored }),
  );

  expect(patched?.spec.hostPID).toBeUndefined();
  expect(patched?.containers.map(({ spec }) => spec.image)).toEqual(["web:2"]);
  expect(updated?.spec.hostPID).toBe(true);
  expect(scaled).toBeUndefined();
});

describe("containers put beside others", () => {
  const path = "/spec/template/spec";
  const answer = (...containers: readonly unknown[]) => ({
    kind: "Deployment",
    spec: { template: { spec: { containers } } },
  });
  const patch = (...containers: readonly unknown[]) => ({ spec: { template: { spec: { containers } } } });
  const web = { name: "web", image: "web:1", ports: [] };
  const log = { name: "log", image: "log:1" };

  test.each([
    { name: "inserted in front", sent: [{ op: "add", path: `${path}/containers/0`, value: log }], expected: ["log"] },
    {
      name: "an init container",
      sent: [{ op: "add", path: `${path}/initContainers/-`, value: log }],
      expected: ["log"],
    },
    { name: "no container", sent: [{ op: "add", path: `${path}/containers/-`, value: "log" }], expected: [""] },
    { name: "replaced", sent: [{ op: "replace", path: `${path}/containers/0`, value: log }], expected: [] },
    { name: "a field of one", sent: [{ op: "add", path: `${path}/containers/0/image`, value: "x" }], expected: [] },
    { name: "merged", sent: patch(log), answer: answer(web, { ...log, resources: {} }), expected: ["log"] },
    { name: "merged, and not in the answer", sent: patch(log), answer: answer(web), expected: [] },
    { name: "merged, and no answer", sent: patch(log), expected: [] },
    { name: "merged, and it has more", sent: patch(log), answer: answer(web, { ...log, args: [] }), expected: [] },
    { name: "taken out", sent: patch({ name: "log", $patch: "delete" }), answer: answer(web), expected: [] },
    { name: "all of them sent", sent: patch(web, log), answer: answer(web, log), expected: [] },
  ])("$name", ({ sent, answer: answered, expected }) => {
    const added = findAddedContainers(request("patch", "deployments.apps", { sent, answer: answered }));

    expect(added.map(({ name }) => name)).toEqual(expected);
  });

  test.each([
    { name: "before the request", time: "2026-03-02T08:59:59Z", expected: [] },
    { name: "in its second", time: "2026-03-02T09:00:00Z", expected: ["log"] },
    { name: "at no time", time: "yesterday", expected: ["log"] },
  ])("owned $name", ({ time, expected }) => {
    const fieldsV1 = { "f:spec": { "f:template": { "f:spec": { "f:containers": { 'k:{"name":"log"}': {} } } } } };
    const stored = { ...answer(web, log), metadata: { managedFields: [{ time, fieldsV1 }] } };
    const event = request("patch", "deployments.apps", { sent: patch(log), answer: stored });

    expect(findAddedContainers(event).map(({ name }) => name)).toEqual(expected);
  });
});

test("whatever stands in bodies is outlived", () => {
  const bodies = fc.oneof(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom([null], [{ op: 1 }], { metadata: [] }));
  fc.assert(
    fc.property(bodies, bodies, fc.constantFrom("create", "update", "patch"), (sent, answer, verb) => {
      const event = request(verb, "deployments.apps", { sent, answer });
      expect(() => [findChangedPod(event), findChangedObject(event), findAddedContainers(event)]).not.toThrow();
    }),
    { seed: 20260302 },
  );
});
