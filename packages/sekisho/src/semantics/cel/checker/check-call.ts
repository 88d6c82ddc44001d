import { quote } from "../../../model/quote.ts";
import { findFunctionName, qualifiedName, rootName } from "../scope.ts";
import type { Call, Expression } from "../syntax.ts";
import { dynType, formatType, type Type } from "../type.ts";
import { type Checker, report } from "./checker.ts";
import { type OperatorSignature, operatorSignatures } from "./operator-signatures.ts";
import { areAssignable, instantiate, isSame, substitute } from "./substitution.ts";

/** Checks an operator, a function or a method; gives its result's type. */
export function checkCall(checker: Checker, call: Call): Type {
  const operator = call.target === undefined ? operatorSignatures.get(call.name) : undefined;
  if (operator !== undefined)
    return resolve(checker, call, { name: call.name, signatures: operator, values: call.arguments });
  const name = findNamespaced(checker, call);
  const { library } = checker.declarations;
  if (name !== undefined) {
    const signatures = library.get(name)?.filter(({ isMethod }) => !isMethod) ?? [];
    return resolve(checker, call, { name, signatures, values: call.arguments });
  }
  const signatures =
    call.target === undefined ? [] : (library.get(call.name)?.filter(({ isMethod }) => isMethod) ?? []);
  const values = call.target === undefined ? call.arguments : [call.target, ...call.arguments];
  if (signatures.length > 0) return resolve(checker, call, { name: call.name, signatures, values });
  const shown = quote(call.name);
  report(checker, call.range, { en: `there is no function ${shown}`, ja: `関数 ${shown} はありません` });
  for (const value of values) checker.typeOf(checker, value);
  return dynType;
}

/** Finds the function that a name with its namespace stands for; a local variable in front makes it a method. */
function findNamespaced(checker: Checker, { target, name }: Call): string | undefined {
  if (target === undefined) return findFunctionName(checker.declarations, name);
  const root = rootName(target);
  const namespace = root !== undefined && checker.locals.has(root) ? undefined : qualifiedName(target);
  return namespace === undefined ? undefined : findFunctionName(checker.declarations, `${namespace}.${name}`);
}

interface Resolution {
  readonly name: string;
  readonly signatures: readonly OperatorSignature[];
  readonly values: readonly Expression[];
}

/** Finds every signature that takes the values; where they give different types, the result may be any. */
function resolve(checker: Checker, call: Call, { name, signatures, values }: Resolution): Type {
  const { substitution } = checker;
  const types = values.map((value) => checker.typeOf(checker, value));
  let result: Type | undefined;
  for (const signature of signatures) {
    if (signature.parameters.length !== types.length) continue;
    const [given = dynType, ...parameters] = instantiate(substitution, [signature.result, ...signature.parameters]);
    if (!areAssignable(substitution, types, parameters)) continue;
    const found = substitute(substitution, given);
    if (result === undefined) result = found;
    else if (!isSame(result, found)) result = dynType;
  }
  if (result !== undefined) return result;
  const shown = types.map((type) => formatType(substitute(substitution, type, true))).join(", ");
  return report(checker, call.range, {
    en: `no matching overload: ${quote(name)} does not take (${shown})`,
    ja: `${quote(name)} は引数 (${shown}) を受け付けません`,
  });
}
