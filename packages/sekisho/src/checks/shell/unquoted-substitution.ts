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
  title: { en: "Command substitution without quotes", ja: "引用符のないコマンド置換" },
  severity: "low",
  why: {
    en: "The shell splits the output at whitespace and replaces patterns in it with file names. One more line in the output, such as a warning, silently becomes more arguments.",
    ja: "シェルはコマンドの出力を空白と改行で分割し、出力に含まれるパターンをファイル名に置き換えます。警告などで出力が 1 行増えるだけで、意図しない引数が加わります。",
  },
  remediation: {
    en: 'Write the substitution in double quotes: `"$(command)"`. If the output is a list of words, use a for loop or xargs.',
    ja: '`"$(command)"` のように、コマンド置換を二重引用符で囲んでください。出力を単語のリストとして使う場合は、for ループや xargs を使用します。',
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
  marks: ["$(", "`"],
  evaluate({ script }) {
    return expansionsOf(script)
      .substitutions.filter(isMeantAsOne)
      .map(({ part }) => ({
        message: {
          en: `The output of ${namedBy(script.text, part)} is split at whitespace.`,
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
