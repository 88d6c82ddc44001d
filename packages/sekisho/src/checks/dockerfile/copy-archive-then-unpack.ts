import type { CopyInstruction, Word } from "../../formats/dockerfile/syntax.ts";
import type { TextFix } from "../../model/fix.ts";
import { isUnpackedByAdd } from "../../semantics/context/sources.ts";
import { findUnpacking, type Unpacking } from "../../semantics/context/unpacking.ts";
import { deleteInstruction } from "../../semantics/editing/instruction-edits.ts";
import type { DockerfileBuild, Stage } from "../../semantics/stages/build.ts";
import { runCallsOf } from "../../semantics/stages/run-calls.ts";
import { defineDockerfileCheck } from "./define.ts";

export const copyArchiveThenUnpack = defineDockerfileCheck({
  id: "dockerfile/copy-archive-then-unpack",
  aliases: ["hadolint:DL3010"],
  title: { en: "Archive copied, then unpacked", ja: "コピー後に展開されるアーカイブ" },
  severity: "low",
  why: {
    en: "The archive stays in its layer even if a later RUN deletes it, so the image contains everything twice. ADD unpacks it while copying.",
    ja: "アーカイブは、後の RUN で削除してもコピー時のレイヤーに残るため、内容がイメージに二重に含まれます。ADD を使用すると、配置と同時に展開されます。",
  },
  remediation: {
    en: "Use `ADD app.tar.gz /app/`, or mount the archive for the one RUN that unpacks it: `RUN --mount=type=bind,source=app.tar.gz,target=/tmp/app.tar.gz tar -xf /tmp/app.tar.gz`.",
    ja: "`ADD app.tar.gz /app/` を使用するか、`RUN --mount=type=bind,source=app.tar.gz,target=/tmp/app.tar.gz tar -xf /tmp/app.tar.gz` のように、展開する RUN にだけマウントしてください。",
  },
  sources: ["Dockerfile reference, ADD", "Docker documentation, Building best practices: ADD or COPY"],
  examples: {
    fail: [
      "FROM debian:12\nCOPY app.tar /usr/src/app/\nRUN tar -xf /usr/src/app/app.tar",
      "FROM debian:12\nCOPY dist/app.tar.gz /tmp/\nRUN mkdir -p /opt/app && tar -xzf /tmp/app.tar.gz -C /opt/app && rm /tmp/app.tar.gz",
      "FROM debian:12\nCOPY foo/app.tgz /x.tgz\nWORKDIR /srv\nRUN echo go; tar xzf /x.tgz",
      'FROM debian:12\nCOPY app.tar.xz /\nRUN ["tar", "--extract", "--file", "/app.tar.xz"]',
    ],
    pass: [
      "FROM debian:12\nADD app.tar /usr/src/app/",
      "FROM debian:12\nCOPY app.tar /usr/src/app/",
      "FROM debian:12\nCOPY app.tar.gz /tmp/\nRUN tar -xzf /tmp/app.tar.gz --strip-components=1 -C /opt",
      "FROM debian:12\nCOPY app.tar.gz /tmp/\nRUN tar -czf /tmp/other.tar.gz /opt",
      "FROM debian:12 AS build\nFROM debian:12\nCOPY --from=build /app.tar /app.tar\nRUN tar -xf /app.tar",
      "FROM debian:12 AS build\nCOPY app.tar /\nFROM debian:12\nRUN tar -xf /app.tar",
      "FROM debian:12\nCOPY app.zip /tmp/\nRUN unzip /tmp/app.zip",
    ],
  },
  evaluate(build) {
    if (runCallsOf(build, (program) => program === "tar").length === 0) return [];
    return build.stages.flatMap((stage) => {
      const lastUnpacking = new Map(findUnpacking(stage.steps).map((unpacking) => [unpacking.archive, unpacking]));
      if (lastUnpacking.size === 0) return [];
      return stage.steps.flatMap((step, index) => {
        const { instruction } = step;
        if (instruction.keyword !== "COPY" || instruction.flags.some(({ name }) => name === "from")) return [];
        return archivesOf(instruction).flatMap(({ name, word }) => {
          const unpacking = lastUnpacking.get(name);
          if (unpacking === undefined || unpacking.stepIndex < index) return [];
          const fix = addInstead(build, stage, instruction, unpacking);
          return [
            {
              message: {
                en: `${name} is unpacked by a later tar, and the archive stays in this layer.`,
                ja: `${name} は後の tar で展開されますが、このレイヤーにも残ります。`,
              },
              range: { start: word.start, end: word.end },
              subject: `${stage.subject}/archive:${name}`,
              ...(fix === undefined ? {} : { fix }),
            },
          ];
        });
      });
    });
  },
});

/** The names under which archives lie in the image. A destination that is an archive renames the one source. */
function archivesOf({
  sources,
  destination,
}: CopyInstruction): readonly { readonly name: string; readonly word: Word }[] {
  if (destination !== undefined && isUnpackedByAdd(baseName(destination))) {
    return sources.slice(0, 1).map((word) => ({ name: baseName(destination), word }));
  }
  return sources.map((word) => ({ name: baseName(word), word })).filter(({ name }) => isUnpackedByAdd(name));
}

function baseName({ raw }: Word): string {
  const bare = raw.replaceAll(/["']/g, "");
  return bare.slice(Math.max(bare.lastIndexOf("/"), bare.lastIndexOf("\\")) + 1);
}

/** Only where the RUN does nothing but unpack this archive into a place that is known. */
function addInstead(
  build: DockerfileBuild,
  stage: Stage,
  copy: CopyInstruction,
  { directory, isAllOfItsStep, stepIndex }: Unpacking,
): TextFix | undefined {
  const run = stage.steps[stepIndex]?.instruction;
  const isPlain =
    copy.sources.length === 1 && copy.flags.length === 0 && copy.heredocs.length === 0 && copy.form === "words";
  if (!isPlain || copy.destination === undefined || run === undefined) return undefined;
  if (!isAllOfItsStep || directory === undefined || /[\s"'$\\]/.test(directory)) return undefined;
  const { start, end } = copy.keywordRange;
  return {
    safety: "proposal",
    edits: [
      { start, end, text: build.syntax.source.text.slice(start, end) === "copy" ? "add" : "ADD" },
      {
        start: copy.destination.start,
        end: copy.destination.end,
        text: directory.endsWith("/") ? directory : `${directory}/`,
      },
      deleteInstruction(build, run),
    ],
  };
}
