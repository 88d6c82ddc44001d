import type { Operand, TransformerOperand } from "../../formats/falco-rules/condition-syntax.ts";
import type { Text } from "../../model/text.ts";
import { type FieldTable, type FieldType, findField } from "./fields/field.ts";

/** What an operand gives, or why it gives nothing. */
export type OperandType =
  | { readonly kind: "type"; readonly type: FieldType; readonly isList: boolean }
  | { readonly kind: "problem"; readonly message: Text };

/** Tells what the values of an operand are. A field that is not in the table counts as a text. */
export function operandType(table: FieldTable, operand: Operand): OperandType {
  if (operand.kind === "literal") return { kind: "type", type: "text", isList: false };
  if (operand.kind === "field") {
    const field = findField(table, operand.name);
    return { kind: "type", type: field?.type ?? "text", isList: field?.isList === true };
  }
  return transformerType(table, operand);
}

function transformerType(table: FieldTable, { name, operands, argument }: TransformerOperand): OperandType {
  const types: Extract<OperandType, { readonly kind: "type" }>[] = [];
  for (const operand of operands) {
    const type = operandType(table, operand);
    if (type.kind === "problem") return type;
    types.push(type);
  }
  const literals = operands.filter(({ kind }) => kind === "literal").length;
  switch (name) {
    case "len":
      return operands.length === 1 ? { kind: "type", type: "number", isList: false } : wrong(name, oneOperand);
    case "tolower":
    case "toupper":
    case "b64":
    case "basename":
      return operands.length === 1
        ? { kind: "type", type: "text", isList: types[0]?.isList === true }
        : wrong(name, oneOperand);
    case "concat":
      return types.some(({ isList }) => isList) ? wrong(name, noList) : { kind: "type", type: "text", isList: false };
    case "join":
      return operands.length === 2 && literals === 1
        ? { kind: "type", type: "text", isList: false }
        : wrong(name, listAndSeparator);
    case "getopt":
      return operands.length === 2 && operands[1]?.kind === "literal"
        ? { kind: "type", type: "text", isList: argument === undefined }
        : wrong(name, argumentsAndOptions);
  }
}

const oneOperand: Text = { en: "one field", ja: "1 つのフィールド" };
const noList: Text = { en: "fields that are no lists", ja: "リストではないフィールド" };
const listAndSeparator: Text = {
  en: "a field and a text in quotes that separates",
  ja: "フィールドと、引用符で囲んだ区切り文字",
};
const argumentsAndOptions: Text = {
  en: 'a field and its options in quotes, as in getopt(proc.args, "n:")',
  ja: 'フィールドと、引用符で囲んだオプション定義（例: getopt(proc.args, "n:")）',
};

function wrong(name: string, expected: Text): OperandType {
  return {
    kind: "problem",
    message: { en: `${name}: expected ${expected.en}`, ja: `${name} には${expected.ja}を想定しました` },
  };
}
