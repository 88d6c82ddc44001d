import type { Declarations } from "./declarations.ts";
import type { Step } from "./frame.ts";
import { rootName } from "./scope.ts";
import type { Expression } from "./syntax.ts";

/** What the parts of an expression are compiled with. */
export interface Compiler {
  readonly declarations: Declarations;
  /** Names of the variables that the program asks for, in the order of their slots in a frame. */
  readonly names: string[];
  /** Slots of the local variables in sight. */
  readonly locals: ReadonlyMap<string, number>;
  /** How many local slots are taken. */
  readonly depth: number;
  /** Compiles a part. */
  readonly compile: (compiler: Compiler, expression: Expression) => Step;
}

/** Gives a compiler that sees further local variables, and their slots. */
export function withLocals(
  compiler: Compiler,
  variables: readonly string[],
): { readonly inner: Compiler; readonly slots: readonly number[] } {
  const slots = variables.map((_, index) => compiler.depth + index);
  const locals = new Map(compiler.locals);
  for (const [index, name] of variables.entries()) locals.set(name, compiler.depth + index);
  return { inner: { ...compiler, locals, depth: compiler.depth + variables.length }, slots };
}

/** Says whether a chain of names begins with a local variable, which hides every other meaning of it. */
export function isLocal(compiler: Compiler, expression: Expression): boolean {
  const root = rootName(expression);
  return root !== undefined && compiler.locals.has(root);
}

/** Gives the slot of a variable of the program. */
export function slotOf(compiler: Compiler, name: string): number {
  const known = compiler.names.indexOf(name);
  return known === -1 ? compiler.names.push(name) - 1 : known;
}

/** Gives a function's steps for its arguments. */
export function compileAll(compiler: Compiler, expressions: readonly Expression[]): readonly Step[] {
  return expressions.map((expression) => compiler.compile(compiler, expression));
}
