import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { createManifestSet } from "../kubernetes/create-manifest-set.ts";
import { readObjects } from "../kubernetes/read-objects.ts";
import { judgeServices } from "./judge-services.ts";
import type { ServiceRules } from "./security-policy.ts";

const accounts: ServiceRules = {
  name: "accounts",
  select: { namespace: "accounts" },
  holds: [{ name: "own", title: { en: "", ja: "" }, level: 3, demands: ["signed-images-only"] }],
  standards: [],
};

const anyPod = "match: { any: [{ resources: { kinds: [Pod] } }] }";

function pod(...images: readonly string[]): string {
  const containers = images.map((image, index) => `{ name: c${index}, image: "${image}" }`).join(", ");
  return `kind: Pod\napiVersion: v1\nmetadata: { name: web, namespace: accounts }\nspec: { containers: [${containers}] }\n`;
}

function kyverno(rule: string, action = "Enforce", head = "kind: ClusterPolicy\nmetadata: { name: signed }"): string {
  return `---\napiVersion: kyverno.io/v1\n${head}\nspec: { validationFailureAction: ${action}, rules: [{ name: a, ${rule} }] }\n`;
}

function sigstore(spec: string): string {
  return `---\nkind: Namespace\napiVersion: v1\nmetadata: { name: accounts, labels: { policy.sigstore.dev/include: "true" } }\n---\nkind: ClusterImagePolicy\napiVersion: policy.sigstore.dev/v1beta1\nmetadata: { name: signed }\nspec: { ${spec} }\n`;
}

const every = 'verifyImages: [{ imageReferences: ["*"] }]';
const ours = 'verifyImages: [{ imageReferences: ["registry.example.com/*"] }]';

interface Case {
  readonly name: string;
  readonly manifests: string;
  readonly expected: "met" | "missing" | "undecided";
}

describe("signedImagesOnly", () => {
  // Decided by hand from the documentation of Kyverno ("Verify Images Rules", "Selecting Resources") and of Sigstore.
  test.each<Case>([
    { name: "every image", manifests: pod("a:1") + kyverno(`${anyPod}, ${every}`), expected: "met" },
    { name: "reported only", manifests: pod("a:1") + kyverno(`${anyPod}, ${every}`, "Audit"), expected: "missing" },
    {
      name: "the action of the verification",
      manifests:
        pod("a:1") + kyverno(`${anyPod}, verifyImages: [{ imageReferences: ["*"], failureAction: Enforce }]`, "Audit"),
      expected: "met",
    },
    {
      name: "the registry of the image",
      manifests: pod("registry.example.com/web:1") + kyverno(`${anyPod}, ${ours}`),
      expected: "met",
    },
    {
      name: "another registry",
      manifests: pod("ghcr.io/other/web:1") + kyverno(`${anyPod}, ${ours}`),
      expected: "undecided",
    },
    {
      name: "one image of two",
      manifests: pod("registry.example.com/web:1", "redis:7") + kyverno(`${anyPod}, ${ours}`),
      expected: "undecided",
    },
    {
      name: "an implied registry",
      manifests: pod("redis:7") + kyverno(`${anyPod}, verifyImages: [{ imageReferences: ["docker.io/library/*:7"] }]`),
      expected: "met",
    },
    {
      name: "an image that is skipped",
      manifests:
        pod("redis:7") +
        kyverno(`${anyPod}, verifyImages: [{ imageReferences: ["*"], skipImageReferences: ["docker.io/redis*"] }]`),
      expected: "undecided",
    },
    {
      name: "a pattern of namespaces",
      manifests:
        pod("a:1") + kyverno(`match: { any: [{ resources: { kinds: [v1/Pod], namespaces: ["acc*"] } }] }, ${every}`),
      expected: "met",
    },
    {
      name: "another namespace",
      manifests: pod("a:1") + kyverno(`match: { resources: { kinds: [Pod], namespaces: [shop] } }, ${every}`),
      expected: "undecided",
    },
    {
      name: "the namespace is excluded",
      manifests:
        pod("a:1") + kyverno(`${anyPod}, exclude: { any: [{ resources: { namespaces: ["acc*"] } }] }, ${every}`),
      expected: "undecided",
    },
    {
      name: "another namespace is excluded",
      manifests:
        pod("a:1") + kyverno(`${anyPod}, exclude: { any: [{ resources: { namespaces: [kube-system] } }] }, ${every}`),
      expected: "met",
    },
    {
      name: "users are excluded",
      manifests: pod("a:1") + kyverno(`${anyPod}, exclude: { any: [{ clusterRoles: [cluster-admin] }] }, ${every}`),
      expected: "undecided",
    },
    {
      name: "pods with a label only",
      manifests:
        pod("a:1") +
        kyverno(`match: { all: [{ resources: { kinds: [Pod], selector: { matchLabels: { a: b } } } }] }, ${every}`),
      expected: "undecided",
    },
    {
      name: "a Policy of another namespace",
      manifests:
        pod("a:1") +
        kyverno(`${anyPod}, ${every}`, "Enforce", "kind: Policy\nmetadata: { name: signed, namespace: shop }"),
      expected: "undecided",
    },
    {
      name: "parts of a wrong type",
      manifests: pod("a:1") + kyverno("match: [x], exclude: 3, verifyImages: { a: b }"),
      expected: "undecided",
    },
    {
      name: "Sigstore in the namespace",
      manifests: pod("a:1") + sigstore("images: [{ glob: '**' }], authorities: [{ keyless: { url: x } }]"),
      expected: "met",
    },
    {
      name: "Sigstore that lets everything pass",
      manifests: pod("a:1") + sigstore("images: [{ glob: '**' }], authorities: [{ static: { action: pass } }]"),
      expected: "undecided",
    },
    {
      name: "Sigstore that only warns",
      manifests: pod("a:1") + sigstore("mode: warn, images: [{ glob: '**' }]"),
      expected: "undecided",
    },
  ])("$name: $expected", ({ manifests, expected }) => {
    const { objects } = readObjects(parseYamlSource(manifests), { path: "all.yaml" });
    const [judged] = judgeServices(createManifestSet(objects, { services: [accounts], isWhole: false }));

    expect(judged?.demands.map(({ ended }) => ended)).toEqual([expected]);
  });
});
