import type { Text } from "../model/text.ts";
import { schemeIds } from "../versions/scheme-ids.ts";

/** What can be done with versions. */
export const versionActions = ["compare", "sort"] as const;

/** What is read and printed. */
export const versionsDetails: Text = {
  en: "compare reads two versions a line, with a tab or blanks between them; ? stands for a line that cannot be compared. sort reads one version a line. What is no version is named on standard error, and the exit code is 3.",
  ja: "compare は、タブまたは空白で区切った 2 つのバージョンを 1 行ずつ標準入力から読み取り、比較できない行には ? を出力します。sort は 1 行に 1 つのバージョンを読み取ります。バージョンとして正しくない行は標準エラー出力に示し、終了コードは 3 になります。",
};

/** What to do, and the scheme. */
export const versionsOperand = {
  placeholder: "compare|sort SCHEME",
  completes: "nothing",
  words: [...versionActions, ...schemeIds],
  minimum: 2,
  maximum: 2,
  summary: {
    en: `What to do, and the version scheme: ${schemeIds.join(", ")}.`,
    ja: `操作とバージョン方式（${schemeIds.join("、")}）。`,
  },
} as const;

/** Calls worth showing. */
export const versionsExamples = [
  {
    call: "sekisho versions compare deb",
    summary: { en: "Prints <, = or > for each line.", ja: "1 行ごとに <、=、> を出力します。" },
  },
] as const;
