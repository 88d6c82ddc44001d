import { defineTexts } from "../../texts/define-texts.ts";

/** Texts of the overview. */
export const overviewTexts = defineTexts("overview", {
  title: { en: "Overview", ja: "概要" },
  sentence: {
    en: {
      one: "{{count}} change removes {{share}} of the risk that is open",
      other: "{{count}} changes remove {{share}} of the risk that is open",
    },
    ja: "{{count}} 件の対処で、未対応のリスクの {{share}} を解消できます",
  },
  nothingOpen: { en: "Nothing is open", ja: "未対応の検出事項はありません" },
  noReports: { en: "No report has arrived yet", ja: "レポートはまだありません" },
  noReportsNext: {
    en: "Make an API key under Settings, then scan and upload. The result appears here.",
    ja: "設定で API キーを作成し、スキャン結果をアップロードしてください。結果がここに表示されます。",
  },
  open: { en: "Open now", ja: "未対応" },
  overdue: { en: "Overdue", ja: "期限超過" },
  actions: { en: "What to do first", ja: "優先して対処する項目" },
  action: { en: "Change", ja: "対処" },
  update: { en: "Update {{subject}}", ja: "{{subject}} を更新" },
  findings: { en: "Findings", ja: "検出事項" },
  assets: { en: "Assets", ja: "資産" },
  worst: { en: "Worst", ja: "最大の深刻度" },
  weight: { en: "Share of the risk", ja: "リスクの割合" },
  weightHint: {
    en: "A critical finding counts 1000, a high one 100, a medium one 10, a low one 1.",
    ja: "緊急を 1000、高を 100、中を 10、低を 1 として計算しています。",
  },
  trend: { en: "Changes of the last {{days}} days", ja: "直近 {{days}} 日間の推移" },
  trendUnit: { en: "findings a day", ja: "件 / 日" },
  trendEmpty: { en: "Nothing changed in these days.", ja: "この期間の変化はありません。" },
  new: { en: "New", ja: "新規" },
  fixed: { en: "Fixed or decided", ja: "修正・判断済み" },
  day: { en: "Day", ja: "日付" },
  table: { en: "As a table", ja: "表で表示" },
  repair: { en: "Time to repair", ja: "修正までの期間" },
  days: { en: { one: "{{count}} day", other: "{{count}} days" }, ja: "{{count}} 日" },
  projects: { en: "Projects", ja: "プロジェクト" },
  project: { en: "Project", ja: "プロジェクト" },
});
