import { isUrl } from "../../semantics/labels/label-formats.ts";
import { requiredLabels } from "../../semantics/labels/label-schema.ts";
import { filledLabelsOfKind } from "../../semantics/labels/labels.ts";
import { defineDockerfileCheck } from "./define.ts";

export const labelNotUrl = defineDockerfileCheck({
  id: "dockerfile/label-not-url",
  aliases: ["hadolint:DL3052"],
  title: { en: "Label without a valid URL", ja: "URL になっていないラベル" },
  severity: "info",
  why: {
    en: "Tools show the label as a link. A value that is not a URL leads nowhere.",
    ja: "ツールは、このラベルの値をリンクとして扱います。URL でない値は、リンク先を開けません。",
  },
  remediation: {
    en: "Write a complete URL with its scheme, for example `https://git.example.com/team/app`.",
    ja: "`https://git.example.com/team/app` のように、スキームを含む完全な URL を記述してください。",
  },
  sources: ["RFC 3986, 4.3", "OCI Image Format Specification, Annotations"],
  parameters: { required: requiredLabels },
  examples: {
    fail: [
      {
        dockerfile: "FROM debian:12\nLABEL source=git.example.com/team/app",
        parameters: { required: { source: "url" } },
      },
      { dockerfile: "FROM debian:12\nLABEL source=http:", parameters: { required: { source: "url" } } },
      {
        dockerfile: "FROM debian:12\nARG VALUE='?'\nLABEL other=x source=$VALUE",
        parameters: { required: { source: "url" } },
      },
      { dockerfile: "FROM debian:12\nONBUILD LABEL source='?'", parameters: { required: { source: "url" } } },
    ],
    pass: [
      {
        dockerfile: "FROM debian:12\nLABEL source=https://git.example.com/team/app",
        parameters: { required: { source: "url" } },
      },
      {
        dockerfile: "FROM debian:12\nLABEL source=ssh://git@git.example.com/app",
        parameters: { required: { source: "url" } },
      },
      { dockerfile: "FROM debian:12\nARG VALUE\nLABEL source=$VALUE", parameters: { required: { source: "url" } } },
      { dockerfile: "FROM debian:12\nLABEL other='?'", parameters: { required: { source: "url" } } },
      "FROM debian:12\nLABEL source='?'",
    ],
  },
  evaluate(build, { required }) {
    return filledLabelsOfKind(build, required, "url").flatMap(({ key, value, valueWord, step }) => {
      if (isUrl(value)) return [];
      return [
        {
          message: {
            en: `${key}: expected a URL with its scheme, got ${value}.`,
            ja: `${key} にはスキームを含む URL を想定しましたが、${value} が設定されています。`,
          },
          range: { start: valueWord.start, end: valueWord.end },
          subject: `${step.stage.subject}/label:${key}`,
        },
      ];
    });
  },
});
