import { defineTexts } from "../../texts/define-texts.ts";

/** Texts of what was not looked at. */
export const coverageTexts = defineTexts({
  title: { en: "Coverage gaps", ja: "未検査の資産" },
  meaning: {
    en: "Nothing found here does not mean that nothing is wrong: nobody looked.",
    ja: "ここに表示される資産は検査されていません。検出事項がなくても、安全とは限りません。",
  },
  span: { en: "Looked at", ja: "最終確認" },
  notSince: {
    en: { one: "not for {{count}} day", other: "not for {{count}} days" },
    ja: "{{count}} 日以上確認なし",
  },
  kind: { en: "Kind", ja: "種類" },
  allKinds: { en: "All kinds", ja: "すべての種類" },
  project: { en: "Project", ja: "プロジェクト" },
  asset: { en: "Asset", ja: "資産" },
  seen: { en: "Last looked at", ja: "最終確認日時" },
  never: { en: "never", ja: "確認なし" },
  why: { en: "What is missing", ja: "未検査の内容" },
  "not-seen": { en: "Nobody looked lately", ja: "期間内の確認なし" },
  incomplete: { en: "Not looked at in full", ja: "一部のみ検査" },
  "ended-done": { en: "{{part}} looked", ja: "{{part}} は検査済み" },
  "ended-partial": { en: "{{part}} looked in part", ja: "{{part}} は一部のみ検査" },
  "ended-skipped": { en: "{{part}} was left out", ja: "{{part}} は対象なし" },
  "ended-failed": { en: "{{part}} failed", ja: "{{part}} は失敗" },
  noGaps: { en: "Everything was looked at", ja: "未検査の資産はありません" },
  noGapsMeaning: {
    en: "Every asset was examined in full within these days.",
    ja: "この期間に、すべての資産が検査されています。",
  },
});
