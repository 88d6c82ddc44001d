import type { ControlOutcome } from "../model/assessment.ts";
import type { Text } from "../model/text.ts";
import { checksInWords } from "./checks-in-words.ts";
import { type Control, isAnswer } from "./framework.ts";

/** What is known of checks, whoever counted it: reports of one scan, or a platform over many. */
export interface CheckResults {
  /** Counts open findings of some checks; an entry may be `FAMILY/*`. */
  countOpen(checks: readonly string[]): number;
  /** The same of accepted findings. */
  countAccepted(checks: readonly string[]): number;
  /** Checks that ran to the end on at least one target, and on none in part only. */
  readonly done: ReadonlySet<string>;
  /** Checks that failed or saw only a part of some target. */
  readonly incomplete: ReadonlySet<string>;
  /** Checks that found nothing to look at; left out where nobody knows. */
  readonly withoutSubject?: ReadonlySet<string>;
}

const withoutCheck: Text = {
  en: "No check answers this control.",
  ja: "この管理策に対応するチェック項目がありません。",
};

const onlyRefuted: Text = {
  en: "No problem was found, but the checks alone cannot show that the control is met.",
  ja: "問題は見つかりませんでしたが、対応するチェック項目だけでは適合を確認できません。",
};

/**
 * Answers one control.
 *
 * It failed when one of its checks has an open finding. It passed only when at least one of its decisive checks ran to the end,
 * none failed or saw only a part, and nothing is open: what was not looked at never passes. Neither does a control that
 * its checks can only speak against.
 */
export function judgeControl(control: Control, results: CheckResults): ControlOutcome {
  const { checks } = control;
  const findings = results.countOpen(checks);
  const accepted = results.countAccepted(checks);
  if (findings > 0) return { ended: "failed", findings, accepted };
  if (checks.length === 0) return { ended: "not-assessed", reason: control.note ?? withoutCheck };
  if (control.canOnlyFail === true) return { ended: "not-assessed", reason: control.note ?? onlyRefuted };
  const incomplete = checks.filter((check) => hasAny(results.incomplete, check));
  if (incomplete.length > 0) return { ended: "not-assessed", reason: describeIncomplete(incomplete) };
  const decisive = control.decisive ?? checks;
  if (decisive.some((check) => hasAny(results.done, check))) return { ended: "passed", accepted };
  const unasked = decisive.filter((check) => hasAny(results.withoutSubject ?? new Set(), check));
  return { ended: "not-assessed", reason: unasked.length > 0 ? describeAbsent(unasked) : describeNotRun(decisive) };
}

function describeIncomplete(checks: readonly string[]): Text {
  const { en, ja } = checksInWords(checks);
  return {
    en: `These checks could not examine everything: ${en}.`,
    ja: `次のチェック項目は対象の一部を検査できませんでした: ${ja}`,
  };
}

function describeAbsent(checks: readonly string[]): Text {
  const { en, ja } = checksInWords(checks);
  return {
    en: `What was examined holds nothing that these checks are about: ${en}.`,
    ja: `次のチェック項目の対象となる設定が、検査した範囲にありません: ${ja}`,
  };
}

function describeNotRun(checks: readonly string[]): Text {
  const { en, ja } = checksInWords(checks);
  return {
    en: `None of its checks ran: ${en}.`,
    ja: `対応するチェック項目が 1 つも実行されていません: ${ja}`,
  };
}

function hasAny(ids: ReadonlySet<string>, check: string): boolean {
  return check.endsWith("/*") ? [...ids].some((id) => isAnswer(check, id)) : ids.has(check);
}
