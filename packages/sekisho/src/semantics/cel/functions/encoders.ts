import { notReadable } from "../errors.ts";
import { type Overload, unary } from "../overload.ts";
import { traversalCost } from "../size.ts";
import { bytesType, stringType } from "../type.ts";
import { bytes, type Result } from "../values.ts";

/** The encoders extension. Source: cel-go, ext/encoders.go. */
export const encoders: readonly Overload[] = [
  unary(
    { name: "base64.encode", parameters: [bytesType], result: stringType, cost: traversalCost },
    ({ bytes: content }) => Buffer.from(content).toString("base64"),
  ),
  unary({ name: "base64.decode", parameters: [stringType], result: bytesType, cost: traversalCost }, decode),
];

/** Reads base64 with or without its padding; anything else in it is an error. */
function decode(text: string): Result {
  const digits = text.replace(/={1,2}$/, "");
  const isPadded = digits.length !== text.length;
  const isSound = digits.length % 4 !== 1 && (!isPadded || text.length % 4 === 0);
  if (!isSound || !isBase64(digits)) return notReadable("base64", text);
  return bytes(new Uint8Array(Buffer.from(digits, "base64")));
}

function isBase64(digits: string): boolean {
  for (let at = 0; at < digits.length; at += 1000) {
    if (!/^[A-Za-z0-9+/]{1,1000}$/.test(digits.slice(at, at + 1000))) return false;
  }
  return true;
}
