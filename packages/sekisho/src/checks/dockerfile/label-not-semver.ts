import { isSemanticVersion } from "../../semantics/labels/label-formats.ts";
import { requiredLabels } from "../../semantics/labels/label-schema.ts";
import { filledLabelsOfKind } from "../../semantics/labels/labels.ts";
import { defineDockerfileCheck } from "./define.ts";

export const labelNotSemver = defineDockerfileCheck({
  id: "dockerfile/label-not-semver",
  aliases: ["hadolint:DL3056"],
  title: { en: "Label without a valid semantic version", ja: "セマンティックバージョンになっていないラベル" },
  severity: "info",
  why: {
    en: "Tools that look for updates cannot compare this value with other versions.",
    ja: "更新を検出するツールが、この値をほかのバージョンと比較できません。",
  },
  remediation: {
    en: "Write major, minor and patch without a prefix, for example `1.4.2` or `2.0.0-rc.1`.",
    ja: "`1.4.2` や `2.0.0-rc.1` のように、メジャー、マイナー、パッチを接頭辞なしで記述してください。",
  },
  sources: ["Semantic Versioning 2.0.0", "OCI Image Format Specification, Annotations"],
  parameters: { required: requiredLabels },
  examples: {
    fail: [
      { dockerfile: "FROM debian:12\nLABEL version=1.4", parameters: { required: { version: "semver" } } },
      { dockerfile: "FROM debian:12\nLABEL version=v1.4.2", parameters: { required: { version: "semver" } } },
      {
        dockerfile: "FROM debian:12\nARG VALUE='?'\nLABEL other=x version=$VALUE",
        parameters: { required: { version: "semver" } },
      },
      { dockerfile: "FROM debian:12\nONBUILD LABEL version='?'", parameters: { required: { version: "semver" } } },
    ],
    pass: [
      { dockerfile: "FROM debian:12\nLABEL version=1.4.2", parameters: { required: { version: "semver" } } },
      {
        dockerfile: "FROM debian:12\nLABEL version=2.0.0-rc.1+build.5",
        parameters: { required: { version: "semver" } },
      },
      {
        dockerfile: "FROM debian:12\nARG VALUE\nLABEL version=$VALUE",
        parameters: { required: { version: "semver" } },
      },
      { dockerfile: "FROM debian:12\nLABEL other='?'", parameters: { required: { version: "semver" } } },
      "FROM debian:12\nLABEL version='?'",
    ],
  },
  evaluate(build, { required }) {
    return filledLabelsOfKind(build, required, "semver").flatMap(({ key, value, valueWord, step }) => {
      if (isSemanticVersion(value)) return [];
      return [
        {
          message: {
            en: `${key}: expected a semantic version such as 1.4.2, got ${value}.`,
            ja: `${key} には 1.4.2 のようなセマンティックバージョンを想定しましたが、${value} が設定されています。`,
          },
          range: { start: valueWord.start, end: valueWord.end },
          subject: `${step.stage.subject}/label:${key}`,
        },
      ];
    });
  },
});
