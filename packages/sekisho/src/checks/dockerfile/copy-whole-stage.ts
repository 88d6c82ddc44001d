import type { CopyInstruction } from "../../formats/dockerfile/syntax.ts";
import type { DockerfileBuild, Step } from "../../semantics/stages/build.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { type StageSource, sourcesOf } from "../../semantics/stages/stage-sources.ts";
import { expand, lookupIn } from "../../semantics/stages/variables.ts";
import { type DockerfileViolation, defineDockerfileCheck } from "./define.ts";

export const copyWholeStage = defineDockerfileCheck({
  id: "dockerfile/copy-whole-stage",
  aliases: ["hadolint:DL3067"],
  title: { en: "COPY of the whole filesystem of another stage", ja: "別ステージのファイルシステム全体のコピー" },
  severity: "medium",
  why: {
    en: "The copy includes everything that a multi-stage build is meant to leave behind: compilers, package caches, sources and secrets of the build. It also mixes the system files of two images.",
    ja: "コンパイラー、パッケージのキャッシュ、ソースコード、ビルド時の秘密情報など、マルチステージビルドで取り除くはずのものがすべて含まれます。さらに、2 つのイメージのシステムファイルが混在します。",
  },
  remediation: {
    en: "Copy only the files that the service needs, for example `COPY --from=build /app/server /usr/local/bin/server`. To continue a stage, write `FROM build`.",
    ja: "`COPY --from=build /app/server /usr/local/bin/server` のように、必要なファイルだけをコピーしてください。ステージをそのまま引き継ぐ場合は、`FROM build` と記述します。",
  },
  sources: ["Docker documentation, Multi-stage builds"],
  examples: {
    fail: [
      "FROM golang:1.25 AS build\nFROM debian:12\nCOPY --from=build / /",
      'FROM golang:1.25 AS build\nFROM debian:12\nCOPY --from=build "/" "/"',
      "FROM golang:1.25 AS build\nFROM debian:12\nCOPY --from=build /* /",
      "FROM golang:1.25 AS build\nFROM debian:12\nWORKDIR /\nCOPY --from=build / .",
    ],
    pass: [
      "FROM golang:1.25 AS build\nFROM debian:12\nCOPY --from=build /app /",
      "FROM golang:1.25 AS build\nFROM debian:12\nCOPY --from=build / /app",
      "FROM debian:12\nCOPY / /",
      "FROM debian:12 AS rootfs\nFROM scratch\nCOPY --from=rootfs / /",
      "FROM scratch AS files\nCOPY a /etc/\nFROM debian:12\nCOPY --from=files / /",
      "FROM tonistiigi/xx:1.6.1 AS xx\nFROM golang:1.25\nCOPY --from=xx / /",
    ],
  },
  evaluate(build) {
    return placedInstructions(build, "COPY").flatMap(({ instruction, step }) =>
      findWholeCopies(build, step, instruction),
    );
  },
});

function findWholeCopies(build: DockerfileBuild, step: Step, copy: CopyInstruction): readonly DockerfileViolation[] {
  const [from] = sourcesOf(build, copy);
  // Flattening an image into an empty one is the known use of it.
  if (from === undefined || copy.destination === undefined || step.stage.root.kind === "scratch") return [];
  if (holdsOnlyWhatIsMeant(from.source)) return [];
  const find = lookupIn(step.state, false);
  const target = expand(copy.destination, find);
  const isRelativeToRoot = step.state.workdir?.value === "/" && isHere(target.value);
  if (!target.isKnown || !(isRoot(target.value) || isRelativeToRoot)) return [];
  return copy.sources.flatMap((word) => {
    const source = expand(word, find);
    if (!source.isKnown || !isRoot(source.value)) return [];
    return [
      {
        message: {
          en: `Everything in ${from.name} is copied over this image.`,
          ja: `${from.name} の内容すべてが、このイメージに上書きされます。`,
        },
        range: { start: word.start, end: copy.destination?.end ?? word.end },
        subject: `${step.stage.subject}/from:${from.name}`,
      },
    ];
  });
}

/** A stage on scratch holds what was put into it; tonistiigi/xx is a set of scripts that its manual tells to copy whole. */
function holdsOnlyWhatIsMeant(source: StageSource): boolean {
  const root = source.kind === "stage" ? source.stage.root : source;
  return root.kind === "scratch" || (root.kind === "image" && root.reference?.repository === "tonistiigi/xx");
}

function isRoot(path: string): boolean {
  return /^\/+(?:\.\/*|\*\/*)?$/.test(path);
}

function isHere(path: string): boolean {
  return path === "." || path === "./";
}
