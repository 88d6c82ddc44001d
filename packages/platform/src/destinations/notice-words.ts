import type { Notice, NoticedFinding } from "../contract/notice.ts";
import { plainText } from "./plain-text.ts";

type Language = "en" | "ja";

const severityWords = {
  en: { critical: "critical", high: "high", medium: "medium", low: "low", info: "info" },
  ja: { critical: "緊急", high: "高", medium: "中", low: "低", info: "情報" },
} as const;
const severities = ["critical", "high", "medium", "low", "info"] as const;
/** Never colour alone: each severity has a mark of its own. */
const marks = { critical: "◆", high: "▲", medium: "●", low: "▽", info: "○" } as const;

/** A notice in the words of one language, plain texts all of them. */
export interface NoticeWords {
  readonly title: string;
  /** `2 critical, 5 high`; empty where no findings are told of. */
  readonly summary: string;
  readonly lines: readonly string[];
  readonly findings: readonly { readonly head: string; readonly rest: string }[];
  /** How many more there are than are listed; empty where there are none. */
  readonly more: string;
  /** `undefined` where nobody said how browsers reach the platform. */
  readonly url: string | undefined;
  readonly link: string;
  /** Why somebody gets this. */
  readonly reason: string;
}

/** Says a notice in one language. What comes from outside is shortened, and has no control characters. */
export function sayNotice(notice: Notice, language: Language, publicUrl: string | undefined): NoticeWords {
  const words = severityWords[language];
  const told = severities.filter((severity) => notice.counts[severity] > 0);
  const total = told.reduce((sum, severity) => sum + notice.counts[severity], 0);
  const left = total - notice.findings.length;
  const isEnglish = language === "en";
  const summary = told.map((severity) =>
    isEnglish ? `${notice.counts[severity]} ${words[severity]}` : `${words[severity]} ${notice.counts[severity]} 件`,
  );
  const rules = notice.rules.map((rule) => plainText(rule, 100)).join(isEnglish ? ", " : "、");
  const moreWords = isEnglish ? `and ${left} more` : `ほか ${left} 件`;
  const reason = isEnglish ? `Sent by the rule ${rules}.` : `通知ルール「${rules}」により送信しました。`;
  return {
    title: plainText(notice.title[language], 250),
    summary: summary.join(isEnglish ? ", " : "、"),
    lines: notice.lines.map((line) => plainText(line[language], 500)),
    findings: notice.findings.map((finding) => sayFinding(finding, language)),
    more: left > 0 ? moreWords : "",
    url: urlOf(notice, publicUrl),
    link: isEnglish ? "Show in Sekisho" : "Sekisho で表示",
    reason: rules === "" ? "" : reason,
  };
}

/** Gives the address of the page that tells more. */
export function urlOf({ path }: Pick<Notice, "path">, publicUrl: string | undefined): string | undefined {
  return path === null || publicUrl === undefined ? undefined : `${publicUrl.replace(/\/$/, "")}${path}`;
}

function sayFinding(finding: NoticedFinding, language: Language): NoticeWords["findings"][number] {
  const { severity, title, asset, project, flaw, rule } = finding;
  return {
    head: `${marks[severity]} ${severityWords[language][severity]}: ${plainText(title, 200)}`,
    rest: [asset, project, flaw ?? rule].map((part) => plainText(part, 150)).join(" · "),
  };
}
