import { commandsOf } from "../../formats/shell/visit.ts";
import { expansionsOf } from "../../semantics/shell-words/expansions.ts";
import type { BashOnlyUse } from "./define-bash-only.ts";
import { defineBashOnlyCheck } from "./define-bash-only.ts";

export const arrayUnderSh = defineBashOnlyCheck({
  id: "shell/array-under-sh",
  aliases: ["shellcheck:SC3030", "shellcheck:SC3053", "shellcheck:SC3054", "shellcheck:SC3055"],
  title: { en: "Array in a script for sh", ja: "sh のスクリプト内の配列" },
  effect: { en: "dash and BusyBox stop with a syntax error.", ja: "dash と BusyBox では構文エラーになります。" },
  instead: {
    en: 'Write `set -- a b c` and `"$@"`, or a for loop.',
    ja: '`set -- a b c` と `"$@"`、または for ループを使用してください。',
  },
  support: { busybox: false },
  sources: ["bash(1), Arrays", "ShellCheck wiki, SC3030 and SC3054"],
  examples: {
    fail: ['FROM debian:12\nRUN list=(a b) && touch "${list[@]}"', "FROM debian:12\nRUN a[0]=b"],
    pass: [
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN list=(a b) && touch "${list[@]}"',
      'FROM debian:12\nRUN set -- a b && touch "$@"',
    ],
  },
  marks: ["(", "["],
  find({ script }) {
    const uses: BashOnlyUse[] = [];
    for (const command of commandsOf(script)) {
      if (command.kind !== "simple") continue;
      for (const assignment of command.assignments) {
        if (assignment.array !== undefined || assignment.index !== undefined) uses.push({ range: assignment });
      }
    }
    for (const { part } of expansionsOf(script).parameters) {
      if (part.index !== undefined || (part.isIndirect && part.operator === undefined)) uses.push({ range: part });
    }
    return uses;
  },
});
