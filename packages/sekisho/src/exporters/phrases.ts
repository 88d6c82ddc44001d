import { counted } from "../model/counted.ts";
import { type Severity, severities } from "../model/severity.ts";
import type { Language } from "../model/text.ts";
import { severityStyles, unratedStyle } from "./severity-style.ts";
import type { Summary } from "./summary.ts";

/** The words that exporters put around findings, in one language. */
export interface Phrases {
  readonly reportTitle: string;
  readonly findings: string;
  readonly acceptedFindings: string;
  readonly details: string;
  readonly summary: string;
  readonly severity: string;
  readonly place: string;
  readonly rule: string;
  readonly title: string;
  readonly status: string;
  readonly why: string;
  readonly remediation: string;
  readonly safeFix: string;
  readonly proposedFix: string;
  readonly controls: string;
  readonly aliases: string;
  readonly otherNames: string;
  readonly sources: string;
  /** Stands before the tools that say a finding. */
  readonly seenBy: string;
  readonly importedDocuments: string;
  readonly subject: string;
  readonly exception: string;
  readonly owner: string;
  readonly expires: string;
  readonly notExamined: string;
  readonly doubtful: string;
  readonly goodToKnow: string;
  readonly target: string;
  readonly date: string;
  readonly tool: string;
  readonly language: string;
  readonly contents: string;
  readonly framework: string;
  readonly control: string;
  readonly outcome: string;
  readonly failed: string;
  readonly passed: string;
  readonly notAssessed: string;
  readonly isRepairable: string;
  readonly repair: string;
  readonly workingDirectory: string;
  readonly madeAt: string;
  /** Quotes a list of items: `a, b`. */
  readonly separator: string;
  /** How many findings have a severity, by its word. */
  readonly severityCount: (count: number, word: string) => string;
  /** Follows the counts; the time taken is left out where it is `undefined`. */
  readonly inFiles: (files: number, elapsedMs: number | undefined) => string;
  /** The same where files are parts of what was scanned: images, root file systems. */
  readonly inTargets: (targets: number, elapsedMs: number | undefined) => string;
  readonly nothingFound: (targets: number, elapsedMs: number | undefined) => string;
  readonly nothingOpen: (targets: number, elapsedMs: number | undefined) => string;
  readonly repairable: (count: number) => string;
  readonly proposals: (count: number) => string;
  readonly accepted: (count: number) => string;
  readonly ruledOut: (count: number) => string;
  readonly doubts: (count: number) => string;
  /** The same where the places are not listed. */
  readonly unlistedDoubts: (count: number) => string;
  readonly gaps: (count: number) => string;
  readonly findingCount: (count: number) => string;
  readonly moreLines: (count: number) => string;
  readonly morePlaces: (count: number) => string;
  readonly packageCount: (count: number) => string;
  readonly layerCount: (count: number) => string;
  readonly created: (date: string) => string;
  readonly moreFindings: (count: number) => string;
  readonly moreTargets: (count: number) => string;
  readonly morePackages: (count: number) => string;
  readonly passedCount: (count: number) => string;
  readonly leftOutCount: (count: number) => string;
  readonly knownExploited: string;
  readonly flawedPackages: string;
  readonly leftOut: (count: number) => string;
  readonly acceptedControl: string;
  readonly controlCounts: (counts: ControlCounts) => string;
}

const english: Phrases = {
  reportTitle: "Security report",
  findings: "Findings",
  acceptedFindings: "Accepted findings",
  details: "Details",
  summary: "Summary",
  severity: "Severity",
  place: "Place",
  rule: "Rule",
  title: "What is wrong",
  status: "Status",
  why: "Why it matters",
  remediation: "Remediation",
  safeFix: "Fix",
  proposedFix: "Proposal",
  controls: "Controls",
  aliases: "In other tools",
  otherNames: "Other names",
  sources: "Sources",
  seenBy: "Seen by",
  importedDocuments: "Imported documents",
  subject: "Subject",
  exception: "Accepted",
  owner: "owner",
  expires: "until",
  notExamined: "Not examined",
  doubtful: "Doubtful input",
  goodToKnow: "Good to know",
  target: "Target",
  date: "Date",
  tool: "Tool",
  language: "Language",
  contents: "Contents",
  framework: "Framework",
  control: "Control",
  outcome: "Outcome",
  failed: "failed",
  passed: "passed",
  notAssessed: "not assessed",
  isRepairable: "can be repaired",
  repair: "Repair",
  workingDirectory: "The working directory of the scan.",
  madeAt: "Report made",
  separator: ", ",
  severityCount: (count, word) => `${count} ${word}`,
  inFiles: (files, elapsedMs) => ` in ${counted(files, "file")}${inParentheses(elapsedMs)}`,
  inTargets: (targets, elapsedMs) => ` in ${counted(targets, "target")}${inParentheses(elapsedMs)}`,
  nothingFound: (targets, elapsedMs) => `Nothing found in ${counted(targets, "target")}${inParentheses(elapsedMs)}`,
  nothingOpen: (targets, elapsedMs) => `Nothing open in ${counted(targets, "target")}${inParentheses(elapsedMs)}`,
  repairable: (count) => `${count} can be repaired`,
  proposals: (count) => `${count} ${count === 1 ? "has" : "have"} a proposal`,
  accepted: (count) => `${count} accepted`,
  ruledOut: (count) => `${count} ruled out by VEX`,
  doubts: (count) => `${counted(count, "doubtful place")} in the input`,
  unlistedDoubts: (count) => `${counted(count, "doubtful place")} in the input (see --verbose)`,
  gaps: (count) => `${counted(count, "part")} could not be examined`,
  findingCount: (count) => counted(count, "finding"),
  moreLines: (count) => `${counted(count, "more line")}`,
  morePlaces: (count) => `${counted(count, "more place")}`,
  packageCount: (count) => counted(count, "package"),
  layerCount: (count) => counted(count, "layer"),
  created: (date) => `created ${date}`,
  moreFindings: (count) => `${counted(count, "more finding")}`,
  moreTargets: (count) => `${counted(count, "more target")}`,
  morePackages: (count) => `${counted(count, "more package")}`,
  passedCount: (count) => `${count} passed`,
  leftOutCount: (count) => `${count} left out`,
  knownExploited: "exploited",
  flawedPackages: "Packages with known flaws",
  leftOut: (count) => `${counted(count, "finding")} left out: the comment would be too long.`,
  acceptedControl: "accepted",
  controlCounts({ failed, accepted, passed, notAssessed }) {
    const risks = accepted === 0 ? "" : `${accepted} accepted, `;
    return `${failed} failed, ${risks}${passed} passed, ${notAssessed} not assessed`;
  },
};

const japanese: Phrases = {
  reportTitle: "セキュリティレポート",
  findings: "検出事項",
  acceptedFindings: "リスク受容済みの検出事項",
  details: "詳細",
  summary: "概要",
  severity: "深刻度",
  place: "位置",
  rule: "ルール",
  title: "検出内容",
  status: "状態",
  why: "影響とリスク",
  remediation: "対処方法",
  safeFix: "自動修正",
  proposedFix: "修正案",
  controls: "管理策",
  aliases: "ほかのツールでの ID",
  otherNames: "ほかの名前",
  sources: "出典",
  seenBy: "検出したツール",
  importedDocuments: "取り込んだレポート",
  subject: "対象箇所",
  exception: "リスク受容",
  owner: "責任者",
  expires: "期限",
  notExamined: "未検査",
  doubtful: "入力の疑わしい箇所",
  goodToKnow: "参考情報",
  target: "対象",
  date: "日時",
  tool: "ツール",
  language: "言語",
  contents: "目次",
  framework: "基準",
  control: "管理策",
  outcome: "評価",
  failed: "不適合",
  passed: "適合",
  notAssessed: "未評価",
  isRepairable: "自動修正可",
  repair: "修正",
  workingDirectory: "スキャン時の作業ディレクトリ。",
  madeAt: "レポート作成",
  separator: "、",
  severityCount: (count, word) => `${word} ${count} 件`,
  inFiles: (files, elapsedMs) => `（${files} ファイル${afterComma(elapsedMs)}）`,
  inTargets: (targets, elapsedMs) => `（対象 ${targets} 件${afterComma(elapsedMs)}）`,
  nothingFound: (targets, elapsedMs) => `検出事項なし（対象 ${targets} 件${afterComma(elapsedMs)}）`,
  nothingOpen: (targets, elapsedMs) => `未対応の検出事項なし（対象 ${targets} 件${afterComma(elapsedMs)}）`,
  repairable: (count) => `${count} 件は自動修正可`,
  proposals: (count) => `${count} 件は修正案あり`,
  accepted: (count) => `${count} 件はリスク受容`,
  ruledOut: (count) => `${count} 件は VEX により対象外`,
  doubts: (count) => `入力の疑わしい箇所 ${count} 件`,
  unlistedDoubts: (count) => `入力の疑わしい箇所 ${count} 件（--verbose で表示）`,
  gaps: (count) => `検査できなかった部分 ${count} 件`,
  findingCount: (count) => `検出事項 ${count} 件`,
  moreLines: (count) => `ほか ${count} 行`,
  morePlaces: (count) => `ほか ${count} か所`,
  packageCount: (count) => `パッケージ ${count} 件`,
  layerCount: (count) => `${count} レイヤー`,
  created: (date) => `作成日 ${date}`,
  moreFindings: (count) => `ほか ${count} 件`,
  moreTargets: (count) => `ほか ${count} 件`,
  morePackages: (count) => `ほか ${count} パッケージ`,
  passedCount: (count) => `問題なし ${count} 件`,
  leftOutCount: (count) => `対象外 ${count} 件`,
  knownExploited: "悪用確認済み",
  flawedPackages: "既知の脆弱性を含むパッケージ",
  leftOut: (count) => `コメントの長さの上限に達するため、${count} 件を省略しました。`,
  acceptedControl: "リスク受容",
  controlCounts({ failed, accepted, passed, notAssessed }) {
    const risks = accepted === 0 ? "" : `リスク受容 ${accepted}、`;
    return `不適合 ${failed}、${risks}適合 ${passed}、未評価 ${notAssessed}`;
  },
};

/** How many controls ended in each way. */
interface ControlCounts {
  readonly failed: number;
  readonly accepted: number;
  readonly passed: number;
  readonly notAssessed: number;
}

/** How many open findings have one word for their severity. */
export interface SeverityCount {
  readonly severity: Severity;
  readonly mark: string;
  /** `3 high`. */
  readonly text: string;
}

/** Gives the counts of a summary that are not zero, the worst first; unrated ones behind the others. */
export function severityCountsOf({ counts, unrated }: Summary, language: Language): readonly SeverityCount[] {
  const { severityCount } = phrasesIn(language);
  const rated = severities.flatMap((severity) => {
    // Unrated ones stand among the low ones, and are counted apart.
    const count = severity === "low" ? counts.low - unrated : counts[severity];
    const { mark, word } = severityStyles[severity];
    return count === 0 ? [] : [{ severity, mark, text: severityCount(count, word[language]) }];
  });
  if (unrated === 0) return rated;
  const { mark, word } = unratedStyle;
  return [...rated, { severity: "low", mark, text: severityCount(unrated, word[language]) }];
}

/** Says in what findings are, in the words for files or those for whole targets, after their counts. */
export function writeScope(summary: Summary, phrases: Phrases, elapsedMs: number | undefined): string {
  return summary.isOfFiles ? phrases.inFiles(summary.files, elapsedMs) : phrases.inTargets(summary.targets, elapsedMs);
}

/** Gives the words of a language. */
export function phrasesIn(language: Language): Phrases {
  return language === "ja" ? japanese : english;
}

function inParentheses(elapsedMs: number | undefined): string {
  return elapsedMs === undefined ? "" : ` (${(elapsedMs / 1000).toFixed(2)} s)`;
}

function afterComma(elapsedMs: number | undefined): string {
  return elapsedMs === undefined ? "" : `、${(elapsedMs / 1000).toFixed(2)} 秒`;
}
