import type { CopyInstruction } from "../../formats/dockerfile/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import { insertInstructionBefore } from "../../semantics/editing/instruction-edits.ts";
import type { DockerfileBuild, Stage, Step } from "../../semantics/stages/build.ts";
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
    en: "Files go to the working directory of the base image, often `/`. If the base image changes it, they go elsewhere and the service does not find them.",
    ja: "ファイルは、ベースイメージの作業ディレクトリ（多くの場合 `/`）に配置されます。ベースイメージの変更によって配置先が変わると、サービスがファイルを見つけられなくなります。",
  },
  remediation: {
    en: "Write `WORKDIR /app` before this instruction, or an absolute destination such as `/app/`.",
    ja: "この命令より前に `WORKDIR /app` を記述するか、コピー先を `/app/` のような絶対パスで指定してください。",
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
    const starts = createStartDirectories(build);
    return placedInstructions(build, "COPY", "ADD").flatMap(({ instruction, step }) => {
      const { destination } = instruction;
      if (destination === undefined || step.state.workdir?.setBy !== undefined) return [];
      if (instruction.isTrigger && withOwnWorkdir.has(step)) return [];
      const path = expand(destination, lookupIn(step.state, step.stage.root.kind === "scratch"));
      if (!path.isKnown || path.value === "") return [];
      if (isAbsolutePath(path.value, step.stage.platform) || isWindowsPath(destination.raw)) return [];
      const edit = (instruction.isTrigger ? undefined : starts.of(step)) ?? makeAbsolute(step, instruction);
      return [
        {
          message: {
            en: `${path.value} is relative, and no WORKDIR above sets its starting point.`,
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

/** Gives stages a directory of their own, `WORKDIR /app`, before their first relative destination. */
interface StartDirectories {
  /** `undefined` where the base image has one already, or the file names what lies in the root directory. */
  of(step: Step): TextEdit | undefined;
}

function createStartDirectories(build: DockerfileBuild): StartDirectories {
  const edits = new Map<Stage, TextEdit | undefined>();
  let rootNames: ReadonlySet<string> | undefined;
  return {
    of({ stage, state }) {
      if (stage.platform === "windows" || state.workdir?.value !== "/") return undefined;
      if (edits.has(stage)) return edits.get(stage);
      rootNames ??= namesInRoot(build.syntax.source.text);
      const copies = stage.steps.filter(({ instruction: { keyword } }) => keyword === "COPY" || keyword === "ADD");
      const [earliest] = copies;
      const isNamed = copies.flatMap(namesOf).some((name) => rootNames?.has(name));
      const edit =
        earliest === undefined || isNamed
          ? undefined
          : insertInstructionBefore(build, earliest.instruction, "WORKDIR /app");
      edits.set(stage, edit);
      return edit;
    },
  };
}

/** Names that the file looks for in the root directory: `"/NAME`, ` /NAME`. */
function namesInRoot(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/["\s]\/([\w-][\w.-]*)/g)].map(([, name]) => name ?? ""));
}

function namesOf({ instruction }: Step): readonly string[] {
  if (instruction.keyword !== "COPY" && instruction.keyword !== "ADD") return [];
  const words = [...instruction.sources, ...(instruction.destination === undefined ? [] : [instruction.destination])];
  return words.flatMap(({ value }) => value.slice(value.lastIndexOf("/") + 1).match(/^[\w-][\w.-]*$/)?.[0] ?? []);
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
