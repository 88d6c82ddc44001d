import type { CopyInstruction } from "../../formats/dockerfile/syntax.ts";
import type { TextEdit, TextFix } from "../../model/fix.ts";
import { type CallArgument, hasFlag, hasLetterFlag, operandsOf } from "../../semantics/commands/arguments.ts";
import type { CommandCall } from "../../semantics/commands/calls.ts";
import { deleteInstruction } from "../../semantics/editing/instruction-edits.ts";
import { byDirectory } from "../../semantics/layers/by-directory.ts";
import { absoluteInShell, isBehindCd, type LayerFile, layerFiles } from "../../semantics/layers/layer-files.ts";
import type { DockerfileBuild } from "../../semantics/stages/build.ts";
import { runCallsOf } from "../../semantics/stages/run-calls.ts";
import { type LocatedCall, rangeOf } from "../../semantics/stages/scripts.ts";
import { isBefore } from "../../semantics/users/created-users.ts";
import { type DockerfileViolation, defineDockerfileCheck } from "./define.ts";

export const ownershipChangedInLaterLayer = defineDockerfileCheck({
  id: "dockerfile/ownership-changed-in-later-layer",
  aliases: [],
  title: {
    en: "Owner or mode of copied files changed in a later layer",
    ja: "後のレイヤーで変更されるファイルの所有者や権限",
  },
  severity: "low",
  why: {
    en: "A change of owner or mode writes every file again. The later layer contains a second copy of all copied files, and the image grows by their size.",
    ja: "所有者や権限を変更すると、すべてのファイルが書き直されます。後のレイヤーにコピー済みのファイルがもう一度含まれ、その分だけイメージが大きくなります。",
  },
  remediation: {
    en: "Set the owner or mode while copying: `COPY --chown=10001:10001 . /app`, `COPY --chmod=755 run.sh /usr/local/bin/`.",
    ja: "`COPY --chown=10001:10001 . /app` や `COPY --chmod=755 run.sh /usr/local/bin/` のように、コピーと同時に設定してください。",
  },
  sources: ["Dockerfile reference, COPY --chown --chmod", "OCI Image Format Specification, Layer"],
  examples: {
    fail: [
      "FROM node:24\nCOPY . /app\nRUN chown -R node:node /app",
      "FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci && chown -R node .",
      "FROM debian:12\nCOPY conf /etc/app/conf\nRUN chmod -R 750 /etc/app",
      "FROM debian:12\nCOPY --from=golang:1.25 /usr/local/go /usr/local/go\nRUN chown --recursive 10001 /usr/local/go",
    ],
    pass: [
      "FROM node:24\nCOPY --chown=node:node . /app",
      "FROM node:24\nRUN mkdir /data && chown -R node /data\nCOPY . /app",
      "FROM debian:12\nCOPY run.sh /usr/local/bin/\nRUN chmod +x /usr/local/bin/run.sh",
      "FROM debian:12 AS build\nCOPY . /src\nRUN chown -R 10001 /src && make -C /src\nFROM scratch\nCOPY --from=build /src/app /app",
      "FROM debian:12\nCOPY . /app\nRUN chown -R 10001 $DIRECTORY",
    ],
  },
  evaluate(build) {
    const copied = layerFiles(build).filter(({ origin, step }) => origin === "copy" && step.stage.isInTarget);
    if (copied.length === 0) return [];
    const placed = byDirectory(copied);
    return runCallsOf(build, (program) => changers.has(program)).flatMap((located) =>
      violationsOf(build, located, placed),
    );
  },
});

function violationsOf(
  build: DockerfileBuild,
  located: LocatedCall,
  placed: ReadonlyMap<string, readonly LayerFile[]>,
): readonly DockerfileViolation[] {
  const { call, step, script } = located;
  if (!isRecursiveChange(call) || !step.stage.isInTarget) return [];
  const [setting, ...targets] = operandsOf(call, ["--from"]);
  return targets.flatMap((target) => {
    const isUnclear = !/^[/~$]/.test(target.text) && isBehindCd(located);
    const path = isUnclear ? undefined : absoluteInShell(target.text, step);
    const files = (placed.get(path ?? "") ?? []).filter((file) => isBefore(file.step, step));
    const [first] = files;
    if (path === undefined || first === undefined) return [];
    const fix = targets.length === 1 ? copyFix(build, located, setting, files) : undefined;
    return [
      {
        message: {
          en: `${call.name} writes everything below ${path} a second time, including ${first.path}.`,
          ja: `${call.name} により、${first.path} を含む ${path} 以下のすべてのファイルがもう一度書き込まれます。`,
        },
        range: rangeOf(script, call.range),
        subject: `${step.stage.subject}/${call.name}:${path}`,
        ...(fix === undefined ? {} : { fix }),
      },
    ];
  });
}

const changers: ReadonlySet<string> = new Set(["chown", "chmod", "chgrp"]);

function isRecursiveChange(call: CommandCall): boolean {
  return hasLetterFlag(call, "R") || hasFlag(call, "--recursive");
}

/** Takes a RUN that only changes the owner away, and lets COPY set it. What lies between must not create that owner. */
function copyFix(
  build: DockerfileBuild,
  located: LocatedCall,
  owner: CallArgument | undefined,
  files: readonly LayerFile[],
): TextFix | undefined {
  const { call, script, step } = located;
  const [only, ...others] = script.script?.statements ?? [];
  const isAlone = others.length === 0 && only?.command === call.node && script.form !== "heredoc";
  if (call.name !== "chown" || !isAlone || step.instruction.keyword !== "RUN") return undefined;
  if (owner?.literal === undefined || !/^[\w.-]+(?::[\w.-]*)?$/.test(owner.literal)) return undefined;
  const copies = new Set<CopyInstruction>();
  for (const file of files) {
    const { instruction, stage } = file.step;
    if (instruction.keyword !== "COPY" || instruction.flags.some(({ name }) => name === "chown")) return undefined;
    if (stage !== step.stage || runsBetween(build, instruction.index, step.instruction.index)) return undefined;
    copies.add(instruction);
  }
  const edits = [...copies].map((copy): TextEdit => {
    const at = copy.start + copy.keyword.length;
    return { start: at, end: at, text: ` --chown=${owner.literal}` };
  });
  return { safety: "proposal", edits: [deleteInstruction(build, step.instruction), ...edits] };
}

function runsBetween(build: DockerfileBuild, from: number, to: number): boolean {
  return build.steps.some(({ instruction: { keyword, index } }) => keyword === "RUN" && from < index && index < to);
}
