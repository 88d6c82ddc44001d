import {
  boolType,
  bytesType,
  doubleType,
  intType,
  type Kind,
  nullType,
  stringType,
  type Type,
  uintType,
} from "../type.ts";

/** The types of what can be written as one word. */
export const literalTypes: Readonly<Partial<Record<Kind, Type>>> = {
  int: intType,
  uint: uintType,
  double: doubleType,
  bool: boolType,
  string: stringType,
  bytes: bytesType,
  null: nullType,
};
