import { defineTexts } from "../texts/define-texts.ts";

/** Texts around every page. */
export const shellTexts = defineTexts("shell", {
  navigation: { en: "Pages", ja: "ページ一覧" },
  skip: { en: "Skip to content", ja: "本文へ移動" },
  overview: { en: "Overview", ja: "概要" },
  trends: { en: "Trends", ja: "推移" },
  coverage: { en: "Coverage", ja: "検査範囲" },
  findings: { en: "Findings", ja: "検出事項" },
  assets: { en: "Assets", ja: "資産" },
  components: { en: "Components", ja: "コンポーネント" },
  advisories: { en: "Advisories", ja: "脆弱性" },
  compliance: { en: "Compliance", ja: "コンプライアンス" },
  reports: { en: "Reports", ja: "レポート" },
  settings: { en: "Settings", ja: "設定" },
  search: { en: "Search findings", ja: "検出事項を検索" },
  searchHint: { en: "Words, CVE, package", ja: "語句、CVE、パッケージ" },
  language: { en: "日本語", ja: "English" },
  theme: { en: "Light or dark", ja: "明暗の切り替え" },
  account: { en: "Account", ja: "アカウント" },
  signOut: { en: "Sign out", ja: "サインアウト" },
  owner: { en: "Owner", ja: "所有者" },
  admin: { en: "Administrator", ja: "管理者" },
  editor: { en: "Editor", ja: "編集者" },
  viewer: { en: "Viewer", ja: "閲覧者" },
  auditor: { en: "Auditor", ja: "監査者" },
});
