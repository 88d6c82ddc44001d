import type { TextEdit } from "../../model/fix.ts";
import { removePiece } from "../../semantics/editing/remove-piece.ts";
import { requiredLabels } from "../../semantics/labels/label-schema.ts";
import { labelsOf, type PlacedLabel } from "../../semantics/labels/labels.ts";
import type { DockerfileBuild } from "../../semantics/stages/build.ts";
import { effectiveInstruction } from "../../semantics/stages/placed-instructions.ts";
import { defineDockerfileCheck } from "./define.ts";

export const superfluousLabel = defineDockerfileCheck({
  id: "dockerfile/superfluous-label",
  aliases: ["hadolint:DL3050"],
  title: { en: "Label that the schema does not define", ja: "規定にないラベル" },
  severity: "info",
  why: {
    en: "The organisation allows only the labels of its schema. Other labels are usually typing errors, or contain information that nobody has reviewed.",
    ja: "組織では、規定されたラベルだけが許可されています。それ以外のラベルは、誤記であるか、確認されていない情報を含むおそれがあります。",
  },
  remediation: {
    en: "Correct the key, delete the label, or add it to `labels.required` in `.sekisho.yaml`.",
    ja: "キーの誤りを修正するか、ラベルを削除してください。必要なラベルであれば、`.sekisho.yaml` の `labels.required` に追加します。",
  },
  sources: ["hadolint, DL3050"],
  parameters: {
    required: requiredLabels,
    strict: {
      type: "boolean",
      description: {
        en: "Whether labels outside the schema are reported. Taken from `labels.strict` in `.sekisho.yaml`.",
        ja: "規定にないラベルを検出するかどうか。`.sekisho.yaml` の `labels.strict` から読み込まれます。",
      },
      default: false,
    },
  },
  examples: {
    fail: [
      { dockerfile: "FROM debian:12\nLABEL tema=web", parameters: { required: { team: "text" }, strict: true } },
      {
        dockerfile: "FROM debian:12\nLABEL team=web other=x",
        parameters: { required: { team: "text" }, strict: true },
      },
      {
        dockerfile: "FROM debian:12\nLABEL other=x \\\n  team=web \\\n  more=y",
        parameters: { required: { team: "text" }, strict: true },
      },
      { dockerfile: "FROM debian:12\nONBUILD LABEL other=x", parameters: { required: { team: "text" }, strict: true } },
    ],
    pass: [
      "FROM debian:12\nLABEL other=x",
      { dockerfile: "FROM debian:12\nLABEL other=x", parameters: { required: { team: "text" } } },
      { dockerfile: "FROM debian:12\nLABEL team=web", parameters: { required: { team: "text" }, strict: true } },
      { dockerfile: "FROM debian:12", parameters: { strict: true } },
    ],
  },
  evaluate(build, { required, strict }) {
    if (!strict) return [];
    return labelsOf(build).flatMap((label) => {
      const { key, keyWord, step } = label;
      if (Object.hasOwn(required, key) || key.includes("$")) return [];
      const edit = removeLabel(build, label);
      return [
        {
          message: { en: `The label schema does not define ${key}.`, ja: `ラベル ${key} は規定されていません。` },
          range: { start: keyWord.start, end: keyWord.end },
          subject: `${step.stage.subject}/label:${key}`,
          ...(edit === undefined ? {} : { fix: { safety: "proposal", edits: [edit] } as const }),
        },
      ];
    });
  },
});

function removeLabel(build: DockerfileBuild, { index, step }: PlacedLabel): TextEdit | undefined {
  const instruction = effectiveInstruction(step.instruction);
  return instruction.keyword === "LABEL" ? removePiece(build, instruction, instruction.pairs, index) : undefined;
}
