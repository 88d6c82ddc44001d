import type { FalcoRuleCoverage } from "../../detectors/falco/rule-record.ts";
import { showControls } from "../../exporters/escape/visible.ts";
import { counted } from "../../model/counted.ts";
import type { Language } from "../../model/text.ts";

/** Gives what became of each rule: how often it fired, and where it could not be decided. */
export function ruleTestSummary(coverage: readonly FalcoRuleCoverage[], events: number, language: Language): string {
  const tried = coverage.filter(({ isEnabled }) => isEnabled);
  const fired = tried.filter(({ alerts }) => alerts > 0).sort((left, right) => right.alerts - left.alerts);
  const undecided = tried.filter((one) => one.undecided > 0);
  const alerts = fired.reduce((sum, one) => sum + one.alerts, 0);
  const lines = [""];
  const width = String(fired[0]?.alerts ?? 0).length;
  for (const { rule, alerts: count } of fired) lines.push(`${String(count).padStart(width)}  ${showControls(rule)}`);
  if (fired.length > 0) lines.push("");
  if (undecided.length > 0)
    lines.push(undecidedHead(undecided.length, language), ...undecided.map((one) => undecidedLine(one, language)), "");
  const bodiless = tried.filter(({ withoutBody }) => withoutBody > 0);
  if (bodiless.length > 0)
    lines.push(bodilessHead(bodiless.length, language), ...bodiless.map((one) => bodilessLine(one, language)), "");
  lines.push(
    language === "ja"
      ? `イベント ${events} 件、ルール ${tried.length} 件、アラート ${alerts} 件`
      : `${counted(alerts, "alert")} of ${counted(fired.length, "rule")}; ${counted(events, "event")}, ${counted(tried.length, "rule")}`,
  );
  return `${lines.join("\n")}\n`;
}

function bodilessHead(count: number, language: Language): string {
  return language === "ja"
    ? `リクエスト本文が記録されていないイベントを、本文なしで判定したルール ${count} 件:`
    : `${counted(count, "rule")} judged events without the request body, which the audit policy leaves out:`;
}

function bodilessLine({ rule, withoutBody }: FalcoRuleCoverage, language: Language): string {
  const name = showControls(rule);
  return language === "ja" ? `  ${name}: イベント ${withoutBody} 件` : `  ${name}: ${counted(withoutBody, "event")}`;
}

function undecidedHead(count: number, language: Language): string {
  return language === "ja"
    ? `イベントに必要な情報がなく、判定できなかったルール ${count} 件:`
    : `${counted(count, "rule")} could not be decided, since events lack what ${count === 1 ? "it asks" : "they ask"}:`;
}

function undecidedLine({ rule, undecided, missingFields }: FalcoRuleCoverage, language: Language): string {
  const fields = missingFields.map(showControls).join(", ");
  const name = showControls(rule);
  return language === "ja"
    ? `  ${name}: イベント ${undecided} 件（${fields}）`
    : `  ${name}: ${counted(undecided, "event")} (${fields})`;
}
