import { requiredLabels } from "../../semantics/labels/label-schema.ts";
import { labelsOf } from "../../semantics/labels/labels.ts";
import { defineDockerfileCheck } from "./define.ts";

export const emptyLabel = defineDockerfileCheck({
  id: "dockerfile/empty-label",
  aliases: ["hadolint:DL3051"],
  title: { en: "Required label is empty", ja: "値が空の必須ラベル" },
  severity: "low",
  why: {
    en: "The label exists but says nothing: a reader cannot find what the organisation requires, such as owner or source.",
    ja: "ラベルはあっても、責任者やソースコードの場所など、組織が必要とする情報が得られません。",
  },
  remediation: {
    en: 'Give the label a value: `LABEL key="value"`.',
    ja: '`LABEL key="value"` のように、ラベルに値を設定してください。',
  },
  sources: ["hadolint, DL3051", "OCI Image Format Specification, Annotations"],
  parameters: { required: requiredLabels },
  examples: {
    fail: [
      { dockerfile: 'FROM debian:12\nLABEL team=""', parameters: { required: { team: "text" } } },
      { dockerfile: "FROM debian:12\nLABEL other=x source=' '", parameters: { required: { source: "url" } } },
      { dockerfile: "FROM debian:12\nARG TEAM=\nLABEL team=$TEAM", parameters: { required: { team: "text" } } },
    ],
    pass: [
      { dockerfile: "FROM debian:12\nLABEL team=web", parameters: { required: { team: "text" } } },
      { dockerfile: 'FROM debian:12\nLABEL other=""', parameters: { required: { team: "text" } } },
      { dockerfile: 'FROM debian:12\nLABEL team=""', parameters: { required: { team: "raw" } } },
      { dockerfile: "FROM debian:12\nARG TEAM\nLABEL team=$TEAM", parameters: { required: { team: "text" } } },
    ],
  },
  evaluate(build, { required }) {
    if (Object.keys(required).length === 0) return [];
    return labelsOf(build).flatMap(({ key, keyWord, value, valueWord, step }) => {
      const isJudged = Object.hasOwn(required, key) && required[key] !== "raw";
      if (!isJudged || value === undefined || value.trim() !== "") return [];
      return [
        {
          message: { en: `The label ${key} has no value.`, ja: `ラベル ${key} の値が空です。` },
          range: { start: keyWord.start, end: valueWord.end },
          subject: `${step.stage.subject}/label:${key}`,
        },
      ];
    });
  },
});
