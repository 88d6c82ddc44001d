import { isRfc3339 } from "../../semantics/labels/label-formats.ts";
import { requiredLabels } from "../../semantics/labels/label-schema.ts";
import { filledLabelsOfKind } from "../../semantics/labels/labels.ts";
import { defineDockerfileCheck } from "./define.ts";

export const labelNotRfc3339 = defineDockerfileCheck({
  id: "dockerfile/label-not-rfc3339",
  aliases: ["hadolint:DL3053"],
  title: { en: "Label without a valid RFC 3339 date", ja: "RFC 3339 形式の日時になっていないラベル" },
  severity: "info",
  why: {
    en: "Dates in other forms are read differently from country to country, and tools cannot sort or compare them.",
    ja: "ほかの形式の日時は、国や地域によって解釈が異なり、ツールによる並べ替えや比較もできません。",
  },
  remediation: {
    en: "Write date, time and offset, for example `2026-03-31T09:00:00Z`.",
    ja: "`2026-03-31T09:00:00Z` のように、日付、時刻、オフセットを記述してください。",
  },
  sources: ["RFC 3339, 5.6", "OCI Image Format Specification, Annotations"],
  parameters: { required: requiredLabels },
  examples: {
    fail: [
      { dockerfile: "FROM debian:12\nLABEL created=2026-03-31", parameters: { required: { created: "rfc3339" } } },
      {
        dockerfile: "FROM debian:12\nLABEL created=2026-02-30T09:00:00Z",
        parameters: { required: { created: "rfc3339" } },
      },
      {
        dockerfile: "FROM debian:12\nARG VALUE='?'\nLABEL other=x created=$VALUE",
        parameters: { required: { created: "rfc3339" } },
      },
      { dockerfile: "FROM debian:12\nONBUILD LABEL created='?'", parameters: { required: { created: "rfc3339" } } },
    ],
    pass: [
      {
        dockerfile: "FROM debian:12\nLABEL created=2026-03-31T09:00:00Z",
        parameters: { required: { created: "rfc3339" } },
      },
      {
        dockerfile: "FROM debian:12\nLABEL created=2026-03-31T18:00:00.5+09:00",
        parameters: { required: { created: "rfc3339" } },
      },
      {
        dockerfile: "FROM debian:12\nARG VALUE\nLABEL created=$VALUE",
        parameters: { required: { created: "rfc3339" } },
      },
      { dockerfile: "FROM debian:12\nLABEL other='?'", parameters: { required: { created: "rfc3339" } } },
      "FROM debian:12\nLABEL created='?'",
    ],
  },
  evaluate(build, { required }) {
    return filledLabelsOfKind(build, required, "rfc3339").flatMap(({ key, value, valueWord, step }) => {
      if (isRfc3339(value)) return [];
      return [
        {
          message: {
            en: `${key}: expected a date such as 2026-03-31T09:00:00Z, got ${value}.`,
            ja: `${key} には 2026-03-31T09:00:00Z のような日時を想定しましたが、${value} が設定されています。`,
          },
          range: { start: valueWord.start, end: valueWord.end },
          subject: `${step.stage.subject}/label:${key}`,
        },
      ];
    });
  },
});
