import type { Redirect } from "../../formats/shell/syntax.ts";
import { commandsOf } from "../../formats/shell/visit.ts";
import { literalOf } from "../../formats/shell/word-text.ts";
import type { BashOnlyUse } from "./define-bash-only.ts";
import { defineBashOnlyCheck } from "./define-bash-only.ts";

export const bashRedirectUnderSh = defineBashOnlyCheck({
  id: "shell/bash-redirect-under-sh",
  aliases: ["shellcheck:SC3011", "shellcheck:SC3020", "shellcheck:SC3021"],
  title: {
    en: "bash redirect in a script for sh",
    ja: "sh のスクリプト内の bash のリダイレクト",
  },
  effect: {
    en: "dash reads `command &> file` as `command & > file`: the command runs in the background, nothing waits for it, and the file stays empty. `<<<` is a syntax error.",
    ja: "dash は `command &> file` を `command & > file` と解釈するため、コマンドがバックグラウンドで実行され、ファイルは空になります。`<<<` は構文エラーになります。",
  },
  instead: {
    en: "Write `> file 2>&1`, and a pipe or a here-document instead of `<<<`.",
    ja: "`> file 2>&1` と記述し、`<<<` の代わりにパイプまたはヒアドキュメントを使用してください。",
  },
  support: { busybox: true },
  sources: ["POSIX Shell Command Language, 2.7 Redirection", "ShellCheck wiki, SC3020"],
  examples: {
    fail: [
      "FROM debian:12\nRUN make &> log",
      "FROM debian:12\nRUN make >& log && ls",
      "FROM debian:12\nRUN cat <<< text",
    ],
    pass: [
      "FROM debian:12\nRUN make > log 2>&1",
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN make &> log',
      "FROM debian:12\nRUN make 2>&1",
      "FROM debian:12\nRUN make >&2",
    ],
  },
  marks: ["&>", ">&", "<<<", "|&"],
  find({ script }) {
    return commandsOf(script).flatMap((command) =>
      "redirects" in command ? command.redirects.flatMap((redirect) => useOf(redirect, script.text)) : [],
    );
  },
});

function useOf(redirect: Redirect, text: string): readonly BashOnlyUse[] {
  const { operator, descriptor, target } = redirect;
  const range = { start: redirect.start, end: redirect.end };
  if (operator === "<<<") return [{ range, support: { busybox: false } }];
  const isBoth = operator === "&>" || (operator === ">&" && descriptor === undefined && isFile(target));
  if (operator === "&>>") return [{ range }];
  if (!isBoth) return [];
  return [{ range, edits: [{ ...range, text: `> ${text.slice(target.start, target.end)} 2>&1` }] }];
}

/** Not a number, a dash, or one variable that may hold either. */
function isFile(target: Redirect["target"]): boolean {
  const literal = literalOf(target);
  return literal === undefined ? target.parts.length > 1 : !/^(?:\d+-?|-)$/.test(literal);
}
