import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const collapsedBlanks = defineShellCheck({
  id: "shell/collapsed-blanks",
  aliases: ["shellcheck:SC2291"],
  title: { en: "Spaces in echo collapse into one", ja: "echo で 1 つにまとめられる連続した空白" },
  severity: "info",
  why: {
    en: "The shell splits the text at spaces, and echo writes one space between the words. The layout of the written file is lost.",
    ja: "シェルは空白で単語を分割し、echo は単語の間に空白を 1 つだけ出力します。書き込むファイルの桁ぞろえやインデントが失われます。",
  },
  remediation: {
    en: 'Write the whole text in quotes: `echo "a   b"`.',
    ja: '`echo "a   b"` のように、文字列全体を引用符で囲んでください。',
  },
  sources: ["POSIX Shell Command Language, 2.3 Token Recognition", "ShellCheck wiki, SC2291"],
  examples: {
    fail: ["FROM debian:12\nRUN echo key        value > list"],
    pass: [
      'FROM debian:12\nRUN echo "key        value" > list',
      "FROM debian:12\nRUN echo key value",
      "FROM debian:12\nRUN echo one \\\n        two",
    ],
  },
  marks: ["    "],
  evaluate({ script, calls, placeOf }) {
    const isWide = (start: number, end: number): boolean => {
      if (!isColumn.test(script.text.slice(start, end))) return false;
      const place = placeOf({ start, end });
      return place.end - place.start === end - start;
    };
    return calls
      .filter(
        ({ name, args }) =>
          name === "echo" && args.some(({ end }, index) => isWide(end, args[index + 1]?.start ?? end)),
      )
      .map(({ node }) => ({
        message: { en: "Several spaces in a row become one.", ja: "連続した空白は 1 つにまとめられます。" },
        range: node,
        subject: `command:${namedBy(script.text, node)}`,
      }));
  },
});

/** From four blanks on, somebody meant a column; an indented continuation line is no such place. */
const isColumn = /^ {4,}$/;
