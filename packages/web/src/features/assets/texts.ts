import { defineTexts } from "../../texts/define-texts.ts";

/** Texts of assets. */
export const assetTexts = defineTexts("assets", {
  title: { en: "Assets", ja: "資産" },
  search: { en: "Part of the name", ja: "名前の一部" },
  name: { en: "Name", ja: "名前" },
  kind: { en: "Kind", ja: "種類" },
  project: { en: "Project", ja: "プロジェクト" },
  open: { en: "Open", ja: "未対応" },
  seen: { en: "Last looked at", ja: "最終確認" },
  never: { en: "not known", ja: "不明" },
  empty: {
    en: "Assets come with reports: scan something and upload the result.",
    ja: "資産はレポートとともに登録されます。スキャンして結果をアップロードしてください。",
  },
  findings: { en: "Show findings", ja: "検出事項を表示" },
  chain: { en: "From build to cluster", ja: "ビルドからクラスターまで" },
  earlier: { en: "Made from", ja: "作成元" },
  later: { en: "Used by", ja: "利用先" },
  components: { en: "Packages", ja: "パッケージ" },
  witnesses: { en: "Who looks at it", ja: "確認しているツール" },
  tool: { en: "Tool", ja: "ツール" },
  complete: { en: "Examined", ja: "検査範囲" },
  whole: { en: "in full", ja: "すべて検査" },
  partly: { en: "in part: {{parts}}", ja: "一部のみ検査: {{parts}}" },
  digest: { en: "Digest", ja: "ダイジェスト" },
});
