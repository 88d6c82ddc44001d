import type { ImageSourceKind } from "../../model/image.ts";
import { parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import { defineImageCheck } from "./define.ts";

export const latestTag = defineImageCheck({
  id: "image/latest-tag",
  aliases: ["dockle:DKL-DI-0006"],
  title: { en: "Image is named by the tag latest only", ja: "latest タグだけで識別されるイメージ" },
  severity: "low",
  why: {
    en: "The tag says nothing of the version and moves with every push: two nodes may run different images, this scan may be about another one than the next start, and there is nothing to go back to.",
    ja: "このタグはバージョンを示さず、プッシュのたびに指す先が変わります。ノードごとに異なるイメージが動く、検査したイメージと次に起動するイメージが異なる、以前のバージョンに戻せない、といった問題が起こります。",
  },
  remediation: {
    en: "Give each build a tag of its own, such as its version or its commit, and deploy by digest.",
    ja: "バージョンやコミットなど、ビルドごとに固有のタグを付け、デプロイではダイジェストを指定してください。",
  },
  sources: ["Kubernetes documentation, Images: Image names", "Dockle DKL-DI-0006"],
  examples: {
    fail: [{ tags: ["registry.example.com/shop/web:latest"] }, { tags: ["nginx"] }],
    pass: [
      { tags: ["registry.example.com/shop/web:1.4"] },
      { tags: ["registry.example.com/shop/web:latest", "registry.example.com/shop/web:1.4"] },
      { tags: [`nginx@sha256:${"0".repeat(64)}`] },
      { tags: ["./image.tar"] },
    ],
  },
  evaluate({ inventory }) {
    const { image } = inventory;
    if (image === undefined) return [];
    // The name of an archive is a path, and no name of an image.
    const names = image.tags.length > 0 || image.source !== "registry" ? image.tags : [image.name];
    const tags = names.map((name) => tagOf(name, image.source));
    const [first] = names;
    if (first === undefined || !tags.every((tag) => tag === "latest")) return [];
    return [
      {
        message: {
          en: `The image is named ${first}, and no other tag is known.`,
          ja: `イメージの名前は ${first} で、ほかのタグは確認できません。`,
        },
        subject: "tag",
        evidence: [{ excerpt: first }],
      },
    ];
  },
});

/** Gives the tag that a name ends in or implies; `undefined` for a digest and for what is no name. */
function tagOf(name: string, source: ImageSourceKind): string | undefined {
  const isLayout = source === "oci-layout" || source === "oci-archive";
  // Layouts name an image by its tag alone, as a rule. Source: OCI image specification, annotations, ref.name.
  if (isLayout && !/[/:@]/.test(name)) return name;
  const reference = parseImageReference(name);
  if (reference === undefined || reference.digest !== undefined) return undefined;
  return reference.tag ?? "latest";
}
