import { parsePathPattern } from "../../model/path-pattern.ts";
import type { Text } from "../../model/text.ts";

/** Says why a path pattern (gitignore's form) can never match a path; `undefined` when it is fine. */
export function findPathPatternProblem(pattern: string): Text | undefined {
  if (parsePathPattern(pattern) === undefined) return emptyPattern;
  if (pattern.split("/").includes("..")) return outside;
  return findGlobProblem(pattern);
}

/** Says why a glob is not closed: `[` without `]`, a backslash with nothing behind it; `undefined` when it is fine. */
export function findGlobProblem(glob: string): Text | undefined {
  for (let at = 0; at < glob.length; at++) {
    if (glob[at] === "\\") {
      if (at === glob.length - 1) return danglingEscape;
      at += 1;
    } else if (glob[at] === "[") {
      const closing = glob.indexOf("]", at + 1 + firstMembers(glob, at + 1));
      if (closing === -1) return unclosedSet;
      at = closing;
    }
  }
  return undefined;
}

const emptyPattern: Text = {
  en: "expected a path pattern, got one that is empty or a comment (write \\# for a name that begins with #)",
  ja: "パスのパターンを想定しましたが、空またはコメントです。# で始まる名前は \\# と書いてください。",
};

const outside: Text = {
  en: "expected a path pattern below the folder of this file, got a .. segment",
  ja: "このファイルのディレクトリ以下のパターンを想定しましたが、.. が含まれています。",
};

const danglingEscape: Text = {
  en: "expected a character behind the last \\, got the end (paths are written with /)",
  ja: "末尾の \\ の後に文字を想定しましたが、何もありません。パスの区切りには / を使ってください。",
};

const unclosedSet: Text = {
  en: "expected ] to close [, got the end of the glob",
  ja: "[ を閉じる ] を想定しましたが、グロブの末尾に達しました。",
};

/** Counts what cannot close a set because it stands first in it: `!` or `^`, then `]`. */
function firstMembers(glob: string, start: number): number {
  const negation = glob[start] === "!" || glob[start] === "^" ? 1 : 0;
  return glob[start + negation] === "]" ? negation + 1 : negation;
}
