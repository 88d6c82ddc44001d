import { defineTexts } from "../../texts/define-texts.ts";

/** Texts of reports. */
export const reportTexts = defineTexts("reports", {
  title: { en: "Reports", ja: "レポート" },
  received: { en: "Received", ja: "受信日時" },
  project: { en: "Project", ja: "プロジェクト" },
  format: { en: "Format", ja: "形式" },
  state: { en: "State", ja: "状態" },
  queued: { en: "waits", ja: "待機中" },
  importing: { en: "is read", ja: "取り込み中" },
  imported: { en: "in the book", ja: "取り込み済み" },
  superseded: { en: "overtaken by a later one", ja: "新しいレポートを優先" },
  failed: { en: "failed: {{reason}}", ja: "失敗: {{reason}}" },
  findings: { en: "Findings", ja: "検出事項" },
  new: { en: "New", ja: "新規" },
  fixed: { en: "Fixed", ja: "修正済み" },
  partly: { en: "Not everything was examined", ja: "未検査の対象あり" },
  diagnostics: {
    en: { one: "{{count}} diagnostic", other: "{{count}} diagnostics" },
    ja: "診断メッセージ {{count}} 件",
  },
  notes: { en: "Remarks", ja: "備考" },
  empty: {
    en: "Send the first one: scan, then upload with an API key.",
    ja: "API キーを使用して、スキャン結果をアップロードしてください。",
  },
});
