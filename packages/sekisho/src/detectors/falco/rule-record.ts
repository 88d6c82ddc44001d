import type { Operand } from "../../formats/falco-rules/condition-syntax.ts";
import type { FalcoRule, ResolvedCondition } from "../../semantics/falco-rules/rule-set.ts";
import type { CompiledRule } from "./compile-rules.ts";
import type { ReadField } from "./field-value.ts";
import type { OpenField } from "./transformers.ts";

/** How a rule fared over a stream. */
export interface FalcoRuleCoverage {
  readonly rule: string;
  readonly source: string;
  readonly isEnabled: boolean;
  readonly alerts: number;
  /** Events that the rule was asked about at all: those of its types, verbs and resources. */
  readonly judged: number;
  /** Events for which the rule could not be decided, since they cannot say what it asks. */
  readonly undecided: number;
  /** Fields that those events do not carry, sorted. */
  readonly missingFields: readonly string[];
  /** Audit events that were judged without the body that the rule asks for: the audit policy leaves it out. */
  readonly withoutBody: number;
}

/** What is counted of a rule while a stream goes on. */
export interface RuleRecord {
  readonly rule: FalcoRule;
  readonly compiled: CompiledRule;
  /** Fields of the condition, as `name[argument]`. */
  readonly fields: ReadonlyMap<string, ReadField>;
  readonly missingFields: Set<string>;
  /** Whether the condition asks for the body of a request. */
  readonly readsBody: boolean;
  alerts: number;
  undecided: number;
  withoutBody: number;
}

/** Which fields are missing is looked at for so many events; later ones miss the same. */
const maxInspected = 1000;

/** Starts counting for a rule. */
export function startRecord(compiled: CompiledRule, open: OpenField): RuleRecord {
  const { rule } = compiled;
  const fields = new Map<string, ReadField>();
  for (const { name, argument } of fieldsOf(rule.condition)) {
    fields.set(argument === undefined ? name : `${name}[${argument}]`, open(name, argument));
  }
  const readsBody = rule.source === "k8s_audit" && [...fields.keys()].some(isBodyField);
  return { rule, compiled, fields, missingFields: new Set(), readsBody, alerts: 0, undecided: 0, withoutBody: 0 };
}

function isBodyField(key: string): boolean {
  return key.startsWith("ka.req.") || key.startsWith("jevt.value[/requestObject");
}

/** Counts an event that could not be decided. */
export function recordUndecided(record: RuleRecord): void {
  record.undecided += 1;
  if (record.undecided > maxInspected) return;
  for (const [name, read] of record.fields) if (read() === null) record.missingFields.add(name);
}

/** Gives what has been counted. */
export function coverageOf(record: RuleRecord): FalcoRuleCoverage {
  const { rule, compiled, alerts, undecided, missingFields, withoutBody } = record;
  const { name, source, isEnabled } = rule;
  const { judged } = compiled;
  return {
    rule: name,
    source,
    isEnabled,
    alerts,
    judged,
    undecided,
    missingFields: [...missingFields].sort(),
    withoutBody,
  };
}

/** Gives the fields that a condition asks, each place once. */
export function fieldsOf(
  condition: ResolvedCondition,
): readonly { readonly name: string; readonly argument: string | undefined }[] {
  const found = new Map<string, { readonly name: string; readonly argument: string | undefined }>();
  const seen = new Set<ResolvedCondition>();
  const open = [condition];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === "not") open.push(node.body);
    else if (node.kind !== "check") for (const part of node.parts) open.push(part);
    else {
      addFields(node.check.left, found);
      if (node.check.right?.kind === "operand") addFields(node.check.right.operand, found);
    }
  }
  return [...found.values()];
}

function addFields(
  operand: Operand,
  found: Map<string, { readonly name: string; readonly argument: string | undefined }>,
): void {
  if (operand.kind === "literal") return;
  if (operand.kind === "transformer") {
    for (const inner of operand.operands) addFields(inner, found);
    return;
  }
  const { name, argument } = operand;
  found.set(`${name}[${argument ?? ""}]`, { name, argument });
}
