import { hasField, selectField, selectOptional } from "./access.ts";
import { compileReference } from "./compile-variable.ts";
import { type Compiler, isLocal } from "./compiler.ts";
import { placed } from "./errors.ts";
import { type Step, spend, stoppedError } from "./frame.ts";
import { findReference } from "./scope.ts";
import type { Select } from "./syntax.ts";
import { isError } from "./values.ts";

/** Compiles `a.b`, `a.?b` and `has(a.b)`; a chain that is declared as a whole is that variable. */
export function compileSelect(compiler: Compiler, expression: Select): Step {
  const { access, field, range } = expression;
  const isChain = access !== "optional" && !isLocal(compiler, expression);
  const reference = isChain ? findReference(compiler.declarations, { ...expression, access: "value" }) : undefined;
  if (reference !== undefined) {
    return access === "presence" ? () => true : compileReference(compiler, reference, range.start);
  }
  const operand = compiler.compile(compiler, expression.operand);
  const read = { value: selectField, optional: selectOptional, presence: hasField }[access];
  const offset = range.end;
  return (frame) => {
    const holder = operand(frame);
    if (isError(holder)) return holder;
    if (!spend(frame, 1)) return stoppedError;
    const result = read(holder, field);
    return isError(result) ? placed(result, offset) : result;
  };
}
