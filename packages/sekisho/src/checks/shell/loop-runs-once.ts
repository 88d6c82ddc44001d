import type { ShellWord, WordPart } from "../../formats/shell/syntax.ts";
import { commandsOf } from "../../formats/shell/visit.ts";
import { literalOf } from "../../formats/shell/word-text.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const loopRunsOnce = defineShellCheck({
  id: "shell/loop-runs-once",
  aliases: ["shellcheck:SC2041", "shellcheck:SC2042", "shellcheck:SC2043", "shellcheck:SC2066"],
  title: { en: "Loop that runs only once", ja: "1 回しか実行されないループ" },
  severity: "low",
  why: {
    en: "The list of the loop is one fixed word, because quotes hide the intended pattern or expansion, or spaces are missing. All values but the first are silently left out.",
    ja: "ループの対象が固定の 1 語になっています。意図したパターンや展開が引用符で囲まれているか、区切りの空白が欠けており、2 つ目以降の値が何の通知もなく無視されます。",
  },
  remediation: {
    en: "Write the values as separate words: `for name in a b c`. Do not put quotes around patterns and substitutions in the list.",
    ja: "`for name in a b c` のように、値を空白で区切って記述してください。リスト内のパターンやコマンド置換は引用符で囲みません。",
  },
  sources: ["POSIX Shell Command Language, 2.9.4.2 The for Loop", "ShellCheck wiki, SC2041, SC2042, SC2043 and SC2066"],
  examples: {
    fail: [
      'FROM debian:12\nRUN for package in curl; do apt-get install -y "$package"; done',
      'FROM debian:12\nRUN for file in "$(ls)"; do cat "$file"; done',
      "FROM debian:12\nRUN for file in 'a b c'; do cat \"$file\"; done",
      'FROM debian:12\nRUN for name in a,b,c; do touch "$name"; done',
      'FROM debian:12\nRUN for file in "*.txt"; do cat "$file"; done',
    ],
    pass: [
      'FROM debian:12\nRUN for package in curl git; do apt-get install -y "$package"; done',
      'FROM debian:12\nRUN for file in $(cat list); do cat "$file"; done',
      'FROM debian:12\nRUN for file in *.txt; do cat "$file"; done',
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN for name in {a,b}; do touch "$name"; done',
      'FROM debian:12\nRUN for package in $PACKAGES; do echo "$package"; done',
      'FROM debian:12\nRUN for argument in "$@"; do echo "$argument"; done',
    ],
  },
  marks: ["for"],
  evaluate({ script }) {
    return commandsOf(script).flatMap((command) => {
      if (command.kind !== "for" || command.words?.length !== 1) return [];
      const [word] = command.words;
      if (word === undefined || !isOneValue(word)) return [];
      const name = namedBy(script.text, word);
      return [
        {
          message: { en: `The loop gets ${name} as its only value.`, ja: `ループに渡される値は ${name} だけです。` },
          range: word,
          subject: `loop:${name}`,
        },
      ];
    });
  },
});

function isOneValue(word: ShellWord): boolean {
  const [first] = word.parts;
  if (first === undefined) return false;
  if (literalOf(word) !== undefined) return true;
  if (word.parts.length > 1 || first.kind !== "double-quoted") return false;
  return first.parts.some(isSplitWithoutQuotes) && !first.parts.some(isList);
}

function isSplitWithoutQuotes({ kind }: WordPart): boolean {
  return kind === "command-substitution" || kind === "parameter";
}

/** `"$@"` and `"${list[@]}"` stay several words in quotes. */
function isList(part: WordPart): boolean {
  return part.kind === "parameter" && (part.name === "@" || part.index === "@" || part.index === "*");
}
