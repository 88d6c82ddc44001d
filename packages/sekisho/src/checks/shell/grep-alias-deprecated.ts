import { defineShellCheck } from "./define.ts";

export const grepAliasDeprecated = defineShellCheck({
  id: "shell/grep-alias-deprecated",
  aliases: ["shellcheck:SC2196", "shellcheck:SC2197"],
  title: { en: "Obsolescent egrep or fgrep", ja: "廃止予定の egrep または fgrep" },
  severity: "info",
  why: {
    en: "Since version 3.8, GNU grep prints a warning for each call. Small images may not contain the two names, and the build then fails.",
    ja: "GNU grep は 3.8 以降、呼び出しのたびに警告を出力します。小さなイメージではこの 2 つのコマンドが含まれず、ビルドが失敗することもあります。",
  },
  remediation: {
    en: "Write `grep -E` instead of egrep, `grep -F` instead of fgrep.",
    ja: "egrep の代わりに `grep -E`、fgrep の代わりに `grep -F` を使用してください。",
  },
  sources: ["GNU grep 3.8 release notes", "ShellCheck wiki, SC2196 and SC2197"],
  examples: {
    fail: ["FROM debian:12\nRUN egrep 'a|b' list", "FROM debian:12\nRUN fgrep a.b list > found"],
    pass: [
      "FROM debian:12\nRUN grep -E 'a|b' list",
      "FROM debian:12\nRUN grep -F a.b list",
      "FROM debian:12\nRUN apk add egrep",
    ],
  },
  programs: ["egrep", "fgrep"],
  evaluate({ calls }) {
    return calls.flatMap(({ name, word }) => {
      if (name !== "egrep" && name !== "fgrep") return [];
      const instead = name === "egrep" ? "grep -E" : "grep -F";
      const [part] = word.parts;
      const isPlain = part?.kind === "literal" && part.text === name;
      return [
        {
          message: {
            en: `${name} is obsolescent; ${instead} does the same.`,
            ja: `${name} は廃止予定です。${instead} が同じ動作をします。`,
          },
          range: word,
          subject: `command:${name}`,
          ...(isPlain
            ? { fix: { safety: "safe", edits: [{ start: word.start, end: word.end, text: instead }] } as const }
            : {}),
        },
      ];
    });
  },
});
