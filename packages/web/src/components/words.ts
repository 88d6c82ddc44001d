import { defineTexts } from "../texts/define-texts.ts";

/** Words that every page uses. */
export const words = defineTexts("words", {
  critical: { en: "Critical", ja: "緊急" },
  high: { en: "High", ja: "高" },
  medium: { en: "Medium", ja: "中" },
  low: { en: "Low", ja: "低" },
  info: { en: "Info", ja: "情報" },
  open: { en: "Open", ja: "未対応" },
  reopened: { en: "Reopened", ja: "再発" },
  fixed: { en: "Fixed", ja: "修正済み" },
  accepted: { en: "Accepted", ja: "リスク受容" },
  "false-positive": { en: "False positive", ja: "誤検知" },
  excluded: { en: "Excluded", ja: "対象外" },
  misconfiguration: { en: "Misconfiguration", ja: "設定の不備" },
  vulnerability: { en: "Vulnerability", ja: "脆弱性" },
  secret: { en: "Secret", ja: "平文の秘密情報" },
  malware: { en: "Malware", ja: "マルウェア" },
  activity: { en: "Activity", ja: "不審な操作" },
  loading: { en: "Loading", ja: "読み込み中" },
  failed: { en: "This could not be shown", ja: "表示できませんでした" },
  unreachable: {
    en: "The platform does not answer. Nothing you entered was lost.",
    ja: "プラットフォームに接続できません。入力した内容は失われていません。",
  },
  defect: {
    en: "The platform made a mistake. Its log says more about this request:",
    ja: "プラットフォームで問題が発生しました。詳細はサーバーのログで、次のリクエスト ID から確認できます。",
  },
  forbidden: {
    en: "Your role does not include this. Ask an owner or administrator of the tenant.",
    ja: "現在の権限では表示できません。テナントの所有者または管理者にお問い合わせください。",
  },
  again: { en: "Try again", ja: "再試行" },
  more: { en: "Show more", ja: "さらに表示" },
  search: { en: "Search", ja: "検索" },
  nothing: { en: "Nothing to show", ja: "表示する項目はありません" },
  copy: { en: "Copy", ja: "コピー" },
  copied: { en: "Copied", ja: "コピーしました" },
});
