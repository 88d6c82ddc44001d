import { literalOf } from "../../formats/shell/word-text.ts";
import { defineBashOnlyCheck } from "./define-bash-only.ts";

export const echoOptionUnderSh = defineBashOnlyCheck({
  id: "shell/echo-option-under-sh",
  aliases: ["shellcheck:SC3036", "shellcheck:SC3037"],
  title: { en: "echo option in a script for sh", ja: "sh のスクリプト内の echo のオプション" },
  effect: {
    en: "dash prints `-e` as text, so the written file begins with it.",
    ja: "dash は `-e` をそのまま出力するため、書き込まれるファイルの先頭に `-e` が入ります。",
  },
  instead: { en: "Write `printf 'text\\n'`.", ja: "`printf 'text\\n'` のように printf を使用してください。" },
  support: { busybox: true },
  sources: ["POSIX, echo: OPTIONS", "ShellCheck wiki, SC3037"],
  examples: {
    fail: ['FROM debian:12\nRUN echo -e "a\\nb" > list', "FROM debian:12\nRUN echo -n a > list"],
    pass: [
      'FROM debian:12\nRUN printf "a\\nb\\n" > list',
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN echo -e "a\\nb" > list',
      "FROM debian:12\nRUN echo a -e",
      "FROM debian:12\nRUN /bin/echo -e a",
      'FROM debian:12\nRUN echo "-e a"',
      "FROM debian:12\nRUN echo -x",
    ],
  },
  programs: ["echo"],
  find({ calls }) {
    return calls.flatMap(({ word, args: [first] }) => {
      if (first?.text.startsWith("-") !== true || literalOf(word) !== "echo" || !/^-[eEn]+$/.test(first.literal ?? ""))
        return [];
      const support = { busybox: true, dash: first.literal === "-n" };
      return [{ range: { start: first.start, end: first.end }, support }];
    });
  },
});
