import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { k8sAuditFields } from "../../../semantics/falco-rules/fields/k8s-audit-fields.ts";
import type { FieldValue } from "../field-value.ts";
import { isRecord } from "./json-value.ts";
import { findTemplateView, k8sAuditReader } from "./k8s-audit.ts";

const document = {
  auditID: "a1",
  stage: "ResponseComplete",
  verb: "create",
  requestURI: "/api/v1/namespaces/shop/pods/web/exec?command=sh&command=-c&container=a%20b",
  user: { username: "jane", groups: ["dev", "system:authenticated"] },
  impersonatedUser: { username: "admin" },
  sourceIPs: ["203.0.113.7", "10.0.0.1"],
  userAgent: "kubectl/v1.36",
  annotations: {
    "authorization.k8s.io/decision": "allow",
    "authorization.k8s.io/reason": "because",
    "authentication.openshift.io/decision": "deny",
    "authentication.openshift.io/username": "kim",
    "validation.policy.admission.k8s.io/validation_failure": "bad",
    "pod-security.kubernetes.io/audit-violations": "would violate",
  },
  objectRef: { resource: "pods", subresource: "exec", namespace: "shop", name: "web" },
  responseStatus: { code: 201, reason: "Created" },
  responseObject: { metadata: { name: "web-1" } },
  requestObject: {
    data: { key: "v" },
    roleRef: { name: "cluster-admin" },
    subjects: [
      { kind: "User", name: "eve" },
      { kind: "Group", name: "ops" },
      { kind: "ServiceAccount", name: "bot", namespace: "ci" },
    ],
    rules: [
      { apiGroups: [""], resources: ["pods", "pods/exec"], verbs: ["*"] },
      { nonResourceURLs: ["/metrics"], verbs: ["get"] },
    ],
    spec: {
      type: "NodePort",
      hostIPC: true,
      hostNetwork: true,
      hostPID: false,
      securityContext: { runAsUser: 5, runAsGroup: 6, fsGroup: 7, supplementalGroups: [8, 9] },
      ports: [{ port: 80 }, { port: 443 }],
      containers: [
        {
          image: "registry.example.com/shop/web:1.4@sha256:abc",
          ports: [{ hostPort: 8080, containerPort: 80 }, { containerPort: 81 }],
          securityContext: {
            privileged: true,
            allowPrivilegeEscalation: true,
            readOnlyRootFilesystem: false,
            runAsUser: 0,
            runAsGroup: 1,
            procMount: "Unmasked",
            capabilities: { add: ["SYS_ADMIN", "BPF"] },
          },
        },
        { image: "busybox", name: "tools", command: ["nc"], args: ["-lp", "1337"] },
      ],
      initContainers: [{ image: "init:1", securityContext: { privileged: true } }],
      ephemeralContainers: [{ name: "debug", image: "debug:2" }],
      volumes: [
        { name: "a", hostPath: { path: "/proc/1" } },
        { name: "b", emptyDir: {} },
        { name: "c", flexVolume: { driver: "x/y" } },
      ],
    },
  },
};

function read(name: string, argument?: string, event: object = document, host = "prod"): FieldValue {
  if (!isRecord(event)) throw new Error("no event");
  return k8sAuditReader.open(
    name,
    argument,
  )({ document: event, source: "k8s_audit", host, time: () => undefined, number: 1 });
}

// Expected values by hand from the plugin's reference (README, "Supported Fields") and extract.go.
const wanted: readonly (readonly [name: string, argument: string | undefined, value: FieldValue])[] = [
  ["ka.auditid", undefined, "a1"],
  ["ka.stage", undefined, "ResponseComplete"],
  ["ka.auth.decision", undefined, "allow"],
  ["ka.auth.reason", undefined, "because"],
  ["ka.auth.openshift.decision", undefined, "deny"],
  ["ka.auth.openshift.username", undefined, "kim"],
  ["ka.validations.admission.policy.failure", undefined, "bad"],
  ["ka.security.pod.violations", undefined, "would violate"],
  ["ka.user.name", undefined, "jane"],
  ["ka.user.groups", undefined, ["dev", "system:authenticated"]],
  ["ka.impuser.name", undefined, "admin"],
  ["ka.verb", undefined, "create"],
  ["ka.uri", undefined, document.requestURI],
  ["ka.uri.param", "command", "sh"],
  ["ka.uri.param", "container", "a b"],
  ["ka.target.name", undefined, "web"],
  ["ka.target.namespace", undefined, "shop"],
  ["ka.target.resource", undefined, "pods"],
  ["ka.target.subresource", undefined, "exec"],
  ["ka.target.pod.name", undefined, "web"],
  ["ka.req.binding.subjects", undefined, document.requestObject.subjects.map((one) => JSON.stringify(one))],
  ["ka.req.binding.subjects.user_names", undefined, ["eve"]],
  ["ka.req.binding.subjects.serviceaccount_names", undefined, ["bot"]],
  ["ka.req.binding.subjects.serviceaccount_ns_names", undefined, ["ci:bot"]],
  ["ka.req.binding.subjects.group_names", undefined, ["ops"]],
  ["ka.req.binding.role", undefined, "cluster-admin"],
  ["ka.req.binding.subject.has_name", "eve", "true"],
  ["ka.req.configmap.name", undefined, "web"],
  ["ka.req.configmap.obj", undefined, '{"key":"v"}'],
  ["ka.req.pod.containers.image", undefined, ["registry.example.com/shop/web:1.4@sha256:abc", "busybox"]],
  ["ka.req.pod.containers.image", "1", ["busybox"]],
  ["ka.req.container.image", undefined, "registry.example.com/shop/web:1.4@sha256:abc"],
  ["ka.req.pod.containers.image.repository", undefined, ["registry.example.com/shop/web", "busybox"]],
  ["ka.req.container.image.repository", undefined, "registry.example.com/shop/web"],
  ["ka.req.pod.containers.name", undefined, ["tools"]],
  ["ka.req.pod.containers.command", undefined, ["nc"]],
  ["ka.req.pod.containers.args", "1", ["-lp", "1337"]],
  ["ka.req.pod.initContainers.privileged", undefined, ["true"]],
  ["ka.req.pod.initContainers.image.repository", undefined, ["init"]],
  ["ka.req.pod.ephemeralContainers.name", "0", ["debug"]],
  ["ka.req.pod.host_ipc", undefined, "true"],
  ["ka.req.pod.host_network", undefined, "true"],
  ["ka.req.container.host_network", undefined, "true"],
  ["ka.req.pod.host_pid", undefined, "false"],
  ["ka.req.pod.containers.host_port", undefined, ["8080", "81"]],
  ["ka.req.pod.containers.privileged", undefined, ["true"]],
  ["ka.req.container.privileged", undefined, "true"],
  ["ka.req.pod.containers.allow_privilege_escalation", undefined, ["true"]],
  ["ka.req.pod.containers.read_only_fs", undefined, ["false"]],
  ["ka.req.pod.run_as_user", undefined, "5"],
  ["ka.req.pod.containers.run_as_user", undefined, ["0"]],
  ["ka.req.pod.containers.eff_run_as_user", undefined, ["0", "5"]],
  ["ka.req.pod.run_as_group", undefined, "6"],
  ["ka.req.pod.containers.run_as_group", "0", ["1"]],
  ["ka.req.pod.containers.eff_run_as_group", "1", ["6"]],
  ["ka.req.pod.containers.proc_mount", undefined, ["Unmasked"]],
  ["ka.req.role.rules", undefined, document.requestObject.rules.map((one) => JSON.stringify(one))],
  ["ka.req.role.rules.apiGroups", undefined, [""]],
  ["ka.req.role.rules.nonResourceURLs", undefined, ["/metrics"]],
  ["ka.req.role.rules.verbs", undefined, ["*", "get"]],
  ["ka.req.role.rules.verbs", "1", ["get"]],
  ["ka.req.role.rules.resources", undefined, ["pods", "pods/exec"]],
  ["ka.req.pod.fs_group", undefined, "7"],
  ["ka.req.pod.supplemental_groups", undefined, ["8", "9"]],
  ["ka.req.pod.containers.add_capabilities", undefined, ["SYS_ADMIN", "BPF"]],
  ["ka.req.service.type", undefined, "NodePort"],
  ["ka.req.service.ports", "1", ['{"port":443}']],
  ["ka.req.pod.volumes.hostpath", undefined, ["/proc/1"]],
  ["ka.req.volume.hostpath", "/proc*", "true"],
  ["ka.req.volume.hostpath", "/proc", "false"],
  ["ka.req.pod.volumes.flexvolume_driver", undefined, ["x/y"]],
  ["ka.req.pod.volumes.volume_type", undefined, ["hostPath", "emptyDir", "flexVolume"]],
  ["ka.resp.name", undefined, "web-1"],
  ["ka.response.code", undefined, "201"],
  ["ka.response.reason", undefined, "Created"],
  ["ka.useragent", undefined, "kubectl/v1.36"],
  ["ka.sourceips", undefined, ["203.0.113.7", "10.0.0.1"]],
  ["ka.sourceips", "0", ["203.0.113.7"]],
  ["ka.cluster.name", undefined, "prod"],
  ["jevt.value", "/requestObject/spec/volumes/0/name", "a"],
  ["jevt.value", "/requestObject/spec/ports", '[{"port":80},{"port":443}]'],
  ["jevt.value", "/annotations/authorization.k8s.io~1decision", "allow"],
  ["jevt.value", "/nothing", undefined],
  ["jevt.value", "/constructor", undefined],
  ["jevt.obj", undefined, JSON.stringify(document)],
];

test.each(wanted)("%s[%s]", (name, argument, value) => {
  expect(read(name, argument)).toEqual(value);
});

test("every field of the table is read", () => {
  // Fields of all lists of containers are read alike.
  const plain = (name: string) => name.replace(/\.(?:init|ephemeral)Containers\./, ".containers.");
  const tested = new Set(wanted.map(([name]) => plain(name)));

  expect([...k8sAuditFields.fields.keys()].filter((name) => !tested.has(plain(name)))).toEqual([]);
});

/** What is known, or unknown, of an empty event. */
const constants = new Map<string, FieldValue>([
  ["ka.req.binding.subject.has_name", "true"],
  ["ka.cluster.name", null],
]);

test("an event without anything has no field", () => {
  for (const { name } of k8sAuditFields.fields.values()) {
    expect([name, read(name, "0", {}, "")]).toEqual([name, constants.get(name)]);
  }
});

test("a container without an image leaves the images without a value, as in the plugin", () => {
  const event = { requestObject: { spec: { containers: [{ image: "a" }, {}] } } };

  expect(read("ka.req.pod.containers.image", undefined, event)).toBeUndefined();
  expect(read("ka.req.pod.containers.image", "0", event)).toEqual(["a"]);
  expect(read("ka.req.pod.containers.image", "7", event)).toBeUndefined();
});

test("values of wrong types never throw", () => {
  const spots = fc.constantFrom(
    "user",
    "objectRef",
    "requestObject",
    "annotations",
    "requestURI",
    "sourceIPs",
    "responseStatus",
  );
  const body = fc.constantFrom("spec", "subjects", "rules", "roleRef", "data");
  fc.assert(
    fc.property(spots, fc.jsonValue(), body, fc.jsonValue(), (spot, value, key, inner) => {
      const event = {
        [spot]: value,
        requestObject: spot === "requestObject" ? value : { [key]: inner, spec: { containers: inner, volumes: inner } },
      };
      for (const { name } of k8sAuditFields.fields.values()) {
        const got = read(name, "0", event);
        expect(got === undefined || got === null || typeof got === "string" || Array.isArray(got)).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

describe("templates of controllers", () => {
  const template = { metadata: { labels: { a: "b" } }, spec: { hostNetwork: true, containers: [] } };
  const view = (resource: string, requestObject: object, more: object = {}) =>
    findTemplateView({
      document: { verb: "create", objectRef: { resource, name: "x" }, requestObject, ...more },
      source: "k8s_audit",
      host: "",
      time: () => undefined,
      number: 1,
    });

  test.each(["deployments", "daemonsets", "statefulsets", "replicasets", "replicationcontrollers", "jobs"])(
    "%s",
    (resource) => {
      const found = view(resource, { spec: { template } });

      expect(found?.asPod.document).toMatchObject({
        verb: "create",
        objectRef: { resource: "pods", name: "x" },
        requestObject: template,
      });
      expect(found?.shown.document).toMatchObject({ objectRef: { resource } });
    },
  );

  test("cronjobs have it deeper", () => {
    expect(
      view("cronjobs", { spec: { jobTemplate: { spec: { template } } } })?.asPod.document["requestObject"],
    ).toEqual(template);
  });

  test("a change of a template is seen as pods being made", () => {
    const found = view("deployments", { spec: { template } }, { verb: "patch" });

    expect([found?.asPod.document["verb"], found?.shown.document["verb"]]).toEqual(["create", "patch"]);
  });

  test.each([
    { name: "pods themselves", resource: "pods", body: { spec: {} }, more: {} },
    {
      name: "a patch without a template",
      resource: "deployments",
      body: { spec: { replicas: 3 } },
      more: { verb: "patch" },
    },
    { name: "a deletion", resource: "deployments", body: { spec: { template } }, more: { verb: "delete" } },
    {
      name: "a subresource",
      resource: "deployments",
      body: { spec: { template } },
      more: { objectRef: { resource: "deployments", subresource: "status" } },
    },
    { name: "a template that is none", resource: "deployments", body: { spec: { template: [] } }, more: {} },
  ])("$name: none", ({ resource, body, more }) => {
    expect(view(resource, body, more)).toBeUndefined();
  });
});
