import type { Text } from "../../model/text.ts";
import type { Outcome } from "../define.ts";

/** Gives the outcome of a thing that has no place in our reports: it is told, with the reason. */
export function leftOut(code: string, pointer: string, message: Text): Outcome {
  return { kind: "left-out", note: { code, level: "info", message, pointer } };
}
