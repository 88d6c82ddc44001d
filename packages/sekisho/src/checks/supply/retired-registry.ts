import { quote } from "../../model/quote.ts";
import { type ImageReference, parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import { defineContainerCheck } from "../manifest/define.ts";

/** Registries that are frozen or closed, with the registry that serves the same images; the longest prefix first. */
const retired: readonly (readonly [prefix: string, successor: string | undefined])[] = [
  ["k8s.gcr.io/", "registry.k8s.io/"],
  ["gcr.io/google-containers/", "registry.k8s.io/"],
  ["gcr.io/google_containers/", "registry.k8s.io/"],
  ["us.gcr.io/k8s-artifacts-prod/", "registry.k8s.io/"],
  ["eu.gcr.io/k8s-artifacts-prod/", "registry.k8s.io/"],
  ["asia.gcr.io/k8s-artifacts-prod/", "registry.k8s.io/"],
  ["docker.pkg.github.com/", undefined],
];

export const retiredRegistry = defineContainerCheck({
  id: "supply/retired-registry",
  aliases: ["kubescape:C-0253"],
  title: { en: "Image from a registry that was retired", ja: "廃止されたレジストリのイメージ" },
  severity: "medium",
  why: {
    en: "Nothing new comes to this registry, no security fix either, and it may stop serving any day.",
    ja: "このレジストリにはセキュリティ修正を含む更新が届かず、いつ提供が止まるかわかりません。",
  },
  remediation: {
    en: "Pull the image from the successor, registry.k8s.io for Kubernetes' own images, and raise its version.",
    ja: "後継のレジストリ（Kubernetes のイメージは registry.k8s.io）に切り替え、バージョンも更新してください。",
  },
  sources: [
    "Kubernetes blog, k8s.gcr.io Image Registry Will Be Frozen From the 3rd of April 2023",
    "GitHub documentation, Migrating to the Container registry from the Docker registry",
  ],
  examples: {
    fail: [
      "spec: { containers: [{ name: pause, image: k8s.gcr.io/pause:3.9 }] }",
      "spec: { containers: [{ name: web, image: docker.pkg.github.com/shop/web/web:1 }] }",
      "spec: { containers: [{ name: proxy, image: gcr.io/google_containers/kube-proxy:v1.20.0 }] }",
    ],
    pass: [
      "spec: { containers: [{ name: pause, image: registry.k8s.io/pause:3.10 }] }",
      "spec: { containers: [{ name: web, image: gcr.io/distroless/static:nonroot }] }",
      "spec: { containers: [{ name: web, image: example.com/k8s.gcr.io/pause:3.9 }] }",
    ],
  },
  evaluate({ spec }) {
    const reference = parseImageReference(spec.image ?? "");
    const row = reference && retired.find(([prefix]) => reference.text.startsWith(prefix));
    if (reference === undefined || row === undefined) return [];
    const [prefix, successor] = row;
    const name = quote(reference.text);
    return [
      {
        message: {
          en: `${name} comes from ${prefix.slice(0, -1)}, which was retired.`,
          ja: `${name} の取得元 ${prefix.slice(0, -1)} は廃止されています。`,
        },
        pointer: "/image",
        ...(successor === undefined ? {} : { fix: moveTo(reference, prefix, successor) }),
      },
    ];
  },
});

/** The successor has the same images under the same tags and digests. */
function moveTo({ text }: ImageReference, prefix: string, successor: string) {
  return { safety: "safe", changes: [{ set: "/image", value: successor + text.slice(prefix.length) }] } as const;
}
