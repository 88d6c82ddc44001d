import { expect, test } from "vitest";
import { containersAt, resourceOfId } from "./resource.ts";

// Source of the forms: k8s-interface, workloadinterface GetID; opa-utils, local objects.
test.each([
  {
    name: "of a group",
    id: "apps/v1/shop/Deployment/web",
    object: { apiVersion: "apps/v1", kind: "Deployment", name: "web", namespace: "shop" },
  },
  {
    name: "of the core",
    id: "/v1/shop/Pod/web",
    object: { apiVersion: "v1", kind: "Pod", name: "web", namespace: "shop" },
  },
  { name: "of the cluster", id: "/v1//Node/n", object: { apiVersion: "v1", kind: "Node", name: "n", namespace: "" } },
  {
    name: "of a file",
    id: "path=12/api=apps/v1//Deployment/web",
    object: { apiVersion: "apps/v1", kind: "Deployment", name: "web", namespace: "" },
  },
  { name: "of no known form", id: "web", object: { apiVersion: "", kind: "", name: "web", namespace: "" } },
])("resource id $name", ({ id, object }) => {
  expect(resourceOfId(id).object).toEqual(object);
});

const resource = { object: {}, main: ["app", "proxy"], init: ["wait"], ephemeral: [] };

test.each([
  { name: "one container", paths: ["spec.containers[1].image"], found: [{ name: "proxy", role: "main" }] },
  {
    name: "twice the same and another",
    paths: ["spec.containers[0].a", "spec.containers[0].b", "spec.initContainers[0].c"],
    found: [
      { name: "app", role: "main" },
      { name: "wait", role: "init" },
    ],
  },
  { name: "a path of the pod beside it", paths: ["spec.containers[0].a", "spec.hostNetwork"], found: undefined },
  { name: "a number too high", paths: ["spec.containers[7].a"], found: undefined },
  { name: "no path", paths: [], found: undefined },
])("containers: $name", ({ paths, found }) => {
  expect(containersAt(paths, resource)).toEqual(found);
});
