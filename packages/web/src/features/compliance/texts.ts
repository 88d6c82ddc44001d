import { defineTexts } from "../../texts/define-texts.ts";

/** Texts of compliance. */
export const complianceTexts = defineTexts({
  title: { en: "Compliance", ja: "コンプライアンス" },
  framework: { en: "Framework", ja: "基準" },
  failed: { en: "Failed", ja: "不適合" },
  acceptedControls: { en: "Accepted", ja: "リスク受容" },
  passed: { en: "Passed", ja: "適合" },
  notAssessed: { en: "Not assessed", ja: "未評価" },
  control: { en: "Control", ja: "管理策" },
  outcome: { en: "Outcome", ja: "結果" },
  checks: { en: "Checks", ja: "チェック項目" },
  findings: { en: { one: "{{count}} finding", other: "{{count}} findings" }, ja: "検出事項 {{count}} 件" },
  accepted: { en: "{{count}} accepted", ja: "リスク受容 {{count}} 件" },
  scope: {
    en: { one: "{{count}} asset, looked at by {{sources}}", other: "{{count}} assets, looked at by {{sources}}" },
    ja: "資産 {{count}} 件（{{sources}} による確認）",
  },
  history: { en: "Failed controls over time", ja: "不適合の管理策の推移" },
  failedControls: { en: "failed controls", ja: "不適合の管理策" },
  span: { en: "Time range", ja: "期間" },
  days: { en: { one: "{{count}} day", other: "{{count}} days" }, ja: "{{count}} 日間" },
  copy: { en: "For the auditor", ja: "監査用の出力" },
});
