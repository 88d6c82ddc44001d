import type { AcceptedException } from "../../model/finding.ts";
import type { ImportedTarget } from "../define.ts";

/** Gives a subscription as target. */
export function account(name: string): ImportedTarget {
  return { kind: "cloud-account", name };
}

/** Tells a text that says something. */
export function isFilled(text: string | null | undefined): text is string {
  return typeof text === "string" && text.trim() !== "";
}

/** Gives the decision behind a state: what is settled or ignored stays. */
export function exceptionOf(
  status: string | null | undefined,
  reason: string | null | undefined,
): AcceptedException | undefined {
  const isSettled = /^(?:resolved|rejected|ignored|suppressed)$/i.test((status ?? "").trim());
  return isSettled ? { reason: isFilled(reason) ? reason : (status ?? "").trim() } : undefined;
}
