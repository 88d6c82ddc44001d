import { hasFlag, hasLetterFlag } from "../../semantics/commands/arguments.ts";
import { insertArguments } from "../../semantics/editing/command-edits.ts";
import { runCallsOf } from "../../semantics/stages/run-calls.ts";
import { rangeOf } from "../../semantics/stages/scripts.ts";
import { defineDockerfileCheck } from "./define.ts";

/** Long options that keep the progress bar out of the build log. */
const quietOptions = ["--progress", "--quiet", "--no-verbose", "-nv", "--output-file", "--append-output"];
/** Letters of wget whose value stands in the same word. */
const valueLetters = "oaietOTwQPUBDAIRlX";

export const wgetWithoutProgress = defineDockerfileCheck({
  id: "dockerfile/wget-without-progress",
  aliases: ["hadolint:DL3047"],
  title: { en: "wget fills the build log with progress lines", ja: "進捗表示でビルドログを埋める wget" },
  severity: "info",
  why: {
    en: "Without a terminal, wget prints a line for every 50 KB. A large download writes thousands of lines and hides what matters in the log.",
    ja: "端末がない環境では、wget は 50 KB ごとに 1 行を出力します。大きなファイルをダウンロードすると数千行になり、重要なログが埋もれます。",
  },
  remediation: {
    en: "Add `--progress=dot:giga` (one line for every 32 MB), or `-nv` to print only the file name.",
    ja: "`--progress=dot:giga`（32 MB ごとに 1 行）、またはファイル名だけを出力する `-nv` を追加してください。",
  },
  sources: ["GNU Wget manual, Download Options: --progress"],
  examples: {
    fail: [
      "FROM debian:12\nRUN wget https://example.com/a.tar.gz",
      "FROM debian:12\nRUN apt-get update && wget -O a.tar https://example.com/a.tar",
    ],
    pass: [
      "FROM debian:12\nRUN wget --progress=dot:giga https://example.com/a.tar.gz",
      "FROM debian:12\nRUN wget -qO- https://example.com/a.tar.gz",
      "FROM debian:12\nRUN wget -nv https://example.com/a.tar.gz",
      "FROM debian:12\nRUN wget -a /tmp/log https://example.com/a.tar.gz",
      "FROM debian:12\nRUN apt-get install -y wget",
    ],
  },
  evaluate(build) {
    return runCallsOf(build, (name) => name === "wget").flatMap((located) => {
      const { call, script, step } = located;
      if (hasFlag(call, ...quietOptions)) return [];
      if (["q", "o", "a"].some((letter) => hasLetterFlag(call, letter, valueLetters))) return [];
      return [
        {
          message: {
            en: "wget has neither `--progress` nor an option that makes it quiet.",
            ja: "wget に `--progress` も、出力を抑えるオプションも指定されていません。",
          },
          range: rangeOf(script, call.word),
          subject: `${step.stage.subject}/command:wget`,
          fix: { safety: "safe", edits: [insertArguments(build, located, call.word, ["--progress=dot:giga"])] },
        },
      ];
    });
  },
});
