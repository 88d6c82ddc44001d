import { defineTexts } from "../../texts/define-texts.ts";

/** Texts of known flaws. */
export const flawTexts = defineTexts({
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
  exploitedSince: { en: "Known exploited since {{day}}", ja: "{{day}} に悪用を確認" },
  likely: { en: "{{share}} probability of attacks within 30 days", ja: "30 日以内に悪用される確率 {{share}}" },
  percentile: {
    en: "More likely than {{share}} of all known flaws",
    ja: "既知の脆弱性の {{share}} よりも高い確率です。",
  },
  about: { en: "What it is", ja: "脆弱性の内容" },
  score: { en: "CVSS {{score}}", ja: "CVSS {{score}}" },
  references: { en: { one: "{{count}} reference", other: "{{count}} references" }, ja: "参考情報 {{count}} 件" },
  package: { en: "Package", ja: "パッケージ" },
  installed: { en: "Installed", ja: "使用中のバージョン" },
  fixedIn: { en: "Repaired in", ja: "修正バージョン" },
  noFix: { en: "not yet", ja: "未公開" },
  places: { en: "Where it is open", ja: "未対応の箇所" },
  nowhere: {
    en: "It is open nowhere any more: it was repaired, or somebody decided about it.",
    ja: "未対応の箇所はありません。すべて修正または判断されています。",
  },
  findingCount: { en: { one: "{{shown}} finding", other: "{{shown}} findings" }, ja: "検出事項 {{shown}} 件" },
  findingsAtLeast: { en: "more than {{shown}} findings", ja: "検出事項 {{shown}} 件以上" },
  asset: { en: "Asset", ja: "資産" },
  kind: { en: "Kind", ja: "種類" },
  project: { en: "Project", ja: "プロジェクト" },
  firstSeen: { en: "First seen", ja: "初回検出" },
});
