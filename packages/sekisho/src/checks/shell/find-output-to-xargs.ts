import { printWord } from "../../formats/shell/word-text.ts";
import type { CommandCall } from "../../semantics/commands/calls.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const findOutputToXargs = defineShellCheck({
  id: "shell/find-output-to-xargs",
  aliases: ["shellcheck:SC2038"],
  title: {
    en: "File names passed from find to xargs as text",
    ja: "find から xargs へテキストとして渡されるファイル名",
  },
  severity: "low",
  why: {
    en: "xargs splits its input at spaces, quotes and line ends. One file with a space in its name becomes two other paths, and rm or chown works on the wrong files.",
    ja: "xargs は入力を空白、引用符、改行で分割します。空白を含むファイル名が 1 つあるだけで別の 2 つのパスとして扱われ、rm や chown が意図しない対象に作用します。",
  },
  remediation: {
    en: "Write `find … -exec command {} +`, or `find … -print0 | xargs -0 command`.",
    ja: "`find … -exec command {} +` または `find … -print0 | xargs -0 command` と記述してください。",
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
  marks: ["xargs"],
  evaluate({ script, calls }) {
    return calls.flatMap((call, index) => {
      if (call.name !== "find" || call.pipeline === undefined) return [];
      const next = nextAt(calls, index + 1, call.depth);
      if (next === undefined || !isFedBy(next, call)) return [];
      if ([...call.node.words, ...next.node.words].some((word) => isSafe(printWord(word)))) return [];
      return [
        {
          message: {
            en: "xargs splits the names that this find prints at spaces.",
            ja: "この find が出力するファイル名は、xargs によって空白で分割されます。",
          },
          range: call.node,
          subject: `command:${namedBy(script.text, call.node)}`,
        },
      ];
    });
  },
});

/** The next call that does not stand inside of the one before. */
function nextAt(calls: readonly CommandCall[], from: number, depth: number): CommandCall | undefined {
  for (let index = from; index < calls.length; index++) {
    const call = calls[index];
    if (call !== undefined && call.depth <= depth) return call;
  }
  return undefined;
}

/** xargs directly behind it in the same pipe. */
function isFedBy(next: CommandCall, call: CommandCall): boolean {
  if (next.wrappers[0] !== "xargs" && next.name !== "xargs") return false;
  return next.pipeline !== undefined && call.pipeline !== undefined && next.pipeline.index === call.pipeline.index + 1;
}

function isSafe(option: string): boolean {
  return /^-[a-zA-Z]*0/.test(option) || /^--?(?:null|print0|printf|fprint0)\b/.test(option);
}
