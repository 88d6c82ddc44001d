import { type Compiler, slotOf } from "./compiler.ts";
import { placed, undeclared } from "./errors.ts";
import { type Frame, type Step, spend, stoppedError } from "./frame.ts";
import { findReference, type Reference } from "./scope.ts";
import type { Identifier } from "./syntax.ts";
import { isError, type Result, typeValue } from "./values.ts";

/** Compiles a name: a local variable, a variable of the program, or a type. */
export function compileVariable(compiler: Compiler, expression: Identifier): Step {
  const slot = expression.isAbsolute ? undefined : compiler.locals.get(expression.name);
  if (slot !== undefined) return compileLocal(slot);
  const reference = findReference(compiler.declarations, expression);
  if (reference !== undefined) return compileReference(compiler, reference, expression.range.start);
  const error = placed(undeclared(expression.name), expression.range.start);
  return () => error;
}

function compileLocal(slot: number): Step {
  return (frame) => (spend(frame, 1) ? (frame.locals[slot] ?? null) : stoppedError);
}

/** Compiles what a name with or without dots is declared as. */
export function compileReference(compiler: Compiler, reference: Reference, offset: number): Step {
  if (reference.kind === "type") {
    const type = typeValue(reference.name);
    return () => type;
  }
  const slot = slotOf(compiler, reference.name);
  return (frame) => {
    if (!spend(frame, 1)) return stoppedError;
    return frame.globals[slot] ?? load(frame, slot, offset);
  };
}

/** Asks for a variable; once in a run, however often the program reads it. */
function load(frame: Frame, slot: number, offset: number): Result {
  const name = frame.names[slot] ?? "";
  const bound = frame.bindings.get(name);
  const value = typeof bound === "function" ? bound() : bound;
  const result = value === undefined ? undeclared(name) : value;
  const placedResult = isError(result) ? placed(result, offset) : result;
  frame.globals[slot] = placedResult;
  return placedResult;
}
