import type { Text } from "../contract/text.ts";

/** Severities as people read them. */
export const severityWords: Readonly<Record<string, Text>> = {
  critical: { en: "critical", ja: "緊急" },
  high: { en: "high", ja: "高" },
  medium: { en: "medium", ja: "中" },
  low: { en: "low", ja: "低" },
  info: { en: "info", ja: "情報" },
};

/** States of findings as people read them. */
export const stateWords: Readonly<Record<string, Text>> = {
  open: { en: "open", ja: "未対応" },
  reopened: { en: "reopened", ja: "再発" },
  fixed: { en: "fixed", ja: "修正済み" },
  accepted: { en: "accepted", ja: "リスク受容" },
  "false-positive": { en: "false positive", ja: "誤検知" },
  excluded: { en: "excluded", ja: "対象外" },
};

/** Outcomes of controls as people read them. */
export const outcomeWords: Readonly<Record<string, Text>> = {
  failed: { en: "failed", ja: "不適合" },
  accepted: { en: "accepted", ja: "リスク受容" },
  passed: { en: "passed", ja: "適合" },
  "not-assessed": { en: "not assessed", ja: "未評価" },
};

/** Headings and phrases of documents. */
export const phrases = {
  compliance: { en: "Compliance report", ja: "コンプライアンス報告書" },
  framework: { en: "Framework", ja: "基準" },
  source: { en: "Source", ja: "出典" },
  made: { en: "Made", ja: "作成日時" },
  tenant: { en: "Tenant", ja: "テナント" },
  project: { en: "Project", ja: "プロジェクト" },
  everyProject: { en: "all", ja: "すべて" },
  assetKind: { en: "Kind of assets", ja: "資産の種類" },
  summary: { en: "Summary", ja: "概要" },
  outcome: { en: "Outcome", ja: "評価" },
  control: { en: "Control", ja: "管理策" },
  controls: { en: "Controls", ja: "管理策の評価" },
  title: { en: "Title", ja: "題名" },
  checks: { en: "Checks", ja: "チェック項目" },
  openFindings: { en: "Open findings", ja: "未対応の検出事項" },
  acceptedFindings: { en: "Accepted findings", ja: "受容した検出事項" },
  severity: { en: "Severity", ja: "深刻度" },
  state: { en: "State", ja: "状態" },
  asset: { en: "Asset", ja: "資産" },
  since: { en: "Since", ja: "検出日" },
  count: { en: "Count", ja: "件数" },
  moreEvidence: {
    en: "More findings are not listed here.",
    ja: "ほかにも検出事項があります。ここには一部のみ記載しています。",
  },
  basis: { en: "What the answers rest on", ja: "評価の根拠" },
  assets: { en: "Assets that were looked at", ja: "検査した資産" },
  tools: { en: "Tools", ja: "使用したツール" },
  looked: { en: "Looked at between", ja: "検査期間" },
  posture: { en: "Security report", ja: "セキュリティ報告書" },
  overdue: { en: "Overdue", ja: "期限超過" },
  dueSoon: { en: "Due within seven days", ja: "7 日以内に期限" },
  byProject: { en: "Open findings by project", ja: "プロジェクト別の未対応件数" },
  repair: { en: "Time to repair", ja: "修正までの日数" },
  meanDays: { en: "Mean days", ja: "平均日数" },
  medianDays: { en: "Median days", ja: "中央値（日）" },
  fixed: { en: "Fixed", ja: "修正済み" },
  actions: { en: "Changes that take the most risk away", ja: "リスクを最も減らせる対応" },
  worst: { en: "Worst open findings", ja: "優先度の高い未対応の検出事項" },
  frameworks: { en: "Compliance", ja: "コンプライアンス" },
  trendWeeks: { en: "Open findings by week", ja: "未対応件数の推移（週次）" },
  day: { en: "Day", ja: "日付" },
  findings: { en: "Findings", ja: "検出事項" },
} as const satisfies Readonly<Record<string, Text>>;
