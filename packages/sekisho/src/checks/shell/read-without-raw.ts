import { flagValue, hasLetterFlag } from "../../semantics/commands/arguments.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const readWithoutRaw = defineShellCheck({
  id: "shell/read-without-raw",
  aliases: ["shellcheck:SC2162"],
  title: { en: "read removes backslashes", ja: "バックスラッシュを取り除く read" },
  severity: "info",
  why: {
    en: "Without `-r`, read takes a backslash for an escape and joins lines that end with one. Windows paths, patterns and JSON arrive changed.",
    ja: "`-r` がない場合、read はバックスラッシュをエスケープとして扱い、バックスラッシュで終わる行を次の行と連結します。Windows のパス、パターン、JSON などの内容が変わります。",
  },
  remediation: { en: "Write `read -r`.", ja: "`read -r` と記述してください。" },
  sources: ["POSIX, read: OPTIONS", "ShellCheck wiki, SC2162"],
  examples: {
    fail: [
      'FROM debian:12\nRUN while read line; do echo "$line"; done < list',
      'FROM debian:12\nRUN read name < list && echo "$name"',
    ],
    pass: [
      'FROM debian:12\nRUN while read -r line; do echo "$line"; done < list',
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN read -ra names < list && echo "${names[0]}"',
    ],
  },
  programs: ["read"],
  evaluate({ script, calls }) {
    return calls
      .filter(
        (call) => call.name === "read" && !hasLetterFlag(call, "r", "adinNptu") && flagValue(call, ["-t"]) !== "0",
      )
      .map(({ node, word }) => ({
        message: { en: "This read removes backslashes.", ja: "この read は、バックスラッシュを取り除きます。" },
        range: word,
        subject: `command:${namedBy(script.text, node)}`,
        fix: { safety: "proposal", edits: [{ start: word.end, end: word.end, text: " -r" }] } as const,
      }));
  },
});
