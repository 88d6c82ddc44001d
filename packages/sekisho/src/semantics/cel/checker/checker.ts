import type { OffsetRange } from "../../../model/source-text.ts";
import type { Text } from "../../../model/text.ts";
import type { Declarations } from "../declarations.ts";
import type { CelProblem } from "../problem.ts";
import type { Expression } from "../syntax.ts";
import { dynType, formatType, type Type } from "../type.ts";
import { isAssignable, type Substitution, substitute } from "./substitution.ts";

/** What the parts of an expression are checked with. */
export interface Checker {
  readonly declarations: Declarations;
  /** Types of the local variables in sight. */
  readonly locals: ReadonlyMap<string, Type>;
  readonly substitution: Substitution;
  readonly problems: CelProblem[];
  /** Finds out the type of a part. */
  readonly typeOf: (checker: Checker, expression: Expression) => Type;
}

/** Notes what is wrong; the part's type is then `dyn`, so that nothing more is said about it. */
export function report(checker: Checker, range: OffsetRange, message: Text): Type {
  checker.problems.push({ range, message });
  return dynType;
}

/** Gives the local variables with further ones. */
export function declare(checker: Checker, variables: readonly (readonly [string, Type])[]): ReadonlyMap<string, Type> {
  return new Map([...checker.locals, ...variables]);
}

/** Gives a checker that sees other local variables. */
export function inner(checker: Checker, locals: ReadonlyMap<string, Type>): Checker {
  return { ...checker, locals };
}

/** Checks a part that has to be of a type. */
export function expectType(checker: Checker, expression: Expression, expected: Type): Type {
  const type = checker.typeOf(checker, expression);
  if (isAssignable(checker.substitution, type, expected)) return type;
  const wanted = formatType(substitute(checker.substitution, expected, true));
  const got = formatType(substitute(checker.substitution, type, true));
  return report(checker, expression.range, {
    en: `expected type ${wanted}, got ${got}`,
    ja: `型 ${wanted} が必要ですが、${got} でした`,
  });
}
