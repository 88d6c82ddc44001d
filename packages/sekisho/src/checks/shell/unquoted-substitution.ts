import type { Statement } from "../../formats/shell/syntax.ts";
import { literalOf } from "../../formats/shell/word-text.ts";
import {
  type CommandSubstitution,
  expansionsOf,
  isCommandName,
  type PlacedExpansion,
} from "../../semantics/shell-words/expansions.ts";
import { namedBy, quoteEdits } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

/** Programs whose output is a list of numbers that is meant to be split. */
const listMakers: ReadonlySet<string> = new Set(["pgrep", "seq"]);

export const unquotedSubstitution = defineShellCheck({
  id: "shell/unquoted-substitution",
  aliases: ["shellcheck:SC2046"],
  title: { en: "Output of a command is used without quotes", ja: "コマンドの出力が引用符なしで使われている" },
  severity: "low",
  why: {
    en: "The shell splits the output at blanks and line ends and replaces patterns in it by file names. A line more in the output, a warning for instance, silently becomes further arguments.",
    ja: "シェルはコマンドの出力を空白と改行で分割し、出力に含まれるパターンをファイル名に置き換えます。警告などで出力が 1 行増えるだけで、意図しない引数が加わります。",
  },
  remediation: {
    en: 'Write the substitution in double quotes: "$(command)". Where the output is a list of words, say so with a for loop or xargs.',
    ja: 'コマンド置換を二重引用符で囲み、"$(command)" と記述してください。出力を単語の並びとして使う場合は、for ループや xargs で明示します。',
  },
  sources: ["POSIX Shell Command Language, 2.6.5 Field Splitting", "ShellCheck wiki, SC2046"],
  examples: {
    fail: [
      "FROM debian:12\nRUN make -j$(nproc)",
      "FROM debian:12\nRUN rm -rf `cat list`",
      "FROM debian:12\nRUN export DIR=$(pwd) && make",
      "FROM debian:12\nRUN apt-get purge -y $(apt-mark showauto)",
      'FROM debian:12\nRUN ["bash", "-c", "kill $(cat /run/a.pid)"]',
    ],
    pass: [
      'FROM debian:12\nRUN make -j"$(nproc)"',
      "FROM debian:12\nRUN jobs=$(nproc) && make",
      "FROM debian:12\nRUN for f in $(cat list); do echo done; done",
      "FROM debian:12\nRUN touch $(seq 1 3)",
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN export DIR=$(pwd) && make',
    ],
  },
  evaluate({ script }) {
    return expansionsOf(script)
      .substitutions.filter(isMeantAsOne)
      .map(({ part }) => ({
        message: {
          en: `The output of ${namedBy(script.text, part)} is split at blanks and line ends.`,
          ja: `${namedBy(script.text, part)} の出力は、空白と改行で分割されます。`,
        },
        range: part,
        subject: `substitution:${namedBy(script.text, part)}`,
        ...(part.isBackquoted ? {} : { fix: { safety: "proposal", edits: quoteEdits(part) } as const }),
      }));
  },
});

function isMeantAsOne(placed: PlacedExpansion<CommandSubstitution>): boolean {
  return placed.isSplit && !isCommandName(placed) && placed.part.body.length > 0 && !makesList(placed.part.body);
}

function makesList(body: readonly Statement[]): boolean {
  const [only, ...others] = body;
  if (only?.command.kind !== "simple" || others.length > 0) return false;
  const [name] = only.command.words;
  return name !== undefined && listMakers.has(literalOf(name) ?? "");
}
