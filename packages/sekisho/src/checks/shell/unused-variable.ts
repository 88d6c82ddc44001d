import type { Command } from "../../formats/shell/syntax.ts";
import { commandsOf } from "../../formats/shell/visit.ts";
import { type AssignedName, assignedNames } from "../../semantics/shell-variables/assigned-names.ts";
import { mentionedNames } from "../../semantics/shell-variables/mentioned-names.ts";
import { shellSettings } from "../../semantics/shell-variables/shell-settings.ts";
import { nameOfCommand } from "../../semantics/shell-words/only-command.ts";
import type { Step } from "../../semantics/stages/build.ts";
import { defineShellCheck } from "./define.ts";

export const unusedVariable = defineShellCheck({
  id: "shell/unused-variable",
  aliases: ["shellcheck:SC2034"],
  title: { en: "Variable set but never read", ja: "設定されるが参照されていない変数" },
  severity: "low",
  why: {
    en: "A shell variable ends with its RUN. If nothing in the RUN reads it, the line has no effect: the name is misspelt where it is used, or a later instruction does not get the value.",
    ja: "シェル変数は、その RUN の終了とともに消えます。RUN の中で参照されていない場合、その行には効果がありません。参照側の変数名の誤記か、後続の命令に渡すつもりの値が渡っていないことが原因です。",
  },
  remediation: {
    en: "Correct the name where it is read, export it for the programs of this RUN, or set it with ENV or ARG for later instructions. Otherwise delete it.",
    ja: "参照側の変数名を修正するか、この RUN のプログラムに渡す場合は export してください。後続の命令で使用する場合は ENV または ARG を使用します。不要であれば削除します。",
  },
  sources: ["Dockerfile reference, RUN: each instruction starts a new shell", "ShellCheck wiki, SC2034"],
  examples: {
    fail: [
      "FROM debian:12\nRUN NODE_ENV=production",
      'FROM debian:12\nRUN version=1.2 && echo "$vesrion"',
      "FROM debian:12\nRUN <<EOF\nread -r first\necho done\nEOF",
    ],
    pass: [
      "FROM debian:12\nRUN for i in 1 2 3; do make && break; done",
      'FROM debian:12\nRUN version=1.2 && echo "$version"',
      "FROM debian:12\nRUN export NODE_ENV=production && npm ci",
      "FROM debian:12\nRUN NODE_ENV=production npm ci",
      "FROM debian:12\nENV PATH=/opt/bin\nRUN PATH=/opt/bin:/usr/bin && make",
      "FROM debian:12\nRUN count=1 && echo $((count + 1))",
      'FROM debian:12\nRUN read -r first second < list && echo "$second"',
      "FROM debian:12\nRUN a=1 && . ./setup.sh",
      "FROM debian:12\nRUN dir=$(mktemp -d) && trap 'rm -r \"$dir\"' EXIT",
    ],
  },
  marks: ["=", "read"],
  evaluate({ script, calls, step }) {
    const { expansions, others, isOpen } = mentionedNames(script);
    if (isOpen) return [];
    const assigned = commandsOf(script).flatMap(ownAssignments);
    const used = new Set([...expansions.map(({ name }) => name), ...others]);
    for (const { name, isExported } of assigned) if (isExported) used.add(name);
    const exportsAll = calls.some(
      ({ name, args }) => name === "set" && args.some(({ text }) => /^-[a-z]*a|^allexport$/.test(text)),
    );
    if (exportsAll) return [];
    const reported = new Set<string>();
    return assigned.flatMap((assignment) => {
      const { name } = assignment;
      if (!isOwn(assignment, step) || used.has(name) || reported.has(name)) return [];
      reported.add(name);
      return [
        {
          message: {
            en: `Nothing in this RUN reads ${name}.`,
            ja: `この RUN の中に ${name} を参照する処理がありません。`,
          },
          range: assignment,
          subject: `variable:${name}`,
        },
      ];
    });
  },
});

/** A loop may only count, and `read` with several names takes the fields in their order: nobody has to read those. */
function ownAssignments(command: Command): readonly AssignedName[] {
  if (command.kind === "for") return [];
  const assigned = assignedNames(command);
  const isRead = command.kind === "simple" && nameOfCommand(command) === "read";
  return isRead && assigned.length > 1 ? [] : assigned;
}

/** The shell itself reads its settings; what ENV and ARG set goes on to the programs; `_` says that nobody wants it. */
function isOwn({ name }: AssignedName, { state }: Step): boolean {
  return !name.startsWith("_") && !shellSettings.has(name) && !state.env.has(name) && !state.args.has(name);
}
