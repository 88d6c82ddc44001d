import { defineTexts } from "../../texts/define-texts.ts";

/** Texts of known flaws. */
export const flawTexts = defineTexts("flaws", {
  title: { en: "Advisories", ja: "脆弱性" },
  search: { en: "CVE, GHSA", ja: "CVE、GHSA" },
  name: { en: "Flaw", ja: "脆弱性" },
  what: { en: "Title", ja: "概要" },
  worst: { en: "Worst", ja: "最大の深刻度" },
  packages: { en: "Packages", ja: "パッケージ" },
  findings: { en: "Findings", ja: "検出事項" },
  assets: { en: "Assets", ja: "資産" },
  exploited: { en: "Known exploited", ja: "悪用確認済み" },
  epss: { en: "EPSS", ja: "悪用予測確率" },
  since: { en: "since {{day}}", ja: "{{day}} から" },
  empty: {
    en: "No known flaw was found in what was uploaded.",
    ja: "アップロードされたレポートに、既知の脆弱性はありません。",
  },
});
