import { requiredLabels } from "../../semantics/labels/label-schema.ts";
import { labelsOf } from "../../semantics/labels/labels.ts";
import type { Stage } from "../../semantics/stages/build.ts";
import { imageStages } from "../../semantics/stages/image-stages.ts";
import { defineDockerfileCheck } from "./define.ts";

export const missingLabel = defineDockerfileCheck({
  id: "dockerfile/missing-label",
  aliases: ["hadolint:DL3049"],
  title: { en: "Required label is missing", ja: "必須ラベルの欠落" },
  severity: "low",
  why: {
    en: "Labels say who owns an image, where its source is and under which licence it is published. Without them, a running image cannot be traced back to its source.",
    ja: "ラベルは、イメージの責任者、ソースコードの場所、ライセンスを示します。ラベルがないと、稼働中のイメージの出所を追跡できません。",
  },
  remediation: {
    en: "Add the label to the stage, for example `LABEL org.opencontainers.image.source=https://…`.",
    ja: "`LABEL org.opencontainers.image.source=https://…` のように、ステージにラベルを追加してください。",
  },
  sources: ["OCI Image Format Specification, Annotations", "Docker documentation, Docker object labels"],
  parameters: { required: requiredLabels },
  examples: {
    fail: [
      { dockerfile: "FROM debian:12", parameters: { required: { team: "text" } } },
      { dockerfile: "FROM debian:12\nLABEL other=x", parameters: { required: { team: "text" } } },
      {
        dockerfile: "FROM debian:12 AS build\nLABEL team=web\nFROM debian:12\nCOPY --from=build /a /a",
        parameters: { required: { team: "text" } },
      },
      { dockerfile: "FROM debian:12\nONBUILD LABEL team=web", parameters: { required: { team: "text" } } },
    ],
    pass: [
      "FROM debian:12",
      { dockerfile: "FROM debian:12\nLABEL team=web", parameters: { required: { team: "text" } } },
      { dockerfile: "FROM debian:12 AS base\nLABEL team=web\nFROM base", parameters: { required: { team: "text" } } },
      {
        dockerfile: "FROM debian:12 AS build\nFROM debian:12\nCOPY --from=build /a /a\nLABEL team=web",
        parameters: { required: { team: "text" } },
      },
    ],
  },
  evaluate(build, { required }) {
    const names = Object.keys(required);
    if (names.length === 0) return [];
    const labels = new Map<Stage, Set<string>>(build.stages.map((stage) => [stage, new Set()]));
    for (const { key, step } of labelsOf(build)) {
      if (step.instruction.keyword === "LABEL") labels.get(step.stage)?.add(key);
    }
    return imageStages(build).flatMap((stage) => {
      const { from, subject } = stage;
      if (from === undefined) return [];
      return names
        .filter((name) => !hasLabel(stage, name, labels))
        .map((name) => ({
          message: {
            en: `Neither this stage nor the stages it builds on set the label ${name}.`,
            ja: `このステージにも、基になるステージにも、ラベル ${name} がありません。`,
          },
          range: { start: from.start, end: from.image?.end ?? from.end },
          subject: `${subject}/label:${name}`,
        }));
    });
  },
});

function hasLabel(target: Stage, name: string, labels: ReadonlyMap<Stage, ReadonlySet<string>>): boolean {
  for (let stage: Stage | undefined = target; stage !== undefined; ) {
    if (labels.get(stage)?.has(name) === true) return true;
    stage = stage.base.kind === "stage" ? stage.base.stage : undefined;
  }
  return false;
}
