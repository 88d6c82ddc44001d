import type { Instruction } from "../../formats/dockerfile/syntax.ts";
import type { TextFix } from "../../model/fix.ts";
import { lineEndOf } from "../../semantics/editing/instruction-edits.ts";
import type { DockerfileBuild, Stage, Step } from "../../semantics/stages/build.ts";
import { scriptsOf } from "../../semantics/stages/scripts.ts";
import { type DockerfileViolation, defineDockerfileCheck } from "./define.ts";

export const consecutiveRuns = defineDockerfileCheck({
  id: "dockerfile/consecutive-runs",
  aliases: ["hadolint:DL3059"],
  title: { en: "Consecutive RUN instructions", ja: "1 つにまとめられる連続した RUN" },
  severity: "info",
  why: {
    en: "Each RUN makes a layer. What one RUN writes stays in the image even if the next deletes it, and every layer adds a little to each pull.",
    ja: "RUN ごとにレイヤーが 1 つ作られます。前の RUN で作ったものを次の RUN で削除してもイメージには残り、レイヤーの数だけ取得の負荷も増えます。",
  },
  remediation: {
    en: "Join the commands in one RUN with `&&`, unless the cache gains from separate layers.",
    ja: "キャッシュのために分けている場合を除き、コマンドを `&&` でつなぎ、1 つの RUN にまとめてください。",
  },
  sources: ["hadolint wiki, DL3059"],
  examples: {
    fail: [
      "FROM debian:12\nRUN yum -y install java\nRUN yum clean all",
      "FROM debian:12\nRUN /a.sh\n\n# why\nRUN /b.sh\nRUN /c.sh",
      "FROM debian:12\nRUN --mount=type=secret,id=a /a.sh\nRUN --mount=type=secret,id=a /b.sh",
    ],
    pass: [
      "FROM debian:12\nRUN /a.sh\nWORKDIR /\nRUN /b.sh",
      "FROM debian:12\nRUN --mount=type=secret,id=a /a.sh\nRUN /b.sh",
      "FROM debian:12\nRUN /a.sh && /b.sh\nRUN /c.sh",
      "FROM debian:12\nRUN /a.sh\nONBUILD RUN /b.sh",
    ],
  },
  evaluate(build) {
    return build.stages.flatMap((stage) => violationsOf(build, stage));
  },
});

function violationsOf(build: DockerfileBuild, stage: Stage): readonly DockerfileViolation[] {
  const violations: DockerfileViolation[] = [];
  let before: Step | undefined;
  for (const step of stage.steps) {
    const last = before;
    before = isSingleRun(step) ? step : undefined;
    if (last === undefined || before === undefined || !hasSameFlags(last.instruction, step.instruction)) continue;
    const fix = joinFix(build, last, step);
    violations.push({
      message: {
        en: "This RUN follows another RUN; joined, they make one layer.",
        ja: "直前の命令も RUN です。まとめるとレイヤーが 1 つになります。",
      },
      range: step.instruction.keywordRange,
      subject: `${stage.subject}/run:${programOf(step)}`,
      ...(fix === undefined ? {} : { fix }),
    });
  }
  return violations;
}

function hasSameFlags(left: Instruction, right: Instruction): boolean {
  if (left.flags.length === 0 && right.flags.length === 0) return true;
  const flagsOf = (run: Instruction): string => run.flags.map((flag) => `${flag.name}=${flag.value?.raw}`).join("\n");
  return flagsOf(left) === flagsOf(right);
}

/** One command: who chains several in a RUN has thought about its layers. */
function isSingleRun(step: Step): boolean {
  if (step.instruction.keyword !== "RUN") return false;
  let count = 0;
  for (const { calls } of scriptsOf(step)) for (const call of calls) if (!call.isNested) count++;
  return count <= 1;
}

/**
 * Continues the first RUN with `&& …` in the place of the second's keyword. Comments between them become comments between
 * continuation lines; empty lines there go.
 */
function joinFix(build: DockerfileBuild, before: Step, step: Step): TextFix | undefined {
  const [first, second] = [before.instruction, step.instruction];
  if (first.keyword !== "RUN" || second.keyword !== "RUN" || !canBeFirst(before) || !canBeJoined(step))
    return undefined;
  const { source, escape } = build.syntax;
  const start = first.end;
  const body = second.argument.origins[0];
  if (body === undefined) return undefined;
  const between = source.text.slice(start, second.start);
  const comments = between.includes("#") ? between.split(/\r?\n/).filter((line) => line.trim().startsWith("#")) : [];
  const lines = [` ${escape}`, ...comments, ` && `];
  return { safety: "proposal", edits: [{ start, end: body, text: lines.join(lineEndOf(build)) }] };
}

/** A command that leaves nothing behind in its shell, and behind which `&&` may stand. */
function canBeFirst(step: Step): boolean {
  const call = plainCall(step);
  return call !== undefined && !["cd", "set", "export", "exec", "exit", ".", "source"].includes(call.name ?? "");
}

function canBeJoined(step: Step): boolean {
  return plainCall(step) !== undefined;
}

function plainCall(step: Step) {
  const [script, ...others] = scriptsOf(step);
  const [statement, ...statements] = script?.script?.statements ?? [];
  if (script?.form !== "line" || others.length > 0 || statements.length > 0) return undefined;
  const isPlain =
    statement?.command.kind === "simple" && !statement.isBackground && step.instruction.heredocs.length === 0;
  const isWhole = statement?.end === script.text.text.trimEnd().length && script.script?.comments.length === 0;
  return isPlain && isWhole ? script.calls[0] : undefined;
}

/** Names the program that a RUN starts, so that the finding stays the same when its arguments change. */
function programOf(step: Step): string {
  return scriptsOf(step)[0]?.calls[0]?.name ?? "?";
}
