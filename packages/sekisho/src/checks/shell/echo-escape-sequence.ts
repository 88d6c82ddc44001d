import { hasLetterFlag } from "../../semantics/commands/arguments.ts";
import { literalPieces } from "../../semantics/shell-words/literal-pieces.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const echoEscapeSequence = defineShellCheck({
  id: "shell/echo-escape-sequence",
  aliases: ["shellcheck:SC2028"],
  title: {
    en: "echo may print an escape sequence as it is written",
    ja: "echo のエスケープシーケンスがそのまま出力される可能性",
  },
  severity: "info",
  why: {
    en: "Whether echo turns \\n into a line end depends on the shell behind /bin/sh: dash does, bash and busybox do not. The written file changes with the base image.",
    ja: "echo が \\n を改行に変換するかどうかは、/bin/sh の実体に依存します。dash は変換し、bash と busybox は変換しません。ベースイメージによって、書き込まれる内容が変わります。",
  },
  remediation: {
    en: "Use printf, which does the same everywhere: printf 'a\\nb\\n'.",
    ja: "どの環境でも同じ結果になる printf を使用してください。例: printf 'a\\nb\\n'",
  },
  sources: ["POSIX, echo: APPLICATION USAGE", "ShellCheck wiki, SC2028"],
  examples: {
    fail: ['FROM debian:12\nRUN echo "one\\ntwo" > list', "FROM debian:12\nRUN echo 'a\\tb' >> list"],
    pass: [
      'FROM debian:12\nRUN printf "one\\ntwo\\n" > list',
      "FROM debian:12\nRUN echo one",
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN echo -e "one\\ntwo"',
    ],
  },
  evaluate({ script, calls }) {
    return calls
      .filter((call) => call.name === "echo" && !hasLetterFlag({ args: call.args.slice(0, 1) }, "e"))
      .flatMap(({ args }) => args.filter(({ word }) => /\\[rntabefv]/.test(literalPieces(word))))
      .map((argument) => ({
        message: {
          en: `The escape sequences of ${namedBy(script.text, argument)} mean something else in another shell.`,
          ja: `${namedBy(script.text, argument)} のエスケープシーケンスの扱いは、シェルによって異なります。`,
        },
        range: argument,
        subject: `text:${namedBy(script.text, argument)}`,
      }));
  },
});
