import { findClosestWord } from "../../model/closest-word.ts";
import type { TextEdit, TextFix } from "../../model/fix.ts";
import type { Text } from "../../model/text.ts";
import type { DockerfileBuild, Step } from "../../semantics/stages/build.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { type NamedSource, sourcesOf } from "../../semantics/stages/stage-sources.ts";
import { defineDockerfileCheck } from "./define.ts";

/** Beyond this many stages no name is suggested: a hostile file would take long. */
const maxComparedStages = 200;

export const copyFromUnknownStage = defineDockerfileCheck({
  id: "dockerfile/copy-from-unknown-stage",
  aliases: ["hadolint:DL3022"],
  title: { en: "COPY --from names no earlier stage", ja: "存在しないステージを参照する COPY --from" },
  severity: "medium",
  why: {
    en: "A name that no stage has is taken for an image and pulled from a registry, where anyone may have published it. A number without a stage stops the build.",
    ja: "該当するステージがない名前はイメージ名とみなされ、レジストリから、第三者が公開したものかもしれないイメージが取得されます。該当するステージがない番号を指定すると、ビルドが失敗します。",
  },
  remediation: {
    en: "Name a stage above this one. To copy from an image, write its tag or digest, for example `COPY --from=nginx:1.29 …`.",
    ja: "これより前にあるステージの名前を指定してください。イメージからコピーする場合は、`COPY --from=nginx:1.29 …` のようにタグまたはダイジェストを付けます。",
  },
  sources: ["Dockerfile reference, COPY --from"],
  examples: {
    fail: [
      "FROM debian:12 AS build\nFROM scratch\nCOPY --from=biuld /app /app",
      "FROM scratch\nCOPY --from=build /app /app\nFROM debian:12 AS build",
      "FROM scratch\nCOPY --from=1 /app /app",
      "FROM scratch\nCOPY --from=$STAGE /app /app",
    ],
    pass: [
      "FROM debian:12 AS Build\nFROM scratch\nCOPY --from=build /app /app",
      "FROM debian:12\nFROM scratch\nCOPY --from=0 /app /app",
      "FROM scratch\nCOPY --from=nginx:1.29 /etc/nginx /etc/nginx",
      "FROM scratch\nCOPY --from=ghcr.io/astral-sh/uv /uv /bin/uv",
      "FROM debian:12\nONBUILD COPY --from=build /app /app",
      "FROM scratch\nCOPY app /app",
    ],
  },
  evaluate(build) {
    return placedInstructions(build, "COPY").flatMap(({ instruction, step }) => {
      if (instruction.isTrigger) return [];
      return sourcesOf(build, instruction).flatMap((source) => {
        const problem = problemOf(step, source);
        if (problem === undefined) return [];
        const fix = proposeStage(build, step, source);
        return [
          {
            message: problem,
            range: { start: source.namedBy.start, end: source.namedBy.end },
            subject: `${step.stage.subject}/from:${source.name}`,
            ...(fix === undefined ? {} : { fix }),
          },
        ];
      });
    });
  },
});

function problemOf(step: Step, { name, source }: NamedSource): Text | undefined {
  if (source.kind === "stage") {
    if (source.stage.from === undefined) return missing(name);
    if (source.stage.index <= step.stage.index) return undefined;
    return {
      en: `The stage ${name} is defined only after this instruction.`,
      ja: `ステージ ${name} は、この命令より後にあります。`,
    };
  }
  if (source.kind === "missing") return missing(name);
  if (name.includes("$")) {
    return {
      en: `--from takes no variables, so ${name} names nothing. Declare a stage with FROM ${name} AS … and copy from that.`,
      ja: `--from では変数が展開されないため、${name} は何も指しません。FROM ${name} AS … でステージを定義し、そのステージを指定してください。`,
    };
  }
  if (/[:@/]/.test(name) || source.kind === "scratch") return undefined;
  return {
    en: `No stage above is called ${name}, so the image ${name}:latest is pulled.`,
    ja: `${name} という名前のステージがないため、イメージ ${name}:latest が取得されます。`,
  };
}

function missing(number: string): Text {
  return { en: `There is no stage ${number}.`, ja: `${number} 番のステージはありません。` };
}

function proposeStage(build: DockerfileBuild, step: Step, { name, namedBy, source }: NamedSource): TextFix | undefined {
  if (source.kind === "stage" || !("value" in namedBy) || namedBy.value === undefined) return undefined;
  if (build.stages.length > maxComparedStages) return undefined;
  const earlier = build.stages.filter((stage) => stage.index < step.stage.index);
  const closest = findClosestWord(name, new Set(earlier.flatMap((stage) => stage.name ?? [])));
  if (closest === undefined) return undefined;
  const edit: TextEdit = { start: namedBy.value.start, end: namedBy.value.end, text: closest };
  return { safety: "proposal", edits: [edit] };
}
