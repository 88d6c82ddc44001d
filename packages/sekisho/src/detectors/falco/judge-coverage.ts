import { counted } from "../../model/counted.ts";
import type { Text } from "../../model/text.ts";
import type { AlertRule, JudgeCoverage } from "../alert.ts";
import type { FalcoRuleCoverage } from "./rule-record.ts";

/**
 * Says of each rule how it ended. A rule that could not be decided for some events, or for none, was looked at in part, and
 * reports show the fields that are missing. Rules that are not described are asked elsewhere.
 */
export function coverageOfRules(
  coverage: readonly FalcoRuleCoverage[],
  rules: ReadonlyMap<string, AlertRule>,
): readonly JudgeCoverage[] {
  return coverage.flatMap(
    ({ rule, judged, undecided, missingFields, isEnabled, withoutBody }): readonly JudgeCoverage[] => {
      const plugin = rules.get(rule)?.id;
      if (plugin === undefined) return [];
      if (!isEnabled) return [{ plugin, ended: "skipped", reason: disabled }];
      const asked = { plugin, asked: judged };
      if (undecided > 0 && undecided === judged)
        return [{ ...asked, ended: "partial", reason: notEvaluableText(judged, missingFields) }];
      if (undecided > 0) return [{ ...asked, ended: "partial", reason: undecidedText(undecided, missingFields) }];
      return withoutBody > 0
        ? [{ ...asked, ended: "partial", reason: bodyText(withoutBody) }]
        : [{ ...asked, ended: "done" }];
    },
  );
}

const disabled: Text = { en: "the rule is disabled in its file", ja: "ルールファイルで無効化されています" };

function notEvaluableText(events: number, fields: readonly string[]): Text {
  const names = fields.join(", ");
  return {
    en: `not evaluable: none of ${counted(events, "event")} gives ${names}`,
    ja: `評価できません。対象のイベント ${events} 件のいずれにも、フィールド ${names} の情報がありません`,
  };
}

function undecidedText(events: number, fields: readonly string[]): Text {
  const names = fields.join(", ");
  return {
    en: `not decided for ${counted(events, "event")}: missing ${names}`,
    ja: `${events} 件のイベントでは判定できませんでした。フィールド ${names} の情報がありません`,
  };
}

function bodyText(events: number): Text {
  return {
    en: `judged without the request body for ${counted(events, "event")}: the audit policy leaves it out`,
    ja: `${events} 件のイベントは、監査ポリシーによりリクエスト本文が記録されていないため、本文なしで判定しました`,
  };
}
