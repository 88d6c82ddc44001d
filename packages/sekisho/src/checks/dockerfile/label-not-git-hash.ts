import { isGitHash } from "../../semantics/labels/label-formats.ts";
import { requiredLabels } from "../../semantics/labels/label-schema.ts";
import { filledLabelsOfKind } from "../../semantics/labels/labels.ts";
import { defineDockerfileCheck } from "./define.ts";

export const labelNotGitHash = defineDockerfileCheck({
  id: "dockerfile/label-not-git-hash",
  aliases: ["hadolint:DL3055"],
  title: { en: "Label without a valid Git commit ID", ja: "Git のコミット ID になっていないラベル" },
  severity: "info",
  why: {
    en: "Only a commit ID says exactly which source an image was built from. Branches and tags move.",
    ja: "イメージの基になったソースコードを正確に示すのはコミット ID だけです。ブランチやタグの指す先は変わります。",
  },
  remediation: {
    en: "Write the commit ID that `git rev-parse HEAD` prints, in full or at least its first seven digits.",
    ja: "`git rev-parse HEAD` で得られるコミット ID を、全体または先頭の 7 桁以上で記述してください。",
  },
  sources: ["gitrevisions(7)", "OCI Image Format Specification, Annotations"],
  parameters: { required: requiredLabels },
  examples: {
    fail: [
      { dockerfile: "FROM debian:12\nLABEL revision=main", parameters: { required: { revision: "hash" } } },
      { dockerfile: "FROM debian:12\nLABEL revision=43C572F1", parameters: { required: { revision: "hash" } } },
      {
        dockerfile: "FROM debian:12\nARG VALUE='?'\nLABEL other=x revision=$VALUE",
        parameters: { required: { revision: "hash" } },
      },
      { dockerfile: "FROM debian:12\nONBUILD LABEL revision='?'", parameters: { required: { revision: "hash" } } },
    ],
    pass: [
      {
        dockerfile: "FROM debian:12\nLABEL revision=43c572f1272b6b3171dd1db9e41b7027128ce080",
        parameters: { required: { revision: "hash" } },
      },
      { dockerfile: "FROM debian:12\nLABEL revision=43c572f", parameters: { required: { revision: "hash" } } },
      {
        dockerfile: "FROM debian:12\nARG VALUE\nLABEL revision=$VALUE",
        parameters: { required: { revision: "hash" } },
      },
      { dockerfile: "FROM debian:12\nLABEL other='?'", parameters: { required: { revision: "hash" } } },
      "FROM debian:12\nLABEL revision='?'",
    ],
  },
  evaluate(build, { required }) {
    return filledLabelsOfKind(build, required, "hash").flatMap(({ key, value, valueWord, step }) => {
      if (isGitHash(value)) return [];
      return [
        {
          message: {
            en: `${key}: expected a commit ID, got ${value}.`,
            ja: `${key} にはコミット ID を想定しましたが、${value} が設定されています。`,
          },
          range: { start: valueWord.start, end: valueWord.end },
          subject: `${step.stage.subject}/label:${key}`,
        },
      ];
    });
  },
});
