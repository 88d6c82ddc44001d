import type { FindingChange, ReportComparison } from "../../model/comparison.ts";
import { type Severity, severities } from "../../model/severity.ts";
import type { Language, Text } from "../../model/text.ts";
import { severityStyles } from "../severity-style.ts";

/** The words around a comparison, in one language. */
export interface ComparisonWords {
  readonly appeared: string;
  readonly fixed: string;
  readonly changed: string;
  readonly unassessed: string;
  readonly unassessedNote: string;
  readonly partialNote: string;
  readonly missing: string;
  readonly against: (name: string) => string;
  readonly notBefore: string;
  readonly counts: (counts: ComparisonCounts) => string;
  /** Between what was before and what is now. */
  readonly arrow: string;
  readonly none: string;
}

/** How many findings of all targets are in which state. */
export interface ComparisonCounts {
  readonly appeared: number;
  readonly fixed: number;
  readonly changed: number;
  readonly unassessed: number;
  readonly unchanged: number;
}

const words: Readonly<Record<Language, ComparisonWords>> = {
  en: {
    appeared: "New",
    fixed: "Fixed",
    changed: "Changed",
    unassessed: "Not looked for this time",
    unassessedNote: "These were open before. They are not fixed: there was no data, or the part was left out.",
    partialNote: "A part of the target could not be read: what is listed as fixed may only be out of sight.",
    missing: "In the earlier report only",
    against: (name) => `compared with ${name}`,
    notBefore: "not in the earlier report: everything is new",
    counts: ({ appeared, fixed, changed, unassessed, unchanged }) => {
      const rest = unassessed === 0 ? "" : `, ${unassessed} not looked for`;
      return `${appeared} new, ${fixed} fixed, ${changed} changed, ${unchanged} as before${rest}`;
    },
    arrow: "→",
    none: "none",
  },
  ja: {
    appeared: "新規",
    fixed: "修正済み",
    changed: "変更",
    unassessed: "今回は未評価",
    unassessedNote:
      "以前は未対応だった検出事項です。データがないか、検査対象から除かれたため、修正済みとは判断していません。",
    partialNote: "対象の一部を読み取れませんでした。修正済みと表示した検出事項が残っている可能性があります。",
    missing: "以前のレポートにのみ含まれる対象",
    against: (name) => `比較元: ${name}`,
    notBefore: "以前のレポートに含まれない対象のため、すべて新規として扱います",
    counts: ({ appeared, fixed, changed, unassessed, unchanged }) => {
      const rest = unassessed === 0 ? "" : `、未評価 ${unassessed} 件`;
      return `新規 ${appeared} 件、修正済み ${fixed} 件、変更 ${changed} 件、変化なし ${unchanged} 件${rest}`;
    },
    arrow: "→",
    none: "なし",
  },
};

/** Gives the words of a language. */
export function comparisonWords(language: Language): ComparisonWords {
  return words[language];
}

/** Counts the findings of all targets. */
export function countComparison({ targets }: ReportComparison): ComparisonCounts {
  const counts = { appeared: 0, fixed: 0, changed: 0, unassessed: 0, unchanged: 0 };
  for (const target of targets) {
    counts.appeared += target.appeared.length;
    counts.fixed += target.fixed.length;
    counts.changed += target.changed.length;
    counts.unassessed += target.unassessed.length;
    counts.unchanged += target.unchanged;
  }
  return counts;
}

const aspects: Readonly<Record<FindingChange["aspect"], Text>> = {
  severity: { en: "severity", ja: "深刻度" },
  status: { en: "status", ja: "状態" },
  "fixed-version": { en: "fixed version", ja: "修正バージョン" },
  repair: { en: "repair", ja: "修正の提供" },
  "known-exploited": { en: "known exploited since", ja: "悪用確認日" },
  "exploit-probability": { en: "exploit probability", ja: "悪用予測確率" },
  name: { en: "name", ja: "名前" },
};

const statuses: Readonly<Record<string, Text>> = {
  open: { en: "open", ja: "未対応" },
  accepted: { en: "accepted", ja: "リスク受容" },
  fixed: { en: "available", ja: "あり" },
  affected: { en: "not yet", ja: "未提供" },
  "not-affected": { en: "not needed", ja: "不要" },
  "will-not-fix": { en: "will not come", ja: "提供予定なし" },
  "under-investigation": { en: "under investigation", ja: "調査中" },
  "end-of-life": { en: "release has ended", ja: "リリースの保守終了" },
};

/** Says one change: `severity: medium → high`. */
export function describeChange({ aspect, before, after }: FindingChange, language: Language): string {
  const { arrow, none } = words[language];
  const side = (value: string | undefined): string => (value === undefined ? none : wordOf(aspect, value, language));
  return `${aspects[aspect][language]}: ${side(before)} ${arrow} ${side(after)}`;
}

function wordOf(aspect: FindingChange["aspect"], value: string, language: Language): string {
  if (aspect === "severity" && isSeverity(value)) return severityStyles[value].word[language];
  if (aspect === "status" || aspect === "repair") return statuses[value]?.[language] ?? value;
  return value;
}

function isSeverity(word: string): word is Severity {
  return severities.some((severity) => severity === word);
}
