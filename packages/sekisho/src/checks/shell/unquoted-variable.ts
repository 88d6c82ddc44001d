import type { ParameterExpansion } from "../../formats/shell/syntax.ts";
import { findPlainUses } from "../../semantics/shell-variables/plain-values.ts";
import { expansionsOf, isCommandName, type PlacedExpansion } from "../../semantics/shell-words/expansions.ts";
import { quoteEdits } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const unquotedVariable = defineShellCheck({
  id: "shell/unquoted-variable",
  aliases: ["shellcheck:SC2086"],
  title: { en: "Variable without quotes", ja: "引用符のない変数" },
  severity: "low",
  why: {
    en: "The shell splits the value at whitespace and replaces patterns in it with file names. A path with a space becomes two arguments and an empty value none, so the command works on the wrong files.",
    ja: "シェルは変数の値を空白で分割し、値に含まれるパターンをファイル名に置き換えます。空白を含むパスは 2 つの引数になり、空の値は引数そのものが消えるため、コマンドが意図しない対象を処理することがあります。",
  },
  remediation: {
    en: 'Write the variable in double quotes: `"$name"`. If it must give several words, use a for loop, xargs, or an array in bash.',
    ja: '`"$name"` のように、変数を二重引用符で囲んでください。複数の単語に分けたい場合は、for ループや xargs、bash の配列を使用します。',
  },
  sources: ["POSIX Shell Command Language, 2.6.5 Field Splitting", "ShellCheck wiki, SC2086"],
  examples: {
    fail: [
      'FROM debian:12\nRUN dir="$(pwd)" && ls $dir',
      "FROM debian:12\nRUN for f in /etc/*.conf; do cat $f; done",
      'FROM debian:12\nRUN ["sh", "-c", "dir=$(pwd); ls $dir"]',
      "FROM debian:12\nRUN <<EOF\nread -r name\ntouch /srv/${name%.txt}\nEOF",
      "FROM debian:12\nRUN cd $HOME && \\\n    make",
    ],
    pass: [
      'FROM debian:12\nRUN dir="$(pwd)" && ls "$dir"',
      "FROM debian:12\nARG VERSION=1.2\nRUN wget https://example.com/a-$VERSION.tar",
      "FROM debian:12\nRUN version=1.2 && wget https://example.com/a-$version.tar",
      "FROM debian:12\nRUN a=$HOME; case $a in x) true ;; esac",
      "FROM debian:12\nRUN for package in $PACKAGES; do echo done; done",
      "FROM debian:12\nRUN test $? -eq 0 && echo $((1 + 2))",
      "FROM debian:12\nRUN if true; then v=1; else v=2; fi; echo $v",
      'FROM debian:12\nRUN printf "%s" "$(echo "$HOME")" ${DEBUG:+"$DEBUG"}',
    ],
  },
  marks: ["$"],
  evaluate({ script, step }) {
    const { env, args } = step.state;
    const plain = findPlainUses(script, (name) => env.has(name) || args.has(name));
    return expansionsOf(script)
      .parameters.filter((placed) => isSplit(placed) && !plain.has(placed.part))
      .map(({ part }) => ({
        message: {
          en: `The value of $${part.name} is split at whitespace and matched with file names.`,
          ja: `$${part.name} の値は空白で分割され、ファイル名のパターンとしても解釈されます。`,
        },
        range: part,
        subject: `variable:${part.name}`,
        fix: { safety: "proposal", edits: quoteEdits(part) } as const,
      }));
  },
});

function isSplit(placed: PlacedExpansion<ParameterExpansion>): boolean {
  const { part } = placed;
  if (!placed.isSplit || isCommandName(placed)) return false;
  if (part.isLength || isList(part) || isUnquotedDefault(placed)) return false;
  return part.operator !== "+" && part.operator !== ":+";
}

/** Lists of arguments have a check of their own. */
function isList({ name, index }: ParameterExpansion): boolean {
  return name === "@" || name === "*" || index === "@" || index === "*";
}

/** So has `: ${name:=value}`. */
function isUnquotedDefault({ part, command }: PlacedExpansion<ParameterExpansion>): boolean {
  const isAssigning = part.operator === ":=" || part.operator === "=";
  const [first] = command.kind === "simple" ? (command.words[0]?.parts ?? []) : [];
  return isAssigning && first?.kind === "literal" && first.text === ":";
}
