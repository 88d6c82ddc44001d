import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { createManifestSet } from "../kubernetes/create-manifest-set.ts";
import { readObjects } from "../kubernetes/read-objects.ts";
import { createImageReachIndex, type ImageNames } from "./image-reach.ts";

const digest = `sha256:${"a".repeat(64)}`;
const web: ImageNames = { names: ["registry.example.com/web:1"], digest };

const pod = (image = "registry.example.com/web:1", spec = "", ports = "") =>
  `kind: Pod\napiVersion: v1\nmetadata: { name: web, namespace: shop, labels: { app: web } }\nspec: { ${spec} containers: [{ name: app, image: "${image}"${ports} }] }\n`;

const job = `kind: Job\napiVersion: batch/v1\nmetadata: { name: once, namespace: shop }\nspec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: app, image: "registry.example.com/web:1" }] } } }\n`;

const service = (spec = "") =>
  `---\nkind: Service\napiVersion: v1\nmetadata: { name: web, namespace: shop }\nspec: { selector: { app: web }, ports: [{ port: 443 }], ${spec} }\n`;

const ingress = `---\nkind: Ingress\napiVersion: networking.k8s.io/v1\nmetadata: { name: site, namespace: shop }\nspec: { defaultBackend: { service: { name: web, port: { number: 443 } } } }\n`;

const denyAll = `---\nkind: NetworkPolicy\napiVersion: networking.k8s.io/v1\nmetadata: { name: deny, namespace: shop }\nspec: { podSelector: {} }\n`;

function useOf(image: ImageNames, ...texts: readonly string[]) {
  const index = createImageReachIndex();
  for (const text of texts)
    index.add(createManifestSet(readObjects(parseYamlSource(text), { path: "a.yaml" }).objects));
  return index.useOf(image);
}

describe("createImageReachIndex", () => {
  // Decided by hand: which objects publish a port, and which policies close it.
  test.each([
    { name: "a load balancer", manifests: pod() + service("type: LoadBalancer"), expected: "outside" },
    { name: "an Ingress", manifests: pod() + service() + ingress, expected: "outside" },
    {
      name: "a port of the node",
      manifests: pod(undefined, "", ", ports: [{ containerPort: 80, hostPort: 80 }]"),
      expected: "outside",
    },
    { name: "the node's network", manifests: pod(undefined, "hostNetwork: true,"), expected: "outside" },
    { name: "a Service inside of the cluster", manifests: pod() + service(), expected: "cluster" },
    { name: "no policy", manifests: pod(), expected: "cluster" },
    {
      name: "a load balancer that policies close",
      manifests: pod() + service("type: LoadBalancer") + denyAll,
      expected: "nowhere",
    },
    { name: "a job without a port", manifests: job, expected: "nowhere" },
    { name: "a job behind a Service", manifests: job + service(), expected: "cluster" },
    { name: "another tag", manifests: pod("registry.example.com/web:2"), expected: undefined },
    { name: "another registry", manifests: pod("web:1"), expected: undefined },
    {
      name: "the digest under another name",
      manifests: pod(`mirror.example.com/copy:1@${digest}`),
      expected: "cluster",
    },
    {
      name: "another digest under the same name",
      manifests: pod(`registry.example.com/web:1@sha256:${"b".repeat(64)}`),
      expected: undefined,
    },
    { name: "no name of an image", manifests: pod("{{ .Values.image }}"), expected: undefined },
  ])("$name: $expected", ({ manifests, expected }) => {
    expect(useOf(web, manifests)?.reach).toBe(expected);
  });

  test("of several uses in several sets the worst counts", () => {
    const use = useOf(web, job, pod() + service() + ingress, pod() + denyAll);

    expect(use).toMatchObject({
      reach: "outside",
      message: {
        en: "It runs as shop/web[Pod], which is reached from outside of the cluster: the Ingress site leads to it.",
      },
    });
  });

  test("names of Docker Hub are the same with and without what is implied", () => {
    expect(useOf({ names: ["nginx"], digest: undefined }, pod("docker.io/library/nginx:latest"))?.reach).toBe(
      "cluster",
    );
  });
});
