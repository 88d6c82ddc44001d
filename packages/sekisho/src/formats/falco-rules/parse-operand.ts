import { type ConditionCursor, endsBareArgument } from "./condition-cursor.ts";
import {
  type FieldOperand,
  type LiteralOperand,
  type Operand,
  type RightSide,
  type TransformerOperand,
  transformers,
} from "./condition-syntax.ts";

/** How deep transformers may nest. */
const maxTransformers = 50;

/** Reads a field with its argument; `undefined`, and nothing taken, when no field comes next. */
export function parseField(cursor: ConditionCursor): FieldOperand | undefined {
  const start = cursor.at;
  const name = cursor.takeFieldName();
  if (name === "") return undefined;
  const argument = parseArgument(cursor);
  return { kind: "field", name, argument, start, end: cursor.at };
}

/** Reads what stands in brackets behind a field, quoted or bare. */
function parseArgument(cursor: ConditionCursor): string | undefined {
  if (!cursor.take("[")) return undefined;
  const argument = cursor.takeQuoted() ?? cursor.takeUntil(endsBareArgument);
  if (argument === "") cursor.fail({ en: "the field's argument", ja: "フィールドの引数" });
  if (!cursor.take("]")) cursor.fail({ en: "]", ja: "]" });
  return argument;
}

/** Reads a transformer with its operands; `undefined`, and nothing taken, when none comes next. */
export function findTransformer(cursor: ConditionCursor, depth = 0): TransformerOperand | undefined {
  const start = cursor.at;
  const name = transformers.find((one) => cursor.take(`${one}(`));
  if (name === undefined) return undefined;
  if (depth >= maxTransformers) {
    cursor.fail(
      { en: `at most ${maxTransformers} transformers in each other`, ja: `${maxTransformers} 段以内の変換の入れ子` },
      start,
    );
  }
  const operands: Operand[] = [];
  do operands.push(parseInner(cursor, depth));
  while (cursor.take(","));
  if (!cursor.take(")")) cursor.fail({ en: ", or )", ja: ", または )" });
  const argument = parseArgument(cursor);
  return { kind: "transformer", name, operands, argument, start, end: cursor.at };
}

function parseInner(cursor: ConditionCursor, depth: number): Operand {
  cursor.skipBlanks();
  const operand = findTransformer(cursor, depth + 1) ?? parseField(cursor) ?? parseLiteral(cursor);
  if (operand === undefined)
    cursor.fail({
      en: "a field, a transformer or a text in quotes",
      ja: "フィールド、変換、または引用符で囲んだ文字列",
    });
  cursor.skipBlanks();
  return operand;
}

function parseLiteral(cursor: ConditionCursor): LiteralOperand | undefined {
  const start = cursor.at;
  const text = cursor.takeQuoted();
  return text === undefined ? undefined : { kind: "literal", text, start, end: cursor.at };
}

/** Reads `val(field)` or a transformer on the right of an operator; `undefined` when neither comes next. */
export function findRightOperand(cursor: ConditionCursor): RightSide | undefined {
  cursor.skipBlanks();
  const start = cursor.at;
  const transformer = findTransformer(cursor);
  if (transformer !== undefined) return { kind: "operand", operand: transformer, start, end: cursor.at };
  if (!cursor.take("val(")) return undefined;
  cursor.skipBlanks();
  const operand = parseField(cursor);
  if (operand === undefined) cursor.fail({ en: "a field", ja: "フィールド" });
  cursor.skipBlanks();
  if (!cursor.take(")")) cursor.fail({ en: ")", ja: ")" });
  return { kind: "operand", operand, start, end: cursor.at };
}
