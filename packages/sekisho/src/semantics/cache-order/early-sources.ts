import type { CopyInstruction, Word } from "../../formats/dockerfile/syntax.ts";
import type { TextFix } from "../../model/fix.ts";
import { deleteInstruction, insertInstructionBefore, textOf } from "../editing/instruction-edits.ts";
import type { PackageProblem } from "../package-calls/package-problem.ts";
import type { DockerfileBuild, Stage, Step } from "../stages/build.ts";
import { placedInstructions } from "../stages/placed-instructions.ts";
import { callsOf, scriptsOf } from "../stages/scripts.ts";
import { type DependencyInstall, dependencyInstallOf } from "./dependency-installs.ts";

/**
 * Gives a problem for every installation of a project's dependencies behind a COPY of the whole build context in its stage,
 * unless the same manager installed them before that COPY already.
 */
export function earlySources(build: DockerfileBuild): readonly PackageProblem[] {
  const stages = new Set<Stage>();
  for (const { instruction, step } of placedInstructions(build, "ADD", "COPY")) {
    if (instruction === step.instruction && wholeContext(instruction) !== undefined) stages.add(step.stage);
  }
  return [...stages].flatMap((stage) => earlySourcesIn(build, stage));
}

function earlySourcesIn(build: DockerfileBuild, stage: Stage): readonly PackageProblem[] {
  const problems: PackageProblem[] = [];
  const installed = new Set<string>();
  let copy: CopyInstruction | undefined;
  for (const step of stage.steps) {
    const { instruction } = step;
    if (instruction.keyword === "COPY" || instruction.keyword === "ADD") {
      if (wholeContext(instruction) !== undefined) copy ??= instruction;
      continue;
    }
    if (instruction.keyword !== "RUN") continue;
    for (const { call } of callsOf(step)) {
      const install = dependencyInstallOf(call);
      if (install === undefined || installed.has(install.ecosystem)) continue;
      installed.add(install.ecosystem);
      if (copy !== undefined) problems.push(problemOf(build, copy, step, install));
    }
  }
  return problems;
}

/** The source that stands for all files of the build context. */
function wholeContext(instruction: CopyInstruction): Word | undefined {
  if (instruction.flags.some(({ name }) => name === "from")) return undefined;
  return instruction.sources.find(({ value }) => /^(?:\.?\/)?(?:\.|\*)?$/.test(value) && value !== "");
}

function problemOf(
  build: DockerfileBuild,
  copy: CopyInstruction,
  step: Step,
  install: DependencyInstall,
): PackageProblem {
  const range = wholeContext(copy) ?? copy;
  const fix = moveBefore(build, copy, step, install);
  return {
    message: {
      en: `All files are copied before \`${install.title}\`, so a change of any file installs all dependencies again.`,
      ja: `\`${install.title}\` より前にすべてのファイルをコピーしているため、どのファイルを変更しても依存パッケージがすべてインストールし直されます。`,
    },
    range: { start: range.start, end: range.end },
    subject: `${step.stage.subject}/command:${install.title.replaceAll(" ", "-")}`,
    ...(fix === undefined ? {} : { fix }),
  };
}

/** Copies the manifests and installs before the COPY, when the next instruction is the installation and nothing else. */
function moveBefore(
  build: DockerfileBuild,
  copy: CopyInstruction,
  step: Step,
  { manifests }: DependencyInstall,
): TextFix | undefined {
  const { instruction } = step;
  const [script, ...others] = scriptsOf(step);
  const isAlone = others.length === 0 && script?.calls.length === 1 && script.script?.statements.length === 1;
  const isNext = instruction.index === copy.index + 1 && instruction.heredocs.length === 0;
  if (manifests === undefined || !isAlone || !isNext || script.form === "heredoc") return undefined;
  if (copy.form === "json" || copy.sources.length !== 1 || copy.destination === undefined) return undefined;
  if (!isWorkdir(step, copy.destination)) return undefined;
  const flags = copy.flags.map((flag) => `${textOf(build, flag)} `).join("");
  const written = textOf(build, copy.destination);
  const destination = written.endsWith("/") ? written : `${written}/`;
  const lines = `COPY ${flags}${manifests.join(" ")} ${destination}\n${textOf(build, instruction)}`;
  return {
    safety: "proposal",
    edits: [
      insertInstructionBefore(build, copy, lines.replaceAll("\r\n", "\n")),
      deleteInstruction(build, instruction),
    ],
  };
}

/** The installation looks for its manifest in the working directory. */
function isWorkdir(step: Step, destination: Word): boolean {
  const plain = destination.value.replace(/(?<=.)\/$/, "");
  return plain === "." || plain === step.state.workdir?.value;
}
