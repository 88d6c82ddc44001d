import { checkExpression } from "./checker/check-expression.ts";
import { compile } from "./compile.ts";
import type { Declarations } from "./declarations.ts";
import type { Step } from "./frame.ts";
import { parseExpression } from "./parser.ts";
import type { CelProblem } from "./problem.ts";
import type { Expression } from "./syntax.ts";
import { dynType, type Type } from "./type.ts";

/** An expression ready to run, any number of times and with any bindings. */
export interface Program {
  /** The variables that it asks for. */
  readonly names: readonly string[];
  readonly run: Step;
  /** What it computes; `dyn` when that is not known before it runs. */
  readonly type: Type;
}

/** A program, or every reason why there is none. */
export type Compilation =
  | { readonly kind: "program"; readonly program: Program }
  | { readonly kind: "problems"; readonly problems: readonly [CelProblem, ...CelProblem[]] };

/** Makes an expression into a program, once all that it refers to is declared and its types fit. */
export function compileExpression(source: string, declarations: Declarations): Compilation {
  const parsed = parseExpression(source);
  if (parsed.kind === "problem") return { kind: "problems", problems: [parsed.problem] };
  const { type, problems } = checkExpression(declarations, parsed.expression);
  const [first, ...others] = problems;
  if (first !== undefined) return { kind: "problems", problems: [first, ...others] };
  return { kind: "program", program: { ...programOf(parsed.expression, declarations), type } };
}

/** Makes an expression into a program without looking at its types: what does not fit is an error when it runs. */
export function compileUnchecked(source: string, declarations: Declarations): Compilation {
  const parsed = parseExpression(source);
  if (parsed.kind === "problem") return { kind: "problems", problems: [parsed.problem] };
  return { kind: "program", program: { ...programOf(parsed.expression, declarations), type: dynType } };
}

function programOf(expression: Expression, declarations: Declarations): Omit<Program, "type"> {
  const names: string[] = [];
  const run = compile({ declarations, names, locals: new Map(), depth: 0, compile }, expression);
  return { names, run };
}
