import { expansionsOf } from "../../semantics/shell-words/expansions.ts";
import { nameOfCommand } from "../../semantics/shell-words/only-command.ts";
import { quoteEdits } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const defaultAssignmentUnquoted = defineShellCheck({
  id: "shell/default-assignment-unquoted",
  aliases: ["shellcheck:SC2223"],
  title: { en: "Default value set without quotes", ja: "引用符のない既定値の設定" },
  severity: "info",
  why: {
    en: "The shell splits the value and matches it with file names before `:` discards it. A pattern in the value makes the shell read whole directories and slows the build.",
    ja: "値は `:` によって破棄される前に分割され、ファイル名と照合されます。値にパターンが含まれると、シェルがディレクトリ全体を読み取り、ビルドが遅くなります。",
  },
  remediation: { en: 'Write `: "${name:=value}"`.', ja: '`: "${name:=value}"` と記述してください。' },
  sources: ["POSIX Shell Command Language, 2.6.2 Parameter Expansion", "ShellCheck wiki, SC2223"],
  examples: {
    fail: ['FROM debian:12\nRUN : ${DIR:=/opt/*} && ls "$DIR"', "FROM debian:12\nRUN : ${NAME=a}"],
    pass: ['FROM debian:12\nRUN : "${DIR:=/opt}" && ls "$DIR"', 'FROM debian:12\nRUN DIR=${DIR:-/opt} && ls "$DIR"'],
  },
  marks: ["${"],
  evaluate({ script }) {
    return expansionsOf(script)
      .parameters.filter(({ part, command, isSplit }) => {
        const isAssigning = part.operator === "=" || part.operator === ":=";
        return isAssigning && isSplit && command.kind === "simple" && nameOfCommand(command) === ":";
      })
      .map(({ part }) => ({
        message: {
          en: `The value of $${part.name} is split and matched with file names.`,
          ja: `$${part.name} の値が分割され、ファイル名と照合されます。`,
        },
        range: part,
        subject: `variable:${part.name}`,
        fix: { safety: "safe", edits: quoteEdits(part) } as const,
      }));
  },
});
