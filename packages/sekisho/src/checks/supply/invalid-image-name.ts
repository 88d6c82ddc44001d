import { quote } from "../../model/quote.ts";
import { parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import { defineContainerCheck } from "../manifest/define.ts";

export const invalidImageName = defineContainerCheck({
  id: "supply/invalid-image-name",
  aliases: [],
  title: { en: "Image name that cannot be read", ja: "解釈できないイメージ名" },
  severity: "medium",
  why: {
    en: "The kubelet cannot pull the image: the pod stays at InvalidImageName, and no other check can say anything about it.",
    ja: "kubelet がイメージを取得できず、Pod は InvalidImageName のまま起動しません。ほかのチェック項目でも検査できません。",
  },
  remediation: {
    en: "Write REGISTRY/REPOSITORY:TAG@DIGEST with a repository in lower case.",
    ja: "「レジストリ/リポジトリ:タグ@ダイジェスト」の形式で、リポジトリ名は小文字で記述してください。",
  },
  sources: ["distribution/reference: the grammar of image names"],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: Nginx:1.29 }] }",
      "spec: { containers: [{ name: web, image: 'nginx:1.29 ' }] }",
      "spec: { containers: [{ name: web, image: 'https://registry.example.com/web:1' }] }",
    ],
    pass: [
      "spec: { containers: [{ name: web, image: registry.example.com:5000/shop/web:1.2_3 }] }",
      "spec: { containers: [{ name: web, image: '' }] }",
      "spec: { containers: [{ name: web, image: 'registry.example.com/web:${VERSION}' }] }",
      "spec: { containers: [{ name: web, image: '{{ .Values.image }}' }] }",
    ],
  },
  evaluate({ spec }) {
    const { image = "" } = spec;
    // What another program fills in is not written yet.
    if (image === "" || /[$%]|\{\{|<[^<>]{1,80}>/.test(image) || parseImageReference(image) !== undefined) return [];
    const name = quote(image);
    return [
      {
        message: { en: `“${name}” is no name of an image.`, ja: `「${name}」はイメージ名として解釈できません。` },
        pointer: "/image",
      },
    ];
  },
});
