import type { Language } from "../../model/text.ts";

/** The words of a report about a framework beyond those of every report, in one language. */
export interface AssessmentPhrases {
  readonly title: string;
  readonly assessed: (assessed: number, total: number) => string;
  readonly covered: (done: number, incomplete: number) => string;
  readonly controls: string;
  readonly details: string;
  readonly checks: string;
  readonly note: string;
  readonly reason: string;
  readonly scannedAt: string;
  readonly targets: string;
  readonly acceptedBy: string;
  readonly more: (count: number) => string;
  readonly readingHint: string;
}

const english: AssessmentPhrases = {
  title: "Compliance report",
  assessed: (assessed, total) => `${assessed} of ${total} controls were assessed.`,
  covered: (done, incomplete) =>
    incomplete === 0
      ? `${done} checks ran to the end.`
      : `${done} checks ran to the end; ${incomplete} could not examine everything.`,
  controls: "Controls",
  details: "Controls in detail",
  checks: "Checks",
  note: "Limits",
  reason: "Reason",
  scannedAt: "Data as of",
  targets: "Scanned",
  acceptedBy: "Accepted",
  more: (count) => `${count} more`,
  readingHint:
    "Passed means that checks answered the control and found nothing open. What was not looked at is never passed; accepted findings are listed with reason, owner and end date.",
};

const japanese: AssessmentPhrases = {
  title: "コンプライアンスレポート",
  assessed: (assessed, total) => `管理策 ${total} 件のうち ${assessed} 件を評価しました。`,
  covered: (done, incomplete) =>
    incomplete === 0
      ? `チェック項目 ${done} 件の検査が完了しました。`
      : `チェック項目 ${done} 件の検査が完了しました。${incomplete} 件は対象の一部を検査できませんでした。`,
  controls: "管理策",
  details: "管理策ごとの詳細",
  checks: "チェック項目",
  note: "評価の範囲",
  reason: "理由",
  scannedAt: "データの時点",
  targets: "検査対象",
  acceptedBy: "リスク受容",
  more: (count) => `ほか ${count} 件`,
  readingHint:
    "「適合」は、対応するチェック項目の検査で未対応の検出事項がなかったことを示します。検査していない項目は適合としません。受容した検出事項は、理由、責任者、期限とともに記載します。",
};

/** Gives the words in a language. */
export function assessmentPhrasesIn(language: Language): AssessmentPhrases {
  return language === "ja" ? japanese : english;
}
