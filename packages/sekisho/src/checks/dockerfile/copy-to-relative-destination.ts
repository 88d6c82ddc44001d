import type { CopyInstruction } from "../../formats/dockerfile/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import type { DockerfileBuild, Step } from "../../semantics/stages/build.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { expand, lookupIn } from "../../semantics/stages/variables.ts";
import { isAbsolutePath, isWindowsPath, joinWorkdir } from "../../semantics/stages/working-directory.ts";
import { defineDockerfileCheck } from "./define.ts";

export const copyToRelativeDestination = defineDockerfileCheck({
  id: "dockerfile/copy-to-relative-destination",
  aliases: ["hadolint:DL3045"],
  title: { en: "Relative destination before any WORKDIR", ja: "WORKDIR の指定がない相対パスへのコピー" },
  severity: "low",
  why: {
    en: "Files land in the directory that the base image happens to set, often `/`. When the base image changes, they land elsewhere.",
    ja: "ファイルは、ベースイメージの作業ディレクトリ（多くの場合 `/`）に配置されます。ベースイメージが変わると、配置先も変わります。",
  },
  remediation: {
    en: "Set WORKDIR before, or write an absolute destination.",
    ja: "事前に WORKDIR を指定するか、コピー先を絶対パスで記述してください。",
  },
  sources: ["Dockerfile reference, COPY and WORKDIR"],
  examples: {
    fail: [
      "FROM debian:12\nCOPY app.sh bin/",
      "FROM golang:1.25\nCOPY go.mod .",
      "FROM debian:12 AS base\nWORKDIR /app\nFROM debian:12\nCOPY app.sh .",
      'FROM debian:12\nCOPY ["a", "b", "bin/"]',
      "FROM debian:12\nADD app.tar.gz app",
      "FROM debian:12\nONBUILD COPY app.sh bin/",
    ],
    pass: [
      "FROM debian:12\nWORKDIR /app\nCOPY app.sh bin/",
      "FROM debian:12 AS base\nWORKDIR /app\nFROM base\nCOPY app.sh .",
      "FROM debian:12\nCOPY app.sh /usr/local/bin/",
      "FROM debian:12\nARG DIR\nCOPY app.sh ${DIR}",
      "FROM registry.example.com/windows:1\nCOPY app.ps1 c:\\\\app\\\\",
      "FROM debian:12\nONBUILD WORKDIR /app\nONBUILD COPY app.sh bin/",
    ],
  },
  evaluate(build) {
    const withOwnWorkdir = stepsAfterOnbuildWorkdir(build);
    return placedInstructions(build, "COPY", "ADD").flatMap(({ instruction, step }) => {
      const { destination } = instruction;
      if (destination === undefined || step.state.workdir?.setBy !== undefined) return [];
      if (instruction.isTrigger && withOwnWorkdir.has(step)) return [];
      const path = expand(destination, lookupIn(step.state, step.stage.root.kind === "scratch"));
      if (!path.isKnown || path.value === "") return [];
      if (isAbsolutePath(path.value, step.stage.platform) || isWindowsPath(destination.raw)) return [];
      const edit = makeAbsolute(step, instruction);
      return [
        {
          message: {
            en: `${path.value} is relative, and no WORKDIR says to what.`,
            ja: `コピー先 ${path.value} は相対パスですが、起点となる WORKDIR が指定されていません。`,
          },
          range: { start: destination.start, end: destination.end },
          subject: `${step.stage.subject}/destination:${path.value}`,
          ...(edit === undefined ? {} : { fix: { safety: "proposal", edits: [edit] } as const }),
        },
      ];
    });
  },
});

/** ONBUILD instructions run one after the other in the child: a WORKDIR among them holds for the later ones. */
function stepsAfterOnbuildWorkdir(build: DockerfileBuild): ReadonlySet<Step> {
  const after = new Set<Step>();
  for (const stage of build.stages) {
    let isSet = false;
    for (const step of stage.steps) {
      if (isSet) after.add(step);
      isSet ||= step.instruction.keyword === "ONBUILD" && step.instruction.trigger?.keyword === "WORKDIR";
    }
  }
  return after;
}

function makeAbsolute({ stage, state }: Step, instruction: CopyInstruction): TextEdit | undefined {
  const word = instruction.destination;
  if (word === undefined || word.variables.length > 0 || stage.platform === "windows") return undefined;
  const path = joinWorkdir(state.workdir?.value ?? "/", word.value, "linux");
  const isDirectory = /(?:^|\/)\.?$/.test(word.value) && path !== "/";
  const text = isDirectory ? `${path}/` : path;
  const isQuoted = instruction.form === "json" || /["'\s]/.test(word.raw);
  return { start: word.start, end: word.end, text: isQuoted ? JSON.stringify(text) : text };
}
