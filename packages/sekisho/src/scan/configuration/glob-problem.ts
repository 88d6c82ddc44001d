import type { Text } from "../../model/text.ts";

/**
 * Says why a glob can never match a path of a report, or is not closed; `undefined` when it is fine.
 *
 * Globs know `*`, `**`, `?`, `[…]`, `{a,b}` and `\` before a character, and match paths relative to the working
 * directory with forward slashes.
 */
export function findGlobProblem(glob: string): Text | undefined {
  if (glob.startsWith("/")) return absolute;
  if (glob.split("/").includes("..")) return outside;
  return findUnclosed(glob);
}

const absolute: Text = {
  en: "expected a glob relative to the working directory, got a leading /",
  ja: "作業ディレクトリからの相対パスのグロブを想定しましたが、/ で始まっています。",
};

const outside: Text = {
  en: "expected a glob inside the working directory, got a .. segment",
  ja: "作業ディレクトリ内のグロブを想定しましたが、.. が含まれています。",
};

const danglingEscape: Text = {
  en: "expected a character behind the last \\, got the end (paths are written with /)",
  ja: "末尾の \\ の後に文字を想定しましたが、何もありません。パスの区切りには / を使ってください。",
};

function findUnclosed(glob: string): Text | undefined {
  let opening: string | undefined;
  for (let at = 0; at < glob.length; at++) {
    const character = glob[at];
    if (character === "\\") {
      if (at === glob.length - 1) return danglingEscape;
      at += 1;
    } else if (opening === undefined && (character === "[" || character === "{")) {
      opening = character;
      if (character === "[") at += firstMembers(glob, at + 1);
    } else if ((opening === "[" && character === "]") || (opening === "{" && character === "}")) {
      opening = undefined;
    }
  }
  return opening === undefined ? undefined : unclosed(opening);
}

/** Counts what cannot close a set because it stands first in it: `!` or `^`, then `]`. */
function firstMembers(glob: string, start: number): number {
  const negation = glob[start] === "!" || glob[start] === "^" ? 1 : 0;
  return glob[start + negation] === "]" ? negation + 1 : negation;
}

function unclosed(opening: string): Text {
  const closing = opening === "[" ? "]" : "}";
  return {
    en: `expected ${closing} to close ${opening}, got the end of the glob`,
    ja: `${opening} を閉じる ${closing} を想定しましたが、グロブの末尾に達しました。`,
  };
}
