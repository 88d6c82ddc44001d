import type { CopyInstruction, Flag } from "../../formats/dockerfile/syntax.ts";
import {
  type CallArgument,
  type OptionGrammar,
  operandsOf,
  readArguments,
} from "../../semantics/commands/arguments.ts";
import type { CommandCall } from "../../semantics/commands/calls.ts";
import { replaceWord } from "../../semantics/editing/argument-edits.ts";
import type { DockerfileBuild, Step } from "../../semantics/stages/build.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { callsOf, rangeOf } from "../../semantics/stages/scripts.ts";
import { type DockerfileViolation, defineDockerfileCheck } from "./define.ts";

export const worldWritablePermissions = defineDockerfileCheck({
  id: "dockerfile/world-writable-permissions",
  aliases: [],
  title: { en: "Files that every user can change", ja: "すべてのユーザーが書き換えられるファイル" },
  severity: "medium",
  severityReason: {
    en: "Low in a stage that the final image does not contain.",
    ja: "最終イメージに含まれないステージの場合は「低」です。",
  },
  why: {
    en: "Any process in the container, including that of an attacker without privileges, can replace programs, scripts and configuration that others run later.",
    ja: "権限のないユーザーとして侵入した攻撃者のプロセスも含め、コンテナ内のあらゆるプロセスが、後で実行されるプログラム、スクリプト、設定を書き換えられます。",
  },
  remediation: {
    en: "Give write permission only to the owner (`755`, `644`), and make the service's user the owner of what it writes: `COPY --chown=10001:10001 …`.",
    ja: "書き込み権限は所有者だけに与え（`755`、`644`）、サービスが書き込むファイルは `COPY --chown=10001:10001 …` でそのユーザーの所有にしてください。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.8", "chmod(1)"],
  examples: {
    fail: [
      "FROM debian:12\nRUN chmod -R 777 /app",
      "FROM debian:12\nRUN mkdir -m 0777 /data && chmod 666 /data/a",
      "FROM debian:12\nRUN chmod a+rwx /entrypoint.sh && chmod o+w /b",
      "FROM debian:12\nCOPY --chmod=777 run.sh /",
      'FROM debian:12\nRUN ["chmod", "0777", "/app"]',
      "FROM debian:12\nRUN chmod ugo=rwx /app",
      "FROM debian:12\nRUN mkdir -pm 777 /a && mkdir -m777 /b && mkdir --mode=777 /c && install -d -o 1 -m 0777 /d",
    ],
    pass: [
      "FROM debian:12\nRUN chmod 755 /app && chmod u+w /b && chmod g+rwX /c",
      "FROM debian:12\nRUN chmod 1777 /scratch",
      "FROM debian:12\nRUN chmod o-w /app && chmod a+rx /b && chmod +x /c",
      "FROM debian:12\nCOPY --chmod=0755 run.sh /",
      "FROM debian:12\nRUN chmod ${MODE} /app",
      "FROM debian:12\nRUN chmod --reference=777 /app",
    ],
  },
  evaluate(build) {
    const violations: DockerfileViolation[] = [];
    for (const { instruction, step } of placedInstructions(build, "ADD", "COPY", "RUN")) {
      if (instruction.keyword !== "RUN") violations.push(...flagViolations(instruction, step));
      else if (callsOf(step).some(({ call }) => settingPrograms.has(call.name))) {
        violations.push(...callViolations(build, step));
      }
    }
    return violations;
  },
});

function flagViolations(instruction: CopyInstruction, step: Step): readonly DockerfileViolation[] {
  return instruction.flags.flatMap((flag: Flag) => {
    const { value } = flag;
    if (flag.name !== "chmod" || value === undefined || !isWorldWritable(value.value)) return [];
    const edit = { start: value.start, end: value.end, text: tightened(value.value) ?? "" };
    return [violation(step, value.value, value, edit.text === "" ? undefined : edit)];
  });
}

function callViolations(build: DockerfileBuild, step: Step): readonly DockerfileViolation[] {
  return callsOf(step).flatMap((located) => {
    const mode = modeOf(located.call);
    if (mode?.literal === undefined || !isWorldWritable(mode.literal)) return [];
    const { literal, argument } = mode;
    const text = tightened(literal);
    const before = argument.text.slice(0, argument.text.length - literal.length);
    const edit = text === undefined ? undefined : replaceWord(build, located, argument.word, before + text);
    return [violation(step, literal, rangeOf(located.script, argument), edit)];
  });
}

function violation(
  step: Step,
  mode: string,
  range: DockerfileViolation["range"],
  edit: NonNullable<DockerfileViolation["fix"]>["edits"][0] | undefined,
): DockerfileViolation {
  return {
    message: {
      en: `The mode ${mode} lets every user in the container write.`,
      ja: `モード ${mode} では、コンテナ内のすべてのユーザーが書き込めます。`,
    },
    range: { start: range.start, end: range.end },
    subject: `${step.stage.subject}/mode:${mode}`,
    severity: step.stage.isInTarget ? "medium" : "low",
    ...(edit === undefined ? {} : { fix: { safety: "proposal", edits: [edit] } }),
  };
}

/** A mode on a command line. */
interface WrittenMode {
  /** As far as nothing in it is expanded. */
  readonly literal: string | undefined;
  readonly argument: CallArgument;
}

/** Options that take a value. Sources: mkdir(1), install(1). */
const modeGrammars: ReadonlyMap<string, OptionGrammar> = new Map([
  ["mkdir", { valueFlags: new Set(["-m", "--mode"]) }],
  ["install", { valueFlags: new Set("-m -o -g -t -S --mode --owner --group --target-directory --suffix".split(" ")) }],
]);

/** Programs that give files a mode. */
const settingPrograms: ReadonlySet<string | undefined> = new Set(["chmod", ...modeGrammars.keys()]);

/** The mode of chmod, or of -m of mkdir and install. */
function modeOf(call: CommandCall): WrittenMode | undefined {
  if (call.name === "chmod") {
    const [argument] = call.args.some(({ text }) => text.startsWith("--reference")) ? [] : operandsOf(call);
    return argument && { literal: argument.literal, argument };
  }
  const grammar = modeGrammars.get(call.name ?? "");
  if (grammar === undefined) return undefined;
  const mode = readArguments(call.args, grammar).options.findLast(({ name }) => name === "-m" || name === "--mode");
  if (mode?.value === undefined) return undefined;
  const { argument, value } = mode;
  const holder = argument.text.endsWith(value) ? argument : call.args[call.args.indexOf(argument) + 1];
  return holder && { literal: holder.literal === undefined ? undefined : value, argument: holder };
}

/** Others may write, and no sticky bit keeps them from each other's files. */
function isWorldWritable(mode: string): boolean {
  if (/^[0-7]{3,5}$/.test(mode)) {
    const bits = Number.parseInt(mode, 8);
    return (bits & 0o2) !== 0 && (bits & 0o1000) === 0;
  }
  return mode.split(",").some((clause) => /^[ug]*[oa][ugoa]*[+=][rxXs]*w/.test(clause)) && !mode.includes("t");
}

/** The octal mode without write permission for group and others. */
function tightened(mode: string): string | undefined {
  if (!/^[0-7]{3,5}$/.test(mode)) return undefined;
  return (Number.parseInt(mode, 8) & ~0o022).toString(8).padStart(mode.length, "0");
}
