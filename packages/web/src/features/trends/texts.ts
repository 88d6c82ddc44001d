import { defineTexts } from "../../texts/define-texts.ts";

/** Texts of the trends. */
export const trendTexts = defineTexts({
  title: { en: "Trends", ja: "推移" },
  span: { en: "Time range", ja: "期間" },
  days: { en: { one: "{{count}} day", other: "{{count}} days" }, ja: "{{count}} 日" },
  open: { en: "Open at the end of each day", ja: "各日の終わりに未対応の件数" },
  changes: { en: "New against fixed", ja: "新規と修正・判断" },
  late: { en: "What is late", ja: "対応期限の状況" },
  severity: { en: "Severity", ja: "深刻度" },
  overdue: { en: "Overdue", ja: "期限超過" },
  dueSoon: { en: "Due within 7 days", ja: "7 日以内に期限" },
  repair: { en: "Time to repair", ja: "修正までの期間" },
  nothingRepaired: { en: "Nothing was repaired in these days.", ja: "この期間に修正された検出事項はありません。" },
  fixed: { en: "Repaired", ja: "修正済み" },
  mean: { en: "Mean", ja: "平均" },
  median: { en: "Median", ja: "中央値" },
  inTime: { en: "Before it was due", ja: "期限内の割合" },
  notKnown: { en: "no due date", ja: "期限の設定なし" },
});
