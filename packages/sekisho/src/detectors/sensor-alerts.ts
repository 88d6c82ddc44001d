import type { RuntimeEvent } from "../model/runtime-event.ts";
import type { Severity } from "../model/severity.ts";
import { severityOfWord } from "../semantics/falco-rules/priority-severity.ts";
import type { AlertRule, RaisedAlert, RuntimeJudge } from "./alert.ts";
import { freeId, printable, toTechnique } from "./falco/described-rules.ts";
import { isRecord, memberAt } from "./falco/readers/json-value.ts";
import { toSyscallEvent } from "./falco/readers/syscall.ts";
import { describeProgram, toSeenRuntimeEvent } from "./seen-runtime-event.ts";

/** What a sensor says of an event that it alarms about by itself. */
interface SensorAlert {
  readonly sensor: "falco" | "tracee";
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly tags: readonly string[];
}

/** More rules than all sensors have together: names come from outside. */
const maxRules = 2_000;

/**
 * Makes a judge that passes on what sensors alarm about by themselves: alerts of Falco, signatures of Tracee.
 *
 * @param judgedRules Names of rules of Falco that are asked here anyway: their alerts are not told twice.
 */
export function createSensorAlertJudge(judgedRules: ReadonlySet<string>): RuntimeJudge {
  const rules = new Map<string, AlertRule>();
  const taken = new Set<string>();
  const ruleOf = (alert: SensorAlert): AlertRule | undefined => {
    const key = `${alert.sensor}:${alert.rule}`;
    const known = rules.get(key);
    if (known !== undefined || rules.size >= maxRules) return known;
    const rule = describe(alert, taken);
    taken.add(rule.id);
    rules.set(key, rule);
    return rule;
  };
  return {
    judge(event) {
      const alert = findAlert(event);
      if (alert === undefined || (alert.sensor === "falco" && judgedRules.has(alert.rule))) return noAlerts;
      const rule = ruleOf(alert);
      return rule === undefined ? noAlerts : [raise(event, alert, rule)];
    },
    coverage: () => Array.from(rules.values(), ({ id }) => ({ plugin: id, ended: "done" })),
  };
}

const noAlerts: readonly RaisedAlert[] = [];

function findAlert(event: RuntimeEvent): SensorAlert | undefined {
  if (event.sensor === "falco") return falcoAlert(event);
  return event.sensor === "tracee" ? traceeAlert(event) : undefined;
}

function falcoAlert({ raw }: RuntimeEvent): SensorAlert | undefined {
  const { rule, priority, output, tags } = raw;
  if (typeof rule !== "string" || typeof priority !== "string") return undefined;
  const severity = severityOfWord(priority) ?? "medium";
  const texts = Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [];
  const message = typeof output === "string" ? withoutStamp(output) : rule;
  return { sensor: "falco", rule, severity, message, tags: texts };
}

/** Time and priority stand before the output; the finding has both. */
function withoutStamp(output: string): string {
  return output.slice(0, 10_000).replace(/^\d{2}:\d{2}:\d{2}\.\d{1,9}: [A-Za-z]{1,20} /, "");
}

/** Source: Tracee documentation, "Event structure": severities of signatures go from 0 to 3. */
const traceeSeverities: readonly Severity[] = ["low", "medium", "high", "critical"];

function traceeAlert({ raw }: RuntimeEvent): SensorAlert | undefined {
  const properties = memberAt(raw, ["metadata", "Properties"]);
  if (!isRecord(properties)) return undefined;
  const { signatureName, Severity: level, external_id: technique } = properties;
  if (typeof signatureName !== "string" || signatureName === "") return undefined;
  const description = memberAt(raw, ["metadata", "Description"]);
  return {
    sensor: "tracee",
    rule: signatureName,
    severity: (typeof level === "number" ? traceeSeverities[level] : undefined) ?? "medium",
    message: typeof description === "string" && description !== "" ? description : signatureName,
    tags: typeof technique === "string" ? [technique] : [],
  };
}

function describe({ sensor, rule, severity, tags }: SensorAlert, taken: ReadonlySet<string>): AlertRule {
  const name = printable(rule);
  return {
    id: freeId(rule, taken, sensor),
    aliases: [`${sensor}:${name}`],
    title: { en: name, ja: name },
    severity,
    remediation: {
      en: "Find out whether the program was meant to do this. The sensor on the node raised this alert by its own rules.",
      ja: "プログラムによる意図した動作かどうかを確認してください。このアラートは、ノード上のセンサーが自身のルールで発生させたものです。",
    },
    techniques: tags.flatMap(toTechnique),
  };
}

function raise(event: RuntimeEvent, { severity, message }: SensorAlert, rule: AlertRule): RaisedAlert {
  const { fields } = toSyscallEvent(event.raw, 0, event.host);
  const said = printable(message);
  return {
    rule,
    severity,
    subject: describeProgram(fields),
    message: { en: said, ja: said },
    empowers: [],
    events: [toSeenRuntimeEvent(event, fields)],
    count: 1,
  };
}
