import type { ShellWord, SimpleCommand } from "../../formats/shell/syntax.ts";
import { commandsOf } from "../../formats/shell/visit.ts";
import { expansionsOf } from "../../semantics/shell-words/expansions.ts";
import { findOnlyCommand, nameOfCommand } from "../../semantics/shell-words/only-command.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const echoInSubstitution = defineShellCheck({
  id: "shell/echo-in-substitution",
  aliases: ["shellcheck:SC2116", "shellcheck:SC2005"],
  title: { en: "Needless echo around a command substitution", ja: "コマンド置換と組み合わせた不要な echo" },
  severity: "info",
  why: {
    en: "`$(echo text)` and `echo $(command)` start another shell only to pass a text on. Line ends get lost on the way, and text can be taken for an option.",
    ja: "`$(echo text)` や `echo $(command)` は、文字列をそのまま渡すためだけに余分なシェルを起動します。その際、改行が失われたり、オプションとして解釈されたりします。",
  },
  remediation: {
    en: "Write `text` instead of `$(echo text)`, and `command` instead of `echo $(command)`.",
    ja: "`$(echo text)` は `text`、`echo $(command)` は `command` のように、直接記述してください。",
  },
  sources: ["POSIX Shell Command Language, 2.6.3 Command Substitution", "ShellCheck wiki, SC2005 and SC2116"],
  examples: {
    fail: [
      'FROM debian:12\nRUN version=$(echo "$TAG") && echo "$version"',
      'FROM debian:12\nRUN echo "$(uname -m)"',
      "FROM debian:12\nRUN echo `date`",
    ],
    pass: [
      'FROM debian:12\nRUN version="$TAG" && echo "$version"',
      "FROM debian:12\nRUN uname -m",
      'FROM debian:12\nRUN echo "built on $(date)"',
      'FROM debian:12\nRUN files=$(echo *.txt) && echo "$files"',
      'FROM debian:12\nRUN a=$(echo b | tr b c) && echo "$a"',
      'FROM debian:12\nRUN echo -n "$(date)"',
    ],
  },
  marks: ["$(", "`"],
  evaluate({ script }) {
    const substitutions = expansionsOf(script)
      .substitutions.filter(({ part }) => isPlainEcho(findOnlyCommand(part.body)))
      .map(({ part }) => part);
    const echoes = commandsOf(script).filter((command) => command.kind === "simple" && repeatsOutput(command));
    return [...substitutions, ...echoes].map((range) => ({
      message: {
        en: `${namedBy(script.text, range)} passes on what can be written directly.`,
        ja: `${namedBy(script.text, range)} は、直接記述できる内容を echo で渡しています。`,
      },
      range,
      subject: `echo:${namedBy(script.text, range)}`,
    }));
  },
});

/** Patterns are what echo is used for: they become names. */
function isPlainEcho(command: SimpleCommand | undefined): boolean {
  if (command === undefined || nameOfCommand(command) !== "echo" || command.redirects.length > 0) return false;
  const [first, ...others] = command.words.slice(1);
  if (first === undefined || isOption(first)) return false;
  return [first, ...others].every(({ parts }) =>
    parts.every(({ kind }) => kind !== "glob" && kind !== "brace-expansion"),
  );
}

function isOption({ parts: [part] }: ShellWord): boolean {
  return part?.kind === "literal" && part.text.startsWith("-");
}

/** `echo "$(command)"` and nothing else. */
function repeatsOutput(command: SimpleCommand): boolean {
  const [argument, ...others] = command.words.slice(1);
  if (argument === undefined || others.length > 0 || nameOfCommand(command) !== "echo") return false;
  const [part, ...rest] = argument.parts;
  const inner = part?.kind === "double-quoted" ? part.parts : argument.parts;
  const [only] = inner;
  if (rest.length > 0 || inner.length !== 1 || only?.kind !== "command-substitution") return false;
  return only.body.length > 0 && !isPlainEcho(findOnlyCommand(only.body)) && !readsFile(only.body);
}

/** `$(< file)` has no command. */
function readsFile(body: Parameters<typeof findOnlyCommand>[0]): boolean {
  return findOnlyCommand(body)?.words.length === 0;
}
