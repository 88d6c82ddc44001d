import { compileCall } from "./compile-call.ts";
import { compileList, compileMap } from "./compile-collection.ts";
import { compileComprehension } from "./compile-comprehension.ts";
import { compileSelect } from "./compile-select.ts";
import { compileVariable } from "./compile-variable.ts";
import { type Compiler, withLocals } from "./compiler.ts";
import { failure, noOverload, notBool, placed } from "./errors.ts";
import { type Frame, type Step, spend, stoppedError } from "./frame.ts";
import type { Binding, Expression, Logic, MessageLiteral } from "./syntax.ts";
import { type CelError, isError, noneValue, optionalOfValue, type Result, type Value } from "./values.ts";

/** Makes an expression into a function that computes it. */
export function compile(compiler: Compiler, expression: Expression): Step {
  switch (expression.kind) {
    case "literal":
      return compileLiteral(expression.value);
    case "identifier":
      return compileVariable(compiler, expression);
    case "select":
      return compileSelect(compiler, expression);
    case "call":
      return compileCall(compiler, expression);
    case "logic":
      return compileLogic(compiler, expression);
    case "list":
      return compileList(compiler, expression);
    case "map":
      return compileMap(compiler, expression);
    case "message":
      return compileMessage(expression);
    case "comprehension":
      return compileComprehension(compiler, expression);
    case "binding":
      return compileBinding(compiler, expression);
  }
}

function compileLiteral(value: Value): Step {
  return () => value;
}

function compileMessage({ name, range }: MessageLiteral): Step {
  const error = placed(failure(`there is no message type ${name}`, `メッセージ型 ${name} はありません`), range.start);
  return () => error;
}

/**
 * One `false` makes `&&` false and one `true` makes `||` true, wherever it stands and whatever failed before it.
 * Source: CEL language definition, "Logical Operators".
 */
function compileLogic(compiler: Compiler, expression: Logic): Step {
  const isDecisive = expression.operator === "||";
  const operands = expression.operands.map((operand) => ({
    step: compiler.compile(compiler, operand),
    offset: operand.range.start,
  }));
  return (frame) => {
    if (!spend(frame, 1)) return stoppedError;
    let failed: CelError | undefined;
    for (const { step, offset } of operands) {
      const result = step(frame);
      if (result === isDecisive) return isDecisive;
      if (typeof result !== "boolean") failed ??= isError(result) ? result : placed(notBool(result), offset);
    }
    return failed ?? !isDecisive;
  };
}

function compileBinding(compiler: Compiler, expression: Binding): Step {
  const value = compiler.compile(compiler, expression.value);
  const { inner, slots } = withLocals(compiler, [expression.variable]);
  const body = compiler.compile(inner, expression.body);
  const [slot = 0] = slots;
  const { name, range } = expression;
  if (name === "bind") {
    return (frame) => {
      if (!spend(frame, 1)) return stoppedError;
      frame.locals[slot] = value(frame);
      return body(frame);
    };
  }
  return (frame) => {
    if (!spend(frame, 1)) return stoppedError;
    const optional = value(frame);
    if (isError(optional)) return optional;
    if (typeof optional !== "object" || optional?.kind !== "optional")
      return placed(noOverload(name, [optional]), range.start);
    if (optional.value === undefined) return noneValue;
    return mapOptional(frame, { content: optional.value, slot, body, isFlat: name === "optFlatMap" });
  };
}

function mapOptional(
  frame: Frame,
  { content, slot, body, isFlat }: { content: Value; slot: number; body: Step; isFlat: boolean },
): Result {
  frame.locals[slot] = content;
  const result = body(frame);
  if (isError(result)) return result;
  if (!isFlat) return optionalOfValue(result);
  return typeof result === "object" && result?.kind === "optional" ? result : noOverload("optFlatMap", [result]);
}
