import type { Command, Pipeline } from "../../formats/shell/syntax.ts";
import { commandsOf } from "../../formats/shell/visit.ts";
import { literalOf } from "../../formats/shell/word-text.ts";
import type { TextFix } from "../../model/fix.ts";
import { hasFlag } from "../../semantics/commands/arguments.ts";
import type { CommandCall } from "../../semantics/commands/calls.ts";
import { insertInstructionBefore } from "../../semantics/editing/instruction-edits.ts";
import type { DockerfileBuild, Stage, Step } from "../../semantics/stages/build.ts";
import { effectiveInstruction } from "../../semantics/stages/placed-instructions.ts";
import { rangeOf, type StepScript, scriptsOf } from "../../semantics/stages/scripts.ts";
import { type DockerfileViolation, defineDockerfileCheck } from "./define.ts";

export const pipeWithoutPipefail = defineDockerfileCheck({
  id: "dockerfile/pipe-without-pipefail",
  aliases: ["hadolint:DL4006"],
  title: { en: "Pipe without pipefail", ja: "pipefail のないパイプ" },
  severity: "medium",
  why: {
    en: "The shell looks only at the last command of a pipe. If a download before it fails, the build goes on with half a file or none, and a broken image is published.",
    ja: "シェルは、パイプの最後のコマンドの結果だけを確認します。途中のダウンロードが失敗しても、不完全なファイルのままビルドが続き、壊れたイメージがそのまま公開されます。",
  },
  remediation: {
    en: 'Write `SHELL ["/bin/bash", "-o", "pipefail", "-c"]` before the RUN, on Alpine `SHELL ["/bin/ash", "-o", "pipefail", "-c"]`. If the shell supports it, `set -o pipefail` at the start of the RUN works too.',
    ja: 'RUN の前に `SHELL ["/bin/bash", "-o", "pipefail", "-c"]` を記述して pipefail を有効にしてください。Alpine では `SHELL ["/bin/ash", "-o", "pipefail", "-c"]` を使用します。シェルが対応している場合は、RUN の先頭で `set -o pipefail` を実行する方法もあります。',
  },
  sources: ["Docker documentation, Building best practices: Using pipes", "hadolint wiki, DL4006"],
  examples: {
    fail: [
      "FROM debian:12\nRUN wget -qO- https://example.com/a.tar | tar x",
      'FROM debian:12\nSHELL ["/bin/sh", "-o", "pipefail", "-c"]\nRUN ps | wc',
      "FROM debian:12\nRUN <<EOF\ncat a | sort\nEOF",
      'FROM debian:12 AS one\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b\nFROM debian:12\nRUN a | b',
      "FROM alpine:3.20\nRUN cat a | sort > b",
    ],
    pass: [
      'FROM debian:12\nSHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nRUN wget -qO- https://example.com/a.tar | tar x',
      "FROM debian:12\nRUN echo 'a | b' && true || false",
      'FROM mcr.microsoft.com/powershell:7.4\nSHELL ["pwsh", "-c"]\nRUN Get-Item | Out-Null',
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN set -euo pipefail && cat a | sort > b',
    ],
  },
  evaluate(build) {
    return build.stages.flatMap((stage) => violationsOf(build, stage));
  },
});

function violationsOf(build: DockerfileBuild, stage: Stage): readonly DockerfileViolation[] {
  const violations: DockerfileViolation[] = [];
  for (const step of stage.steps) {
    const script = unguardedScript(step);
    const pipe = script === undefined ? undefined : firstPipe(script);
    if (script === undefined || pipe === undefined) continue;
    const fix = violations.length === 0 ? shellFix(build, stage, step) : undefined;
    violations.push({
      message: {
        en: "The result of all but the last command of this pipe is lost.",
        ja: "このパイプでは、最後のコマンド以外の結果が失われます。",
      },
      range: rangeOf(script, pipe),
      subject: `${stage.subject}/pipe:${pipe.commands.map(programName).join("|")}`,
      ...(fix === undefined ? {} : { fix }),
    });
  }
  return violations;
}

/** Finds the first text of a RUN that has a pipe and whose shell does not have pipefail on. */
function unguardedScript(step: Step): StepScript | undefined {
  if (effectiveInstruction(step.instruction).keyword !== "RUN") return undefined;
  return scriptsOf(step).find((script) => {
    if (script.script === undefined || firstPipe(script) === undefined) return false;
    return !(shellKnowsPipefail(step) || script.calls.some(setsPipefail));
  });
}

/** Tells whether SHELL turns it on for a shell that has it; a plain sh may be one without. */
function shellKnowsPipefail({ state: { shell } }: Step): boolean {
  return shell.hasPipefail && shell.words.some((word) => /(?:^|\/)(?:bash|zsh|ash|ksh)$/.test(word));
}

function setsPipefail(call: CommandCall): boolean {
  if (call.name === "set") return call.args.some((argument) => argument.text === "pipefail");
  return call.name === "shopt" && hasFlag(call, "-o", "-so") && call.args.some(({ text }) => text === "pipefail");
}

function firstPipe({ script, text }: StepScript): Pipeline | undefined {
  if (script === undefined || !text.text.includes("|")) return undefined;
  for (const command of commandsOf(script)) {
    if (command.kind === "pipeline" && command.commands.length > 1) return command;
  }
  return undefined;
}

/** Adds SHELL before the stage's first such RUN, with the shell that the base image is known to have. */
function shellFix(build: DockerfileBuild, stage: Stage, step: Step): TextFix | undefined {
  const image = stage.root.kind === "image" ? stage.root.known : undefined;
  const isDefault = step.state.shell.setBy === undefined && effectiveInstruction(step.instruction) === step.instruction;
  if (image === undefined || !isDefault) return undefined;
  const bash = image.hasBash === true ? "/bin/bash" : undefined;
  const shell = image.shell === "busybox" ? "/bin/ash" : bash;
  if (shell === undefined) return undefined;
  const text = `SHELL ["${shell}", "-o", "pipefail", "-c"]`;
  return { safety: "proposal", edits: [insertInstructionBefore(build, step.instruction, text)] };
}

/** Names a command of a pipe, so that the finding stays the same when its arguments change. */
function programName(command: Command): string {
  if (command.kind !== "simple" || command.words[0] === undefined) return command.kind;
  const name = literalOf(command.words[0]) ?? "?";
  return name.slice(name.lastIndexOf("/") + 1);
}
