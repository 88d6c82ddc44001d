import { quote } from "../../model/quote.ts";
import { parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import { defineContainerCheck } from "../manifest/define.ts";

export const imageWithoutDigest = defineContainerCheck({
  id: "supply/image-without-digest",
  aliases: ["checkov:CKV_K8S_43", "kube-linter:image-not-pinned-by-digest", "kubescape:C-0306"],
  isOptional: true,
  title: { en: "Image without a digest", ja: "ダイジェストのないイメージ" },
  severity: "low",
  why: {
    en: "Whoever can write to the registry can put another image behind a tag. Only a digest says which bytes run.",
    ja: "レジストリに書き込める者は、同じタグのまま別のイメージに差し替えられます。実行される内容を特定できるのはダイジェストだけです。",
  },
  remediation: {
    en: "Add the digest behind the tag, and let a tool raise both: `image: nginx:1.29.3@sha256:…`.",
    ja: "`image: nginx:1.29.3@sha256:…` のようにタグの後にダイジェストを付け、更新はツールで自動化してください。",
  },
  sources: ["Kubernetes documentation, Images: Image digests", "NIST SP 800-190, 4.2.2"],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: nginx:1.29.3 }] }",
      "spec: { containers: [{ name: web, image: nginx }] }",
    ],
    pass: [
      `spec: { containers: [{ name: web, image: "nginx:1.29.3@sha256:${"0".repeat(64)}" }] }`,
      "spec: { containers: [{ name: web, image: '' }] }",
    ],
  },
  evaluate({ spec }) {
    const reference = parseImageReference(spec.image ?? "");
    if (reference === undefined || reference.digest !== undefined) return [];
    const name = quote(reference.text);
    return [
      { message: { en: `${name} has no digest.`, ja: `${name} にダイジェストがありません。` }, pointer: "/image" },
    ];
  },
});
