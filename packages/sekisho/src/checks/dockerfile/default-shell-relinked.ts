import type { TextFix } from "../../model/fix.ts";
import { deleteInstruction, insertInstructionBefore } from "../../semantics/editing/instruction-edits.ts";
import type { DockerfileBuild } from "../../semantics/stages/build.ts";
import { runCallsOf } from "../../semantics/stages/run-calls.ts";
import type { LocatedCall } from "../../semantics/stages/scripts.ts";
import { defineDockerfileCheck } from "./define.ts";

export const defaultShellRelinked = defineDockerfileCheck({
  id: "dockerfile/default-shell-relinked",
  aliases: ["hadolint:DL4005"],
  title: { en: "/bin/sh relinked instead of using SHELL", ja: "SHELL の代わりに変更された /bin/sh のリンク" },
  severity: "low",
  why: {
    en: "Another `/bin/sh` affects every program in the image that starts a shell, including package scripts. An update of the shell's package can undo the change.",
    ja: "`/bin/sh` を別のシェルに変えると、パッケージのスクリプトを含め、シェルを起動するすべてのプログラムに影響します。シェルのパッケージの更新によって元に戻ることもあります。",
  },
  remediation: {
    en: 'Set the shell for the instructions that follow: `SHELL ["/bin/bash", "-o", "pipefail", "-c"]`.',
    ja: '`SHELL ["/bin/bash", "-o", "pipefail", "-c"]` のように、以降の命令で使うシェルを SHELL で指定してください。',
  },
  sources: ["Dockerfile reference, SHELL"],
  examples: {
    fail: ["FROM debian:12\nRUN ln -sf /bin/bash /bin/sh", "FROM debian:12\nRUN rm /bin/sh && ln -s /bin/bash /bin/sh"],
    pass: [
      'FROM debian:12\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN make',
      "FROM debian:12\nRUN ln -s /opt/tool/bin/tool /usr/local/bin/tool",
    ],
  },
  evaluate(build) {
    return runCallsOf(build, (name) => name === "ln").flatMap((located) => {
      const { call, step } = located;
      if (!call.args.some((argument) => argument.text === "/bin/sh")) return [];
      const fix = shellFix(build, located);
      return [
        {
          message: {
            en: "ln replaces /bin/sh for the whole image.",
            ja: "ln によって、イメージ全体の /bin/sh が変更されます。",
          },
          range: located.range,
          subject: `${step.stage.subject}/path:/bin/sh`,
          ...(fix === undefined ? {} : { fix }),
        },
      ];
    });
  },
});

/** Replaces a RUN that does nothing but link a shell by SHELL with that shell. */
function shellFix(build: DockerfileBuild, { call, script, step }: LocatedCall): TextFix | undefined {
  const shell = call.args.find((argument) => /^\/(?:usr\/)?bin\/(?:bash|zsh|ash|dash)$/.test(argument.text))?.text;
  if (shell === undefined || script.calls.length !== 1 || step.instruction.keyword !== "RUN") return undefined;
  const words = [shell, ...(/\/(?:bash|zsh)$/.test(shell) ? ["-o", "pipefail"] : []), "-c"];
  const json = `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
  return {
    safety: "proposal",
    edits: [
      insertInstructionBefore(build, step.instruction, `SHELL ${json}`),
      deleteInstruction(build, step.instruction),
    ],
  };
}
