import { expansionsOf } from "../../semantics/shell-words/expansions.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const backquotes = defineShellCheck({
  id: "shell/backquotes",
  aliases: ["shellcheck:SC2006"],
  title: { en: "Command substitution in backquotes", ja: "バッククォートで記述されたコマンド置換" },
  severity: "info",
  why: {
    en: "Inside backquotes, backslashes and quotes follow other rules, and a nested substitution needs escapes. The marks are easy to overlook, and edits break them.",
    ja: "バッククォートの中では、バックスラッシュと引用符の扱いが通常と異なり、入れ子にするにはエスケープが必要です。記号を見落としやすく、編集時に誤りが生じやすい書き方です。",
  },
  remediation: { en: "Write `$(command)`.", ja: "`$(command)` の形式で記述してください。" },
  sources: ["POSIX Shell Command Language, 2.6.3 Command Substitution", "ShellCheck wiki, SC2006"],
  examples: {
    fail: [
      'FROM debian:12\nRUN version=`cat version` && echo "$version"',
      'FROM debian:12\nRUN echo "built at `date`"',
      'FROM debian:12\nRUN echo "`echo \\`date\\``"',
    ],
    pass: ['FROM debian:12\nRUN echo "built at $(date)"', "FROM debian:12\nRUN echo 'no `substitution`'"],
  },
  marks: ["`"],
  evaluate({ script }) {
    return expansionsOf(script)
      .substitutions.filter(({ part }) => part.isBackquoted && part.body.length > 0)
      .map(({ part }) => {
        const inner = script.text.slice(part.start + 1, part.end - 1);
        const isWhole = script.text.charAt(part.start) === "`" && script.text.charAt(part.end - 1) === "`";
        const edits = [
          { start: part.start, end: part.start + 1, text: "$(" },
          { start: part.end - 1, end: part.end, text: ")" },
        ] as const;
        return {
          message: {
            en: `${namedBy(script.text, part)} is a command substitution in backquotes.`,
            ja: `${namedBy(script.text, part)} は、バッククォートによるコマンド置換です。`,
          },
          range: part,
          subject: `substitution:${namedBy(script.text, part)}`,
          ...(isWhole && !/[\\#`]/.test(inner) ? { fix: { safety: "safe", edits } as const } : {}),
        };
      });
  },
});
