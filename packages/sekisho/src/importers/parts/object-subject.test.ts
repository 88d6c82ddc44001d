import { describe, expect, test } from "vitest";
import { findContainerIn, objectSubject } from "./object-subject.ts";

// Expected texts are what `describeObject` documents and what scans of manifests print.
describe("objectSubject", () => {
  test.each([
    {
      name: "with a namespace",
      object: { apiVersion: "apps/v1", kind: "Deployment", name: "web", namespace: "shop" },
      subject: "shop/web[Deployment]",
    },
    {
      name: "no group said",
      object: { kind: "Deployment", name: "web", namespace: "shop" },
      subject: "shop/web[Deployment]",
    },
    { name: "no namespace", object: { kind: "Pod", name: "web", namespace: null }, subject: "default/web[Pod]" },
    {
      name: "of the cluster, with a namespace",
      object: { kind: "ClusterRole", name: "r", namespace: "shop" },
      subject: "r[ClusterRole]",
    },
    {
      name: "of the cluster, marked by a dash",
      object: { kind: "Node", name: "n", namespace: "-" },
      subject: "n[Node]",
    },
    {
      name: "of another group",
      object: { apiVersion: "serving.knative.dev/v1", kind: "Service", name: "a", namespace: "b" },
      subject: "b/a[Service.serving.knative.dev]",
    },
    { name: "nothing", object: { kind: "", name: undefined }, subject: "" },
  ])("$name", ({ object, subject }) => {
    expect(objectSubject(object)).toBe(subject);
  });

  test("names a container by its role", () => {
    const object = { kind: "Pod", name: "web", namespace: "shop" };

    expect(objectSubject(object, { name: "app" })).toBe("shop/web[Pod]/container:app");
    expect(objectSubject(object, { name: "wait", role: "init" })).toBe("shop/web[Pod]/init-container:wait");
  });

  test("is cut where names are none of Kubernetes", () => {
    expect(objectSubject({ kind: "Pod", name: "a".repeat(1_000_000) }).length).toBeLessThan(1100);
  });
});

describe("findContainerIn", () => {
  test.each([
    { name: "Trivy", message: "Container 'app' of Deployment 'web' should set …", container: { name: "app" } },
    { name: "KubeLinter", message: 'container "app" is Privileged', container: { name: "app" } },
    {
      name: "an init container",
      message: 'init container "wait" has no limits',
      container: { name: "wait", role: "init" },
    },
    { name: "no name", message: "the container should not run as root", container: undefined },
    { name: "a name that never ends", message: `container "${"a".repeat(5000)}`, container: undefined },
  ])("$name", ({ message, container }) => {
    expect(findContainerIn(message)).toEqual(container);
  });
});
