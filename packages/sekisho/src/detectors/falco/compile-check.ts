import type { Check } from "../../formats/falco-rules/condition-syntax.ts";
import type { FieldTable, FieldType } from "../../semantics/falco-rules/fields/field.ts";
import { operandType } from "../../semantics/falco-rules/operand-type.ts";
import {
  type FieldForm,
  type FieldValue,
  type Judge,
  type ReadField,
  textOf,
  type Verdict,
  verdicts,
} from "./field-value.ts";
import { type OpenField, readOperand } from "./transformers.ts";
import { compareValues, createValueTest, type ValueTest } from "./value-tests.ts";

/** What a comparison is compiled with. */
export interface CheckSurroundings {
  readonly fields: FieldTable;
  readonly open: OpenField;
  /** Says which fields give any of several values. */
  readonly formOf: (name: string, argument: string | undefined) => FieldForm;
}

/**
 * Makes a comparison into a function. An absent field makes it false whatever the operator, `!=` too; what cannot be
 * known leaves it undecided. Source: falcosecurity/libs, sinsp_filter_check::compare.
 */
export function compileCheck(check: Check, surroundings: CheckSurroundings): Judge {
  const read = readOperand(check.left, surroundings.open);
  const form = formOfOperand(check, surroundings);
  if (check.operator === "exists") return () => judgeExistence(read());
  const operand = operandType(surroundings.fields, check.left);
  const type = operand.kind === "type" ? operand.type : "text";
  const test = createTest(check, type, surroundings);
  if (test === undefined) return () => verdicts.undecided;
  if (form === "one" && test.kind === "plain") return compileSingle(read, test.test);
  return compileSeveral(read, { check, form, test });
}

function formOfOperand({ left }: Check, { fields, formOf }: CheckSurroundings): FieldForm {
  if (left.kind === "field") return formOf(left.name, left.argument);
  const type = operandType(fields, left);
  return type.kind === "type" && type.isList ? "list" : "one";
}

function judgeExistence(value: FieldValue): Verdict {
  if (value === null) return verdicts.undecided;
  if (value === undefined) return verdicts.no;
  return typeof value === "object" && value.length === 0 ? verdicts.no : verdicts.yes;
}

/** A test of one value, or one that reads what to compare with from the event. */
type PreparedTest =
  | { readonly kind: "plain"; readonly test: ValueTest }
  | {
      readonly kind: "read";
      readonly test: (value: string | number | boolean, right: FieldValue) => boolean | undefined;
      readonly read: ReadField;
    };

function createTest(check: Check, type: FieldType, { open }: CheckSurroundings): PreparedTest | undefined {
  const { right, operator } = check;
  if (right?.kind === "operand") {
    const read = readOperand(right.operand, open);
    return { kind: "read", read, test: (value, other) => compareValues(operator, value, other, type) };
  }
  const test = createValueTest(check, type);
  return test === undefined ? undefined : { kind: "plain", test };
}

/** The common case: one value, written values. */
function compileSingle(read: ReadField, test: ValueTest): Judge {
  return () => {
    const value = read();
    if (value === undefined) return verdicts.no;
    if (value === null) return verdicts.undecided;
    return toVerdict(typeof value === "object" ? test(value.join(" ")) : test(value));
  };
}

function toVerdict(result: boolean | undefined): Verdict {
  if (result === true) return verdicts.yes;
  return result === false ? verdicts.no : verdicts.undecided;
}

interface SeveralCheck {
  readonly check: Check;
  readonly form: FieldForm;
  readonly test: PreparedTest;
}

function compileSeveral(read: ReadField, { check, form, test }: SeveralCheck): Judge {
  const wantsAll = form === "list" ? check.operator === "in" : form === "any" && check.operator === "!=";
  const readRight = test.kind === "read" ? test.read : undefined;
  return () => {
    const value = read();
    if (value === undefined) return verdicts.no;
    if (value === null) return verdicts.undecided;
    const right = readRight?.();
    if (readRight !== undefined && (right === undefined || right === null)) {
      return right === null ? verdicts.undecided : verdicts.no;
    }
    const passes = test.kind === "plain" ? test.test : (one: string | number | boolean) => test.test(one, right);
    if (typeof value !== "object") return toVerdict(passes(value));
    return judgeSeveral(value, passes, wantsAll);
  };
}

/** An empty list counts as absent. */
function judgeSeveral(values: readonly string[], passes: ValueTest, wantsAll: boolean): Verdict {
  if (values.length === 0) return verdicts.no;
  let isOpen = false;
  for (const value of values) {
    const result = passes(textOf(value));
    if (result === undefined) isOpen = true;
    else if (result !== wantsAll) return wantsAll ? verdicts.no : verdicts.yes;
  }
  if (isOpen) return verdicts.undecided;
  return wantsAll ? verdicts.yes : verdicts.no;
}
