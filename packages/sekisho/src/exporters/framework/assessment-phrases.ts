import type { Language } from "../../model/text.ts";

/** The words of a report about a framework beyond those of every report, in one language. */
export interface AssessmentPhrases {
  readonly title: string;
  /** How many controls were assessed, and how many checks ran: whole sentences. */
  readonly lead: (counts: LeadCounts) => string;
  readonly controls: string;
  readonly demand: string;
  readonly details: string;
  readonly checks: string;
  readonly note: string;
  readonly reason: string;
  readonly scannedAt: string;
  readonly targets: string;
  readonly acceptedBy: string;
  readonly more: (count: number) => string;
  readonly leftOut: (controls: number) => string;
  readonly readingHint: string;
}

/** What the first sentences of a report count. */
export interface LeadCounts {
  readonly assessed: number;
  readonly total: number;
  readonly checksDone: number;
  readonly checksIncomplete: number;
}

const english: AssessmentPhrases = {
  title: "Compliance report",
  lead({ assessed, total, checksDone, checksIncomplete }) {
    const incomplete = checksIncomplete === 0 ? "" : `; ${checksIncomplete} could not examine everything`;
    return `${assessed} of ${total} controls were assessed. ${checksDone} checks ran to the end${incomplete}.`;
  },
  controls: "Controls",
  demand: "What it asks for",
  details: "Controls in detail",
  checks: "Checks",
  note: "Limits",
  reason: "Reason",
  scannedAt: "Data as of",
  targets: "Scanned",
  acceptedBy: "Accepted",
  more: (count) => `${count} more`,
  leftOut: (controls) =>
    `The findings of ${controls} more ${controls === 1 ? "control" : "controls"} do not fit here. The HTML and JSON reports have all of them.`,
  readingHint:
    "Passed means that checks answered the control and found nothing; accepted, that somebody accepted all they found: the findings are listed with reason, owner and end date. What was not looked at is never passed.",
};

const japanese: AssessmentPhrases = {
  title: "コンプライアンスレポート",
  lead({ assessed, total, checksDone, checksIncomplete }) {
    const incomplete = checksIncomplete === 0 ? "" : `${checksIncomplete} 件は対象の一部を検査できませんでした。`;
    return `管理策 ${total} 件のうち ${assessed} 件を評価しました。チェック項目 ${checksDone} 件の検査が完了しました。${incomplete}`;
  },
  controls: "管理策",
  demand: "内容",
  details: "管理策ごとの詳細",
  checks: "チェック項目",
  note: "評価の範囲",
  reason: "理由",
  scannedAt: "データの時点",
  targets: "検査対象",
  acceptedBy: "リスク受容",
  more: (count) => `ほか ${count} 件`,
  leftOut: (controls) =>
    `ほか ${controls} 件の管理策の検出事項は、ここに収まらないため省略しました。HTML と JSON のレポートにはすべて記載しています。`,
  readingHint:
    "「適合」は、対応するチェック項目の検査で検出事項がなかったことを示します。「リスク受容」は、検出事項がすべて受容されていることを示し、理由、責任者、期限とともに記載します。検査していない項目は適合としません。",
};

/** Gives the words in a language. */
export function assessmentPhrasesIn(language: Language): AssessmentPhrases {
  return language === "ja" ? japanese : english;
}
