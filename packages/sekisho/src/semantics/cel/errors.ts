import { quote } from "../../model/quote.ts";
import { type CelError, kindOf, type MapKey, type Value } from "./values.ts";

/** Makes the error of an operation. */
export function failure(en: string, ja: string): CelError {
  return { kind: "error", message: { en, ja } };
}

/** Gives an error the place that it happened at, unless one further inside is known. */
export function placed(error: CelError, offset: number): CelError {
  return error.offset === undefined ? { ...error, offset } : error;
}

export const overflow = failure("a number is outside the range of its type", "数値が型の範囲を超えています");
export const divisionByZero = failure("division by zero", "0 で除算しています");
export const moduloByZero = failure("remainder of a division by zero", "0 で割った余りを求めています");

/** The error of a function or operator that does not take values of these kinds. */
export function noOverload(name: string, values: readonly Value[]): CelError {
  const kinds = values.map(kindOf).join(", ");
  return failure(
    `no such overload: ${quote(name)} does not take (${kinds})`,
    `${quote(name)} は引数 (${kinds}) を受け付けません`,
  );
}

/** The error of a field or key that is not there. */
export function noSuchKey(key: MapKey): CelError {
  const shown = quote(String(key));
  return failure(`no such key: ${shown}`, `キーがありません: ${shown}`);
}

/** The error of a value that has no fields. */
export function noFields(value: Value, field: string): CelError {
  return failure(
    `no such overload: a ${kindOf(value)} has no field ${quote(field)}`,
    `${kindOf(value)} にはフィールド ${quote(field)} がありません`,
  );
}

export function noSuchIndex(index: bigint | number, size: number): CelError {
  return failure(`index ${index} is outside a list of ${size}`, `添字 ${index} は要素数 ${size} のリストの範囲外です`);
}

/** The error of a text that a conversion does not take. */
export function notReadable(what: string, text: string): CelError {
  return failure(`${quote(text)} is no ${what}`, `${quote(text)} は ${what} として読み取れません`);
}

/** The error of a condition that is neither true nor false. */
export function notBool(value: Value): CelError {
  return failure(
    `no such overload: expected a bool, got a ${kindOf(value)}`,
    `bool を想定しましたが、${kindOf(value)} でした`,
  );
}

export function undeclared(name: string): CelError {
  return failure(`undeclared reference to ${quote(name)}`, `${quote(name)} は宣言されていません`);
}
