import type { RuntimeEvent } from "../../model/runtime-event.ts";
import type { RuleSet } from "../../semantics/falco-rules/rule-set.ts";
import type { AlertRule, RaisedAlert, RuntimeJudge } from "../alert.ts";
import { describeProgram, toSeenRuntimeEvent } from "../seen-runtime-event.ts";
import { describeRules, printable } from "./described-rules.ts";
import { createFalcoEvaluator, type FalcoSettings } from "./falco-evaluator.ts";
import { coverageOfRules } from "./judge-coverage.ts";
import { toSyscallEvent } from "./readers/syscall.ts";

/** Makes a judge of the rules of Falco files for events of kernels: what fires becomes a finding under `falco:RULE NAME`. */
export function createFalcoRuntimeJudge({ rules }: Pick<RuleSet, "rules">, settings: FalcoSettings = {}): RuntimeJudge {
  const own = rules.filter(({ source }) => source === "syscall");
  const described = describeRules(own);
  const evaluator = createFalcoEvaluator({ rules: own }, settings);
  return {
    judge(event) {
      const raised = evaluator.evaluate(event.raw, "syscall", event.host);
      if (raised.length === 0) return noAlerts;
      return raised.flatMap(({ alert, severity, message }) => {
        const rule = described.get(alert.rule);
        return rule === undefined ? [] : [toAlert(event, { rule, severity, message: printable(message) })];
      });
    },
    coverage: () => coverageOfRules(evaluator.coverage(), described),
  };
}

const noAlerts: readonly RaisedAlert[] = [];

interface Said {
  readonly rule: AlertRule;
  readonly severity: RaisedAlert["severity"];
  readonly message: string;
}

function toAlert(event: RuntimeEvent, { rule, severity, message }: Said): RaisedAlert {
  const { fields } = toSyscallEvent(event.raw, 0, event.host);
  return {
    rule,
    severity,
    subject: describeProgram(fields),
    message: { en: message, ja: message },
    empowers: [],
    events: [toSeenRuntimeEvent(event, fields)],
    count: 1,
  };
}
