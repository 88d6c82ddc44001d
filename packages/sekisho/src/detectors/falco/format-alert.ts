import type { OutputPart } from "../../formats/falco-rules/output-template.ts";
import { printOperand } from "../../formats/falco-rules/print-condition.ts";
import { severityOf } from "../../semantics/falco-rules/priority-severity.ts";
import type { FalcoRule } from "../../semantics/falco-rules/rule-set.ts";
import type { FalcoAlert, RaisedFalcoAlert } from "./falco-alert.ts";
import { type FieldValue, textOf } from "./field-value.ts";
import { type EventTime, formatEventTime } from "./readers/event-time.ts";
import { type OpenField, readOperand } from "./transformers.ts";

/** Fills in the output of one rule for the current event. */
export type FormatAlert = (event: {
  readonly time: () => EventTime | undefined;
  readonly host: string;
}) => RaisedFalcoAlert;

/** What a field that is not there is written as. */
const missing = "<NA>";
/** Longer values of fields are cut in alerts: an event may carry megabytes. */
const maxShownLength = 16_384;

/** Makes the function that writes the alerts of a rule. */
export function createAlertFormat(rule: FalcoRule, open: OpenField, isTemplate = false): FormatAlert {
  const parts = rule.output.parts.map((part) => preparePart(part, open));
  const techniques = rule.tags.filter((tag) => /^T[0-9]{4}(?:\.[0-9]{3})?$/.test(tag));
  return ({ time: readTime, host }) => {
    const time = readTime();
    const fields: Record<string, ReturnType<typeof jsonOf>> = {};
    let message = "";
    for (const part of parts) {
      if (part.kind === "text") {
        message += part.text;
        continue;
      }
      const value = part.read();
      message += shownText(value).padEnd(part.width);
      fields[part.name] = jsonOf(value);
    }
    const clock = time === undefined ? "" : `${time.clock}.${time.nanoseconds}: `;
    const alert: FalcoAlert = {
      hostname: host,
      output: `${clock}${rule.priority} ${message}`,
      output_fields: fields,
      priority: rule.priority,
      rule: rule.name,
      source: rule.source,
      tags: [...rule.tags].sort(),
      time: time === undefined ? "" : formatEventTime(time),
    };
    const { priority, description } = rule;
    return { alert, severity: severityOf(priority), message, description, techniques, isTemplate };
  };
}

type PreparedPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "value"; readonly name: string; readonly width: number; readonly read: () => FieldValue };

function preparePart(part: OutputPart, open: OpenField): PreparedPart {
  // Line ends of a folded output would break alerts of one line.
  if (part.kind === "text") return { kind: "text", text: part.text.replace(/[\r\n]{1,100}/g, " ") };
  const { operand, width } = part;
  const isInfo = operand.kind === "field" && operand.name === "container.info";
  const name =
    operand.kind === "field" && operand.argument !== undefined
      ? `${operand.name}[${operand.argument}]`
      : printOperand(operand);
  // Falco no longer fills this one in.
  return { kind: "value", name, width: width ?? 0, read: isInfo ? () => "" : readOperand(operand, open) };
}

function shownText(value: FieldValue): string {
  if (value === undefined || value === null) return missing;
  const text = typeof value === "object" ? `(${value.join(",")})` : textOf(value);
  return text.length > maxShownLength ? `${text.slice(0, maxShownLength)}…` : text;
}

function jsonOf(value: FieldValue): string | number | boolean | null | readonly string[] {
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? value.slice(0, maxShownLength) : value;
}
