import { quote } from "../../model/quote.ts";
import { familiarName, parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import { isFromTrustedRegistry } from "../../semantics/image-reference/trusted-registry.ts";
import { defineContainerCheck } from "../manifest/define.ts";

export const untrustedRegistry = defineContainerCheck({
  id: "supply/untrusted-registry",
  aliases: [
    "kubeaudit:ImageTagIncorrect",
    "kubescape:C-0001",
    "kubescape:C-0078",
    "kyverno:restrict-image-registries",
    "popeye:POP-113",
    "trivy:KSV-0125",
  ],
  title: { en: "Image from a registry that is not trusted", ja: "信頼するレジストリ以外のイメージ" },
  severity: "high",
  why: {
    en: "Whoever owns a registry decides what its images hold. This one is not on the organisation's list.",
    ja: "イメージの内容はレジストリの管理者が決められます。このレジストリは組織の信頼するレジストリに含まれていません。",
  },
  remediation: {
    en: "Copy the image to a trusted registry after a review, or add the registry to the parameter `trusted`.",
    ja: "内容を確認したうえで信頼するレジストリに複製するか、パラメーター `trusted` にレジストリを追加してください。",
  },
  sources: ["NIST SP 800-190, 3.1.5 and 4.1.5", "CIS Kubernetes Benchmark 1.12.0, 5.5.1"],
  parameters: {
    trusted: {
      type: "string-list",
      description: {
        en: "Registries that images may come from: a host, a host with `*`, or a host with the beginning of a repository. Nothing is reported while the list is empty.",
        ja: "使用してよいレジストリ。ホスト名、`*` を含むホスト名、またはリポジトリの先頭部分を付けたホスト名で指定します。空の場合は何も検出しません。",
      },
      default: [],
    },
  },
  examples: {
    fail: [
      {
        manifests: "spec: { containers: [{ name: web, image: nginx:1.29.3 }] }",
        parameters: { trusted: ["registry.example.com"] },
      },
      {
        manifests: "spec: { containers: [{ name: web, image: ghcr.io/somebody/web:1 }] }",
        parameters: { trusted: ["ghcr.io/our-team"] },
      },
    ],
    pass: [
      "spec: { containers: [{ name: web, image: random.example/web:1 }] }",
      {
        manifests: "spec: { containers: [{ name: web, image: eu.example.com/web:1 }, { name: sh, image: busybox:1 }] }",
        parameters: { trusted: ["*.example.com", "docker.io"] },
      },
    ],
  },
  evaluate({ spec }, { parameters: { trusted } }) {
    const reference = trusted.length === 0 ? undefined : parseImageReference(spec.image ?? "");
    if (reference === undefined || isFromTrustedRegistry(reference, trusted)) return [];
    const name = quote(familiarName(reference));
    return [
      {
        message: {
          en: `${name} comes from ${reference.registry}; trusted: ${trusted.join(", ")}.`,
          ja: `${name} は ${reference.registry} のイメージです。信頼するレジストリ: ${trusted.join("、")}`,
        },
        pointer: "/image",
      },
    ];
  },
});
