import { expect, test } from "vitest";
import { findApiLifecycle } from "./api-lifecycle.ts";

// Copied by hand from the Deprecated API Migration Guide.
test.each([
  { apiVersion: "extensions/v1beta1", kind: "Ingress", removedIn: 22, successor: "networking.k8s.io/v1" },
  { apiVersion: "extensions/v1beta1", kind: "Deployment", removedIn: 16, successor: "apps/v1" },
  { apiVersion: "batch/v1beta1", kind: "CronJob", removedIn: 25, successor: "batch/v1" },
  { apiVersion: "policy/v1beta1", kind: "PodSecurityPolicy", removedIn: 25, successor: undefined },
  { apiVersion: "autoscaling/v2beta2", kind: "HorizontalPodAutoscaler", removedIn: 26, successor: "autoscaling/v2" },
  {
    apiVersion: "flowcontrol.apiserver.k8s.io/v1beta3",
    kind: "FlowSchema",
    removedIn: 32,
    successor: "flowcontrol.apiserver.k8s.io/v1",
  },
])("$apiVersion $kind", ({ apiVersion, kind, removedIn, successor }) => {
  expect(findApiLifecycle(apiVersion, kind)).toMatchObject({ removedIn, successor });
});

test.each([
  { apiVersion: "apps/v1", kind: "Deployment" },
  { apiVersion: "extensions/v1beta1", kind: "Shop" },
  { apiVersion: "", kind: "" },
])("nothing is known against $apiVersion $kind", ({ apiVersion, kind }) => {
  expect(findApiLifecycle(apiVersion, kind)).toBeUndefined();
});
