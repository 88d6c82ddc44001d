import { printWord } from "../../formats/shell/word-text.ts";
import type { CommandCall } from "../../semantics/commands/calls.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const findOutputToXargs = defineShellCheck({
  id: "shell/find-output-to-xargs",
  aliases: ["shellcheck:SC2038"],
  title: {
    en: "File names are handed from find to xargs as text",
    ja: "find から xargs へファイル名がテキストとして渡されている",
  },
  severity: "low",
  why: {
    en: "xargs splits its input at blanks, quotes and line ends. One file with a blank in its name makes it work on two other paths, which rm or chown then touch.",
    ja: "xargs は入力を空白、引用符、改行で分割します。空白を含むファイル名が 1 つあるだけで別の 2 つのパスとして扱われ、rm や chown が意図しない対象に作用します。",
  },
  remediation: {
    en: "Write find … -exec command {} +, or find … -print0 | xargs -0 command.",
    ja: "find … -exec コマンド {} + または find … -print0 | xargs -0 コマンド と記述してください。",
  },
  sources: ["POSIX, find: APPLICATION USAGE", "ShellCheck wiki, SC2038"],
  examples: {
    fail: [
      "FROM debian:12\nRUN find /opt -name '*.pyc' | xargs rm",
      "FROM debian:12\nRUN find . -type f | xargs -n1 chmod 644",
    ],
    pass: [
      "FROM debian:12\nRUN find /opt -name '*.pyc' -print0 | xargs -0 rm",
      "FROM debian:12\nRUN find /opt -name '*.pyc' -exec rm {} +",
      "FROM debian:12\nRUN find . | sort | xargs echo",
      "FROM debian:12\nRUN ls | xargs echo",
    ],
  },
  evaluate({ script, calls }) {
    return calls.flatMap((call, index) => {
      const next = calls.slice(index + 1).find((other) => other.depth === call.depth);
      if (call.name !== "find" || next === undefined || !isFedBy(next, call)) return [];
      if ([...call.node.words, ...next.node.words].some((word) => isSafe(printWord(word)))) return [];
      return [
        {
          message: {
            en: "The names that this find prints are split at blanks by xargs.",
            ja: "この find が出力するファイル名は、xargs によって空白で分割されます。",
          },
          range: call.node,
          subject: `command:${namedBy(script.text, call.node)}`,
        },
      ];
    });
  },
});

/** xargs directly behind it in the same pipe. */
function isFedBy(next: CommandCall, call: CommandCall): boolean {
  if (next.wrappers[0] !== "xargs" && next.name !== "xargs") return false;
  return next.pipeline !== undefined && call.pipeline !== undefined && next.pipeline.index === call.pipeline.index + 1;
}

function isSafe(option: string): boolean {
  return /^-[a-zA-Z]*0/.test(option) || /^--?(?:null|print0|printf|fprint0)\b/.test(option);
}
