import type { Text } from "../model/text.ts";

/** What can be done with versions. */
export const versionActions = ["compare", "sort"] as const;

/** What is read and printed. */
export const versionsDetails: Text = {
  en: "compare reads two versions a line, with a tab or blanks between them; ? stands for a line that cannot be compared. sort reads one version a line. What is no version is named on standard error, and the exit code is 3.",
  ja: "compare は、タブまたは空白で区切った 2 つのバージョンを 1 行ずつ標準入力から読み取り、比較できない行には ? を出力します。sort は 1 行に 1 つのバージョンを読み取ります。バージョンとして正しくない行は標準エラー出力に示し、終了コードは 3 になります。",
};
