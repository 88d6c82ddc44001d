import { isEmail } from "../../semantics/labels/label-formats.ts";
import { requiredLabels } from "../../semantics/labels/label-schema.ts";
import { filledLabelsOfKind } from "../../semantics/labels/labels.ts";
import { defineDockerfileCheck } from "./define.ts";

export const labelNotEmail = defineDockerfileCheck({
  id: "dockerfile/label-not-email",
  aliases: ["hadolint:DL3058"],
  title: { en: "Label without a valid email address", ja: "メールアドレスになっていないラベル" },
  severity: "info",
  why: {
    en: "A person who finds a problem in the image cannot reach its owner.",
    ja: "イメージに問題が見つかっても、責任者に連絡できません。",
  },
  remediation: {
    en: "Write one email address, for example `web-team@example.com`.",
    ja: "`web-team@example.com` のように、メールアドレスを 1 つ記述してください。",
  },
  sources: ["RFC 5322, 3.4.1"],
  parameters: { required: requiredLabels },
  examples: {
    fail: [
      { dockerfile: "FROM debian:12\nLABEL maintainer=web-team", parameters: { required: { maintainer: "email" } } },
      { dockerfile: "FROM debian:12\nLABEL maintainer=web@", parameters: { required: { maintainer: "email" } } },
      {
        dockerfile: "FROM debian:12\nARG VALUE='?'\nLABEL other=x maintainer=$VALUE",
        parameters: { required: { maintainer: "email" } },
      },
      { dockerfile: "FROM debian:12\nONBUILD LABEL maintainer='?'", parameters: { required: { maintainer: "email" } } },
    ],
    pass: [
      {
        dockerfile: "FROM debian:12\nLABEL maintainer=web-team@example.com",
        parameters: { required: { maintainer: "email" } },
      },
      {
        dockerfile: "FROM debian:12\nARG VALUE\nLABEL maintainer=$VALUE",
        parameters: { required: { maintainer: "email" } },
      },
      { dockerfile: "FROM debian:12\nLABEL other='?'", parameters: { required: { maintainer: "email" } } },
      "FROM debian:12\nLABEL maintainer='?'",
    ],
  },
  evaluate(build, { required }) {
    return filledLabelsOfKind(build, required, "email").flatMap(({ key, value, valueWord, step }) => {
      if (isEmail(value)) return [];
      return [
        {
          message: {
            en: `${key}: expected an email address, got ${value}.`,
            ja: `${key} にはメールアドレスを想定しましたが、${value} が設定されています。`,
          },
          range: { start: valueWord.start, end: valueWord.end },
          subject: `${step.stage.subject}/label:${key}`,
        },
      ];
    });
  },
});
