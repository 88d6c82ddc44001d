import type { Text } from "../model/text.ts";

/** What `--in` is for. */
export const explainDetails: Text = {
  en: "With --in REPORT, the whole chain that led to a finding is told: the package as it was found and where, its normal form, every advisory that speaks of it with the comparison that was made, ratings, risk, what to do, and the date of the data.",
  ja: "--in REPORT を指定すると、検出事項に至った経緯をすべて示します。見つかったパッケージとその位置、正規化した形、関係するアドバイザリと比較の内容、深刻度の根拠、リスク、対処方法、データの時点を確認できます。",
};

/** Options of `sekisho explain`. */
export const explainOptions = [
  {
    name: "in",
    value: { placeholder: "REPORT", completes: "file" },
    summary: {
      en: "A report (--format json) whose finding is explained.",
      ja: "説明する検出事項を含むレポート（--format json で出力したもの）。",
    },
  },
] as const;

/** Calls worth showing. */
export const explainExamples = [
  {
    call: "sekisho explain CVE-2021-23337 --in report.json",
    summary: { en: "Why a report says so.", ja: "レポートの判定の根拠を確認します。" },
  },
] as const;
