import { isSpdxExpression } from "../../semantics/labels/label-formats.ts";
import { requiredLabels } from "../../semantics/labels/label-schema.ts";
import { filledLabelsOfKind } from "../../semantics/labels/labels.ts";
import { defineDockerfileCheck } from "./define.ts";

export const labelNotSpdx = defineDockerfileCheck({
  id: "dockerfile/label-not-spdx",
  aliases: ["hadolint:DL3054"],
  title: { en: "Label without a valid SPDX licence", ja: "SPDX ライセンス表記になっていないラベル" },
  severity: "info",
  why: {
    en: "Licence tools understand only SPDX expressions. With free text, a person has to read the licence of every image.",
    ja: "ライセンスの検査ツールが解釈できるのは SPDX の表記だけです。自由記述では、イメージごとに人が確認しなければなりません。",
  },
  remediation: {
    en: "Write identifiers of the SPDX License List, joined with AND, OR or WITH, for example `Apache-2.0 OR MIT`.",
    ja: "`Apache-2.0 OR MIT` のように、SPDX License List の識別子を AND、OR、WITH でつないで記述してください。",
  },
  sources: ["SPDX specification 3.0, SPDX license expressions", "OCI Image Format Specification, Annotations"],
  parameters: { required: requiredLabels },
  examples: {
    fail: [
      { dockerfile: "FROM debian:12\nLABEL licenses=the-usual", parameters: { required: { licenses: "spdx" } } },
      { dockerfile: "FROM debian:12\nLABEL licenses='Apache 2'", parameters: { required: { licenses: "spdx" } } },
      {
        dockerfile: "FROM debian:12\nARG VALUE='?'\nLABEL other=x licenses=$VALUE",
        parameters: { required: { licenses: "spdx" } },
      },
      { dockerfile: "FROM debian:12\nONBUILD LABEL licenses='?'", parameters: { required: { licenses: "spdx" } } },
    ],
    pass: [
      { dockerfile: "FROM debian:12\nLABEL licenses=MIT", parameters: { required: { licenses: "spdx" } } },
      {
        dockerfile: "FROM debian:12\nLABEL licenses='Apache-2.0 OR MIT'",
        parameters: { required: { licenses: "spdx" } },
      },
      {
        dockerfile: "FROM debian:12\nLABEL licenses=LicenseRef-company",
        parameters: { required: { licenses: "spdx" } },
      },
      {
        dockerfile: "FROM debian:12\nARG VALUE\nLABEL licenses=$VALUE",
        parameters: { required: { licenses: "spdx" } },
      },
      { dockerfile: "FROM debian:12\nLABEL other='?'", parameters: { required: { licenses: "spdx" } } },
      "FROM debian:12\nLABEL licenses='?'",
    ],
  },
  evaluate(build, { required }) {
    return filledLabelsOfKind(build, required, "spdx").flatMap(({ key, value, valueWord, step }) => {
      if (isSpdxExpression(value)) return [];
      return [
        {
          message: {
            en: `${key}: expected an SPDX licence expression, got ${value}.`,
            ja: `${key} には SPDX ライセンス表記を想定しましたが、${value} が設定されています。`,
          },
          range: { start: valueWord.start, end: valueWord.end },
          subject: `${step.stage.subject}/label:${key}`,
        },
      ];
    });
  },
});
