import { requiredLabels } from "../../semantics/labels/label-schema.ts";
import { defineImageCheck } from "./define.ts";

export const missingLabel = defineImageCheck({
  id: "image/missing-label",
  aliases: [],
  title: { en: "Required label is missing in the image", ja: "イメージにおける必須ラベルの欠落" },
  severity: "low",
  why: {
    en: "Labels say who owns an image, where its source is and under which licence it is published. Without them, a running image cannot be traced back to its source.",
    ja: "ラベルは、イメージの責任者、ソースコードの場所、ライセンスを示します。ラベルがないと、稼働中のイメージの出所を追跡できません。",
  },
  remediation: {
    en: "Add the label in the Dockerfile (`LABEL org.opencontainers.image.source=https://…`) or at the build (`--label`).",
    ja: "Dockerfile に `LABEL org.opencontainers.image.source=https://…` を追加するか、ビルド時に `--label` で指定してください。",
  },
  sources: ["OCI Image Format Specification, Annotations", "Docker documentation, Docker object labels"],
  parameters: { required: requiredLabels },
  examples: {
    fail: [
      { parameters: { required: { team: "text" } } },
      { configuration: { labels: { other: "x" } }, parameters: { required: { team: "text" } } },
      { configuration: { labels: { team: "" } }, parameters: { required: { team: "text" } } },
    ],
    pass: [
      {},
      { configuration: { labels: { team: "web" } }, parameters: { required: { team: "text" } } },
      { configuration: { labels: { team: "" } }, parameters: { required: { team: "raw" } } },
    ],
  },
  evaluate({ inventory }, { required }) {
    const { image } = inventory;
    if (image === undefined) return [];
    return Object.entries(required).flatMap(([name, kind]) => {
      const value = image.configuration.labels[name] ?? image.annotations[name];
      if (value !== undefined && (value !== "" || kind === "raw")) return [];
      return [
        {
          message:
            value === undefined
              ? { en: `The image has no label ${name}.`, ja: `イメージにラベル ${name} がありません。` }
              : { en: `The label ${name} is empty.`, ja: `ラベル ${name} の値が空です。` },
          subject: `label:${name}`,
          evidence: [{ pointer: "/config/Labels", excerpt: name }],
        },
      ];
    });
  },
});
