import type { AuditEvent } from "../../model/audit-event.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import type { RuleSet } from "../../semantics/falco-rules/rule-set.ts";
import type { AlertRule, EventJudge, RaisedAlert } from "../alert.ts";
import { toSeenEvent } from "../seen-event.ts";
import { describeRules, printable } from "./described-rules.ts";
import type { RaisedFalcoAlert } from "./falco-alert.ts";
import { createFalcoEvaluator, type FalcoSettings } from "./falco-evaluator.ts";
import { coverageOfRules } from "./judge-coverage.ts";

/** Makes a judge of the rules of Falco files for audit events: what fires becomes a finding under `falco:RULE NAME`. */
export function createFalcoJudge(set: RuleSet, settings: FalcoSettings = {}): EventJudge {
  const own = set.rules.filter(({ source }) => source === "k8s_audit");
  const rules = describeRules(own);
  const evaluator = createFalcoEvaluator({ rules: own }, settings);
  return {
    hears: "every-stage",
    judge: (event) => {
      const raised = evaluator.evaluate(event.raw, "k8s_audit", event.cluster);
      return raised.flatMap((one) => toAlert(event, one, rules.get(one.alert.rule)));
    },
    coverage: () => coverageOfRules(evaluator.coverage(), rules),
  };
}

function toAlert(
  event: AuditEvent,
  { message, severity, isTemplate }: RaisedFalcoAlert,
  rule: AlertRule | undefined,
): readonly RaisedAlert[] {
  if (rule === undefined) return [];
  const said = printable(message);
  const text = isTemplate
    ? { en: `${said} (judged by its pod template)`, ja: `${said}（Pod テンプレートによる判定）` }
    : { en: said, ja: said };
  const subject = describeAuditObject(event);
  return [{ rule, severity, subject, message: text, empowers: [], events: [toSeenEvent(event)], count: 1 }];
}
