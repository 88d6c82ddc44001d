import { hasLetterFlag } from "../../semantics/commands/arguments.ts";
import { literalPieces } from "../../semantics/shell-words/literal-pieces.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const echoEscapeSequence = defineShellCheck({
  id: "shell/echo-escape-sequence",
  aliases: ["shellcheck:SC2028"],
  title: {
    en: "Escape sequence in echo",
    ja: "echo に渡されたエスケープシーケンス",
  },
  severity: "info",
  why: {
    en: "Whether echo turns `\\n` into a line end depends on the shell behind `/bin/sh`: dash does, bash and BusyBox do not. The written file changes with the base image.",
    ja: "echo が `\\n` を改行に変換するかどうかは、`/bin/sh` の実体に依存します。dash は変換し、bash と BusyBox は変換しません。ベースイメージによって、書き込まれる内容が変わります。",
  },
  remediation: {
    en: "Use printf, which gives the same result in every shell: `printf 'a\\nb\\n'`.",
    ja: "`printf 'a\\nb\\n'` のように、どのシェルでも同じ結果になる printf を使用してください。",
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
  marks: ["\\"],
  evaluate({ script, calls }) {
    return calls
      .filter((call) => call.name === "echo" && !hasLetterFlag({ args: call.args.slice(0, 1) }, "e"))
      .flatMap(({ args }) => args.filter(({ word }) => /\\[rntabefv]/.test(literalPieces(word))))
      .map((argument) => ({
        message: {
          en: `Shells treat the escape sequences in ${namedBy(script.text, argument)} differently.`,
          ja: `${namedBy(script.text, argument)} のエスケープシーケンスの扱いは、シェルによって異なります。`,
        },
        range: argument,
        subject: `text:${namedBy(script.text, argument)}`,
      }));
  },
});
