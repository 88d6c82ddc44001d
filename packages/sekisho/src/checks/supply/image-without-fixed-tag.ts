import { quote } from "../../model/quote.ts";
import { parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import { defineContainerCheck } from "../manifest/define.ts";

export const imageWithoutFixedTag = defineContainerCheck({
  id: "supply/image-without-fixed-tag",
  aliases: [
    "checkov:CKV_K8S_14",
    "kube-linter:latest-tag",
    "kube-score:container-image-tag",
    "kubeaudit:ImageTagMissing",
    "kyverno:disallow-latest-tag",
    "polaris:tagNotSpecified",
    "popeye:POP-100",
    "popeye:POP-101",
    "trivy:KSV-0013",
  ],
  title: { en: "Image without a tag, or with latest", ja: "タグのない、または latest タグのイメージ" },
  severity: "medium",
  why: {
    en: "The name points to another image after every release. Replicas started at different times run different software, and a rollback brings nothing back.",
    ja: "リリースのたびに別のイメージを指すため、起動時期の異なるレプリカで別のソフトウェアが動き、ロールバックしても以前の状態に戻りません。",
  },
  remediation: {
    en: "Name the release that you tested, best with its digest: `image: nginx:1.29.3@sha256:…`.",
    ja: "動作確認済みのリリースを指定してください。`image: nginx:1.29.3@sha256:…` のようにダイジェストも付けるとより確実です。",
  },
  sources: ["Kubernetes documentation, Images: Image names", "NIST SP 800-190, 4.2.2"],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: nginx }] }",
      "spec: { containers: [{ name: web, image: registry.example.com:5000/shop/web:latest }] }",
      "spec: { initContainers: [{ name: wait, image: busybox }], containers: [] }",
    ],
    pass: [
      "spec: { containers: [{ name: web, image: nginx:1.29.3 }] }",
      `spec: { containers: [{ name: web, image: "nginx@sha256:${"0".repeat(64)}" }] }`,
      `spec: { containers: [{ name: web, image: "nginx:latest@sha256:${"0".repeat(64)}" }] }`,
      "spec: { containers: [{ name: web }] }",
    ],
  },
  evaluate({ spec }) {
    const reference = parseImageReference(spec.image ?? "");
    if (reference === undefined || reference.digest !== undefined) return [];
    if (reference.tag !== undefined && reference.tag !== "latest") return [];
    const name = quote(reference.text);
    const message =
      reference.tag === undefined
        ? { en: `${name} has no tag, which means latest.`, ja: `${name} にはタグがなく、latest とみなされます。` }
        : {
            en: `${name} becomes another image with every release.`,
            ja: `${name} はリリースのたびに別のイメージになります。`,
          };
    return [{ message, pointer: "/image" }];
  },
});
