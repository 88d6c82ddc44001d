import { hasExpansion, namedBy } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const trapExpandedEarly = defineShellCheck({
  id: "shell/trap-expanded-early",
  aliases: ["shellcheck:SC2064"],
  title: { en: "Action of a trap expanded too early", ja: "設定時に展開される trap の処理内容" },
  severity: "low",
  why: {
    en: "In double quotes, the shell expands variables and runs substitutions at once, not when the trap fires. The trap then cleans up what an old value names, or nothing.",
    ja: "二重引用符の中では、トラップの発動時ではなく設定時に変数が展開され、コマンド置換が実行されます。その時点の古い値に対して後始末が行われるか、何も行われません。",
  },
  remediation: {
    en: "Write the action in single quotes: `trap 'rm -f \"$file\"' EXIT`.",
    ja: "`trap 'rm -f \"$file\"' EXIT` のように、処理内容を一重引用符で囲んでください。",
  },
  sources: ["POSIX, trap: EXAMPLES", "ShellCheck wiki, SC2064"],
  examples: {
    fail: [
      'FROM debian:12\nRUN trap "rm -r $dir" EXIT; dir="$(mktemp -d)"; make',
      'FROM debian:12\nRUN trap "echo $(date)" EXIT; make',
    ],
    pass: [
      'FROM debian:12\nRUN trap \'rm -r "$dir"\' EXIT; dir="$(mktemp -d)"; make',
      'FROM debian:12\nRUN trap "rm -r /tmp/build" EXIT; make',
    ],
  },
  marks: ["trap"],
  evaluate({ script, calls }) {
    return calls
      .filter(({ name }) => name === "trap")
      .flatMap(({ args }) => args[0]?.word.parts ?? [])
      .flatMap((part) => (part.kind === "double-quoted" ? part.parts : []))
      .filter((part) => hasExpansion([part]))
      .map((part) => ({
        message: {
          en: `${namedBy(script.text, part)} is expanded now, not when the trap fires.`,
          ja: `${namedBy(script.text, part)} は、トラップの発動時ではなく、この時点で展開されます。`,
        },
        range: part,
        subject: `trap:${namedBy(script.text, part)}`,
      }));
  },
});
