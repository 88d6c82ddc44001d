import type { OffsetRange } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import { ConditionCursor, ConditionSyntaxError } from "./condition-cursor.ts";
import type { Operand } from "./condition-syntax.ts";
import { findTransformer, parseField } from "./parse-operand.ts";

/** The output of a rule: texts and fields in their order. */
export interface OutputTemplate {
  /** A star in front: the alert is written even where fields are missing. Today's engines always write it. */
  readonly isAlwaysWritten: boolean;
  readonly parts: readonly OutputPart[];
}

/** A text as it is, or the place of a value. */
export type OutputPart =
  | { readonly kind: "text"; readonly text: string }
  | (OffsetRange & { readonly kind: "value"; readonly operand: Operand; readonly width: number | undefined });

/** A template, or the first thing that is wrong with it. */
export type ParsedOutput =
  | { readonly kind: "output"; readonly template: OutputTemplate }
  | (OffsetRange & { readonly kind: "problem"; readonly expected: Text; readonly got: string });

/**
 * Reads an output: `%field`, `%field[argument]`, `%tolower(field)`, with a width in front (`%20proc.name`); `%%` is a
 * percent sign. Never throws. Source: falcosecurity/libs, sinsp_evt_formatter::set_format.
 */
export function parseOutput(text: string): ParsedOutput {
  const cursor = new ConditionCursor(text);
  try {
    return { kind: "output", template: readTemplate(cursor) };
  } catch (error) {
    if (!(error instanceof ConditionSyntaxError)) throw error;
    const { start, end } = error.range;
    return { kind: "problem", expected: error.expected, got: text.slice(start, end), start, end };
  }
}

function readTemplate(cursor: ConditionCursor): OutputTemplate {
  const isAlwaysWritten = cursor.take("*");
  const parts: OutputPart[] = [];
  let pending = "";
  while (!cursor.isAtEnd) {
    pending += cursor.takeUntil((unit) => unit === 0x25);
    const start = cursor.at;
    if (!cursor.take("%")) break;
    if (cursor.take("%")) {
      pending += "%";
      continue;
    }
    const width = readWidth(cursor);
    const operand = findTransformer(cursor) ?? parseField(cursor);
    if (operand === undefined) cursor.fail({ en: "a field behind %", ja: "% の後にフィールド" }, start);
    if (pending !== "") parts.push({ kind: "text", text: pending });
    pending = "";
    parts.push({ kind: "value", operand, width, start, end: cursor.at });
  }
  if (pending !== "") parts.push({ kind: "text", text: pending });
  return { isAlwaysWritten, parts };
}

function readWidth(cursor: ConditionCursor): number | undefined {
  const digits = cursor.takeUntil((unit) => unit < 0x30 || unit > 0x39);
  return digits === "" ? undefined : Math.min(Number(digits), 1000);
}
