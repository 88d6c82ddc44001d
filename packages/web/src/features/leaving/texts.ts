import { defineTexts } from "../../texts/define-texts.ts";

/** Texts of taking everything along, and of letting everything go. */
export const leavingTexts = defineTexts({
  title: { en: "Export and deletion", ja: "エクスポートと削除" },
  settings: { en: "Settings", ja: "設定" },
  meaning: {
    en: "Everything that this tenant holds is yours: take it along in open formats, or let it be deleted with a proof.",
    ja: "テナントのすべてのデータをオープンな形式でエクスポートできます。証明書付きでの削除も可能です。",
  },
  export: { en: "Export everything", ja: "全データのエクスポート" },
  exportHint: {
    en: "One archive (tar): each table as lines of JSON, every report as it was uploaded, and a manifest with counts and digests. It is kept for a day. Passwords and keys are not in it.",
    ja: "1 つのアーカイブ（tar）に、全テーブルの JSON Lines、アップロードされたレポートの原本、件数とダイジェストの一覧をまとめます。保管期間は 1 日です。パスワードとキーは含まれません。",
  },
  typeName: { en: "Type the tenant's name: {{tenant}}", ja: "テナント名を入力: {{tenant}}" },
  begin: { en: "Begin export", ja: "エクスポートを開始" },
  archives: { en: "Archives", ja: "アーカイブ" },
  noArchives: { en: "No archive yet.", ja: "アーカイブはまだありません。" },
  begun: { en: "Begun", ja: "開始日時" },
  state: { en: "State", ja: "状態" },
  waiting: { en: "waits for its turn", ja: "待機中" },
  writing: { en: "is being written", ja: "作成中" },
  ready: { en: "ready", ja: "準備完了" },
  failed: { en: "failed: begin another one", ja: "失敗（もう一度開始してください）" },
  expired: { en: "expired", ja: "期限切れ" },
  progress: { en: "Rows and documents", ja: "行数と文書数" },
  progressOf: { en: "{{rows}} rows, {{blobs}} documents", ja: "{{rows}} 行、文書 {{blobs}} 件" },
  size: { en: "Size", ja: "サイズ" },
  until: { en: "Kept until", ja: "保管期限" },
  actions: { en: "Actions", ja: "操作" },
  download: { en: "Download", ja: "ダウンロード" },
  downloadOf: { en: "Download the archive of {{moment}}", ja: "{{moment}} のアーカイブをダウンロード" },
  linkUntil: {
    en: "The download begins. Its link is good until {{moment}}; an older one is good no more.",
    ja: "ダウンロードを開始しました。リンクの有効期限は {{moment}} です。以前のリンクは無効になりました。",
  },
  digest: { en: "SHA-256 of the archive", ja: "アーカイブの SHA-256" },
  deletion: { en: "Delete the tenant", ja: "テナントの削除" },
  deletionHint: {
    en: "After seven days everything is deleted: findings, reports, members, keys, the audit trail. Until then any owner can keep the tenant. Export first: nothing can be brought back.",
    ja: "申請から 7 日後に、検出事項、レポート、メンバー、キー、操作履歴のすべてを削除します。それまでは、どの所有者でも取り消せます。削除後は復元できないため、先にエクスポートしてください。",
  },
  ask: { en: "Ask for deletion", ja: "削除を申請" },
  asked: {
    en: "{{who}} asked for deletion on {{day}}. Everything is deleted on {{due}}.",
    ja: "{{day}} に {{who}} が削除を申請しました。{{due}} にすべて削除されます。",
  },
  keep: { en: "Keep the tenant", ja: "削除を取り消す" },
  kept: { en: "The tenant stays.", ja: "削除を取り消しました。" },
  receipt: {
    en: "Keep this receipt: with it you read the certificate of the deletion later. It is not shown again.",
    ja: "この受領番号を保管してください。削除後に証明書を確認するために必要です。再表示はできません。",
  },
  certificate: { en: "Read a certificate of deletion", ja: "削除証明書を確認する" },
});
