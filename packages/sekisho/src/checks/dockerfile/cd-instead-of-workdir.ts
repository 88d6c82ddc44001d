import type { TextFix } from "../../model/fix.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { insertInstructionAfter, insertInstructionBefore } from "../../semantics/editing/instruction-edits.ts";
import type { DockerfileBuild, Step } from "../../semantics/stages/build.ts";
import { runCallsOf } from "../../semantics/stages/run-calls.ts";
import { type LocatedCall, rangeOf, scriptsOf } from "../../semantics/stages/scripts.ts";
import { defineDockerfileCheck } from "./define.ts";

export const cdInsteadOfWorkdir = defineDockerfileCheck({
  id: "dockerfile/cd-instead-of-workdir",
  aliases: ["hadolint:DL3003", "trivy:DS-0013", "trivy:AVD-DS-0013"],
  title: { en: "cd used instead of WORKDIR", ja: "WORKDIR の代わりに使われている cd" },
  severity: "low",
  why: {
    en: "cd lasts only until the end of its RUN, and the next RUN silently starts in another directory. Readers have to follow each cd through long command lines to know where a command works.",
    ja: "cd の効果はその RUN の中だけで有効で、次の RUN は気付かないうちに別のディレクトリから始まります。また、長いコマンドラインをたどらないと、コマンドがどこで実行されるのか分かりません。",
  },
  remediation: {
    en: "Write WORKDIR with an absolute path before the RUN, for example `WORKDIR /app`. In a subshell or a loop, use an option of the program: `make -C`, `tar -C`, `git -C`, `npm --prefix`.",
    ja: "RUN の前に、`WORKDIR /app` のように絶対パスで WORKDIR を記述してください。サブシェルやループの中では、`make -C`、`tar -C`、`git -C`、`npm --prefix` など、プログラムのオプションで指定します。",
  },
  sources: ["Docker documentation, Building best practices: WORKDIR"],
  examples: {
    fail: [
      "FROM debian:12\nWORKDIR /srv\nRUN cd /opt/build && make install\nRUN ls",
      "FROM debian:12\nRUN set -e; cd /tmp; tar xf a.tar",
      "FROM debian:12\nRUN <<EOF\ncd /opt\nmake\nEOF",
    ],
    pass: [
      "FROM debian:12\nWORKDIR /opt/build\nRUN make install",
      "FROM debian:12\nRUN make -C /opt/build install",
      "FROM debian:12\nRUN echo cd /opt",
    ],
  },
  evaluate(build) {
    return runCallsOf(build, (name) => name === "cd").flatMap((located) => {
      const directory = located.call.args[0]?.text ?? "";
      const fix = workdirFix(build, located);
      return [
        {
          message: {
            en: `cd ${directory} lasts only until the end of this RUN.`,
            ja: `cd ${directory} の効果は、この RUN の中だけで有効です。`,
          },
          range: located.range,
          subject: `${located.step.stage.subject}/cd:${directory}`,
          ...(fix === undefined ? {} : { fix }),
        },
      ];
    });
  },
});

/** Moves a cd that begins the command line to a WORKDIR of its own, and goes back behind it. */
function workdirFix(build: DockerfileBuild, { call, script, step }: LocatedCall): TextFix | undefined {
  const directory = call.args[0]?.literal;
  const workdir = step.state.workdir?.value;
  const isPlain = directory !== undefined && /^\/[\w./-]+$/.test(directory) && call.args.length === 1;
  if (!isPlain || workdir === undefined || step.instruction.keyword !== "RUN") return undefined;
  const next = operandBehind(step, call.range.start);
  if (script.form !== "line" || next === undefined) return undefined;
  const from = rangeOf(script, call.range).start;
  const to = rangeOf(script, { start: next.start, end: next.start + 1 }).start;
  return {
    safety: "proposal",
    edits: [
      insertInstructionBefore(build, step.instruction, `WORKDIR ${directory}`),
      { start: from, end: to, text: "" },
      insertInstructionAfter(build, step.instruction, `WORKDIR ${workdir}`),
    ],
  };
}

/** Finds what follows when the call is the first operand of the only statement, the only cd, and `&&` stands behind it. */
function operandBehind(step: Step, start: number): OffsetRange | undefined {
  const [script] = scriptsOf(step);
  const statement = script?.script?.statements[0];
  if (script?.script?.statements.length !== 1 || statement?.command.kind !== "and-or") return undefined;
  const [first, second] = statement.command.operands;
  if (first?.command.start !== start || second?.operator !== "&&") return undefined;
  const hasOtherCd = script.calls.filter((call) => call.name === "cd").length > 1;
  return hasOtherCd ? undefined : second.command;
}
