import { expect, test } from "vitest";
import { withApiDefaults } from "./api-defaults.ts";

// Kubernetes API reference, "Default" of each field; images: documentation, "Images", imagePullPolicy.
test.each([
  {
    name: "a Deployment",
    kind: "Deployment",
    apiVersion: "apps/v1",
    spec: {},
    wanted: { replicas: 1, revisionHistoryLimit: 10 },
  },
  {
    name: "what is written stays",
    kind: "Deployment",
    apiVersion: "apps/v1",
    spec: { replicas: 0 },
    wanted: { replicas: 0 },
  },
  {
    name: "a Job that runs once",
    kind: "Job",
    apiVersion: "batch/v1",
    spec: {},
    wanted: { completions: 1, parallelism: 1 },
  },
  {
    name: "a Service",
    kind: "Service",
    apiVersion: "v1",
    spec: { ports: [{ port: 80 }] },
    wanted: { type: "ClusterIP", ports: [{ port: 80, targetPort: 80, protocol: "TCP" }] },
  },
  {
    name: "a pod",
    kind: "Pod",
    apiVersion: "v1",
    spec: {},
    wanted: { restartPolicy: "Always", serviceAccountName: "default" },
  },
  {
    name: "containers by tag",
    kind: "Pod",
    apiVersion: "v1",
    spec: {
      containers: [{ image: "nginx" }, { image: "host:5000/nginx" }, { image: "nginx:1" }, { image: "nginx@sha256:0" }],
    },
    wanted: {
      containers: ["Always", "Always", "IfNotPresent", "IfNotPresent"].map((imagePullPolicy) => ({ imagePullPolicy })),
    },
  },
  {
    name: "requests by limits",
    kind: "CronJob",
    apiVersion: "batch/v1",
    spec: {
      jobTemplate: {
        spec: {
          template: {
            spec: { containers: [{ resources: { limits: { cpu: 1, memory: "1Gi" }, requests: { cpu: "100m" } } }] },
          },
        },
      },
    },
    wanted: {
      concurrencyPolicy: "Allow",
      jobTemplate: {
        spec: {
          backoffLimit: 6,
          template: { spec: { containers: [{ resources: { requests: { cpu: "100m", memory: "1Gi" } } }] } },
        },
      },
    },
  },
])("$name", ({ kind, apiVersion, spec, wanted }) => {
  expect(withApiDefaults({ apiVersion, kind, spec })["spec"]).toMatchObject(wanted);
});

test.each([
  { name: "a kind of another group", object: { apiVersion: "example.com/v1", kind: "Deployment", spec: {} } },
  { name: "no specification", object: { apiVersion: "v1", kind: "Pod" } },
  { name: "a list for a specification", object: { apiVersion: "v1", kind: "Pod", spec: [] } },
  { name: "a kind that every object has", object: { apiVersion: "v1", kind: "toString", spec: {} } },
])("leaves alone: $name", ({ object }) => {
  expect(withApiDefaults(object)).toEqual(object);
});

test("takes containers that are none", () => {
  const spec = { containers: ["text", null, { ports: ["x"], resources: "none", image: 5 }], initContainers: {} };
  expect(withApiDefaults({ apiVersion: "v1", kind: "Pod", spec })["spec"]).toMatchObject(spec);
});
