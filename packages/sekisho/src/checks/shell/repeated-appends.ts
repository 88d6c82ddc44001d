import type { Command, Redirect, Statement } from "../../formats/shell/syntax.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { statementLists } from "../../semantics/shell-words/statement-lists.ts";
import { defineShellCheck } from "./define.ts";

export const repeatedAppends = defineShellCheck({
  id: "shell/repeated-appends",
  aliases: ["shellcheck:SC2129"],
  title: { en: "Same file appended to again and again", ja: "同じファイルへの追記の繰り返し" },
  severity: "info",
  why: {
    en: "Each append repeats the name of the file. One typing error in the name, or `>` instead of `>>`, loses the lines before.",
    ja: "追記のたびにファイル名を記述すると、名前を 1 か所間違えたり、`>>` を `>` と書いたりするだけで、それまでの行が失われます。",
  },
  remediation: {
    en: "Write `{ command; command; } >> file`, or one here-document.",
    ja: "`{ command; command; } >> file`、または 1 つのヒアドキュメントにまとめてください。",
  },
  sources: ["POSIX Shell Command Language, 2.9.4.1 Grouping Commands", "ShellCheck wiki, SC2129"],
  examples: {
    fail: [
      "FROM debian:12\nRUN echo a >> list; echo b >> list; echo c >> list",
      "FROM debian:12\nRUN <<EOF\necho a >> /etc/a.conf\necho b >> /etc/a.conf\ncat c >> /etc/a.conf\nEOF",
    ],
    pass: [
      "FROM debian:12\nRUN { echo a; echo b; echo c; } >> list",
      "FROM debian:12\nRUN echo a >> list; echo b >> list",
      "FROM debian:12\nRUN echo a >> one; echo b >> two; echo c >> three",
    ],
  },
  marks: [">>"],
  evaluate({ script }) {
    return statementLists(script)
      .flatMap((list) => findRuns(list, script.text))
      .map((redirect) => ({
        message: {
          en: `${namedBy(script.text, redirect.target)} is opened again for each of these commands.`,
          ja: `${namedBy(script.text, redirect.target)} が、コマンドごとに開き直されています。`,
        },
        range: redirect,
        subject: `file:${namedBy(script.text, redirect.target)}`,
      }));
  },
});

/** So many commands in a row that append to one file are worth a word. */
const leastAppends = 3;

function findRuns(list: readonly Statement[], text: string): readonly Redirect[] {
  const found: Redirect[] = [];
  let first: Redirect | undefined;
  let count = 0;
  for (const { command } of list) {
    const redirect = appendOf(command);
    const isSame = redirect !== undefined && first !== undefined && targetOf(redirect, text) === targetOf(first, text);
    count = isSame ? count + 1 : 1;
    if (!isSame) first = redirect;
    if (count === leastAppends && first !== undefined) found.push(first);
  }
  return found;
}

function targetOf({ target }: Redirect, text: string): string {
  return text.slice(target.start, target.end);
}

function appendOf(command: Command): Redirect | undefined {
  if (command.kind === "pipeline") {
    const last = command.commands.at(-1);
    return last === undefined ? undefined : appendOf(last);
  }
  return "redirects" in command ? command.redirects.find(({ operator }) => operator === ">>") : undefined;
}
