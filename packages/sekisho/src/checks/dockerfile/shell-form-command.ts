import type { CommandForm } from "../../formats/dockerfile/syntax.ts";
import type { TextFix } from "../../model/fix.ts";
import { type MappedText, originRange } from "../../model/mapped-text.ts";
import { wordsWithoutShell, wordsWithShell } from "../../semantics/commands/exec-form.ts";
import type { Step } from "../../semantics/stages/build.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { type StepScript, scriptsOf } from "../../semantics/stages/scripts.ts";
import { defineDockerfileCheck } from "./define.ts";

export const shellFormCommand = defineDockerfileCheck({
  id: "dockerfile/shell-form-command",
  aliases: ["hadolint:DL3025", "buildkit:JSONArgsRecommended"],
  title: { en: "Command in shell form", ja: "シェル形式のコマンド" },
  severity: "low",
  why: {
    en: "The shell form starts a shell in front of the program. The shell does not pass the stop signal on, so the service is killed after the grace period, and an image without a shell cannot start at all.",
    ja: "シェル形式では、プログラムの前にシェルが起動します。シェルは停止シグナルをプログラムに転送しないため、サービスは猶予時間の経過後に強制終了されます。また、シェルのないイメージでは起動できません。",
  },
  remediation: {
    en: 'Write the command as a JSON array: `CMD ["node", "server.js"]`. If it needs a shell, name the shell: `CMD ["/bin/sh", "-c", "exec node $OPTIONS server.js"]`, or declare it with SHELL.',
    ja: '`CMD ["node", "server.js"]` のように JSON 配列で記述してください。シェルが必要な場合は、`CMD ["/bin/sh", "-c", "exec node $OPTIONS server.js"]` のように明示するか、SHELL で宣言します。',
  },
  sources: ["Docker build checks: JSONArgsRecommended", "Dockerfile reference, Shell and exec form"],
  examples: {
    fail: [
      "FROM node:24\nCMD node server.js",
      "FROM node:24\nENTRYPOINT exec node $OPTIONS server.js",
      "FROM node:24\nCMD node migrate.js && node server.js",
      "FROM node:24\nENTRYPOINT node \\\r\n  server.js\r\n",
      "FROM node:24\nHEALTHCHECK --interval=5s CMD node probe.js",
      'FROM node:24\nCMD ["node", server.js]',
    ],
    pass: [
      'FROM node:24\nCMD ["node", "server.js"]',
      'FROM node:24\nCMD [ "/bin/sh", "-c", \\\n  "echo a && \\\n   echo b" \\\n  ]',
      'FROM node:24\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nCMD node server.js',
      "FROM node:24\nHEALTHCHECK CMD curl --fail http://localhost/ || exit 1",
      "FROM node:24\nHEALTHCHECK NONE",
      "FROM node:24\nRUN node build.js",
    ],
  },
  evaluate(build) {
    return placedInstructions(build, "CMD", "ENTRYPOINT", "HEALTHCHECK").flatMap(({ instruction, step }) => {
      const { command, keyword } = instruction;
      if (command?.form !== "shell" || step.state.shell.setBy !== undefined) return [];
      const [script] = scriptsOf(step);
      const words = script === undefined ? undefined : wordsWithoutShell(script);
      const isHealthcheck = keyword === "HEALTHCHECK";
      if (isHealthcheck && (words === undefined || !/^CMD\s/i.test(instruction.argument.text))) return [];
      const { text } = build.syntax.source;
      const fix = holdsComment(text, command.script) ? undefined : fixFor(step, command, words, script);
      return [
        {
          message: {
            en: `${keyword} runs behind a shell because it is not written as a JSON array.`,
            ja: `${keyword} が JSON 配列で記述されていないため、シェルを介して実行されます。`,
          },
          range: { start: instruction.start, end: instruction.end },
          subject: `${step.stage.subject}/instruction:${keyword}`,
          ...(isHealthcheck ? { severity: "info" as const } : {}),
          ...(fix === undefined ? {} : { fix }),
        },
      ];
    });
  },
});

function fixFor(
  step: Step,
  command: CommandForm & { readonly form: "shell" },
  words: readonly string[] | undefined,
  script: StepScript | undefined,
): TextFix | undefined {
  if (words !== undefined)
    return { safety: "safe", edits: [{ ...wholeRange(command.script), text: jsonArray(words) }] };
  if (script?.script === undefined || command.script.text.startsWith("[")) return undefined;
  const explicit = wordsWithShell(script, step.state.shell.words);
  return { safety: "proposal", edits: [{ ...wholeRange(command.script), text: jsonArray(explicit) }] };
}

/** A JSON array has no place for a comment that stands between the lines. */
function holdsComment(source: string, script: MappedText): boolean {
  const { start, end } = wholeRange(script);
  return /\n[ \t]*#/.test(source.slice(start, end));
}

function wholeRange(text: MappedText): { readonly start: number; readonly end: number } {
  return originRange(text, { start: 0, end: text.text.length });
}

function jsonArray(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
}
