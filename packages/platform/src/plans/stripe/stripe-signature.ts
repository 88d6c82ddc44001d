import { createHmac, timingSafeEqual } from "node:crypto";

/** Older messages are refused, and those of a clock that is ahead. Source: Stripe, "Verify webhook signatures manually". */
const toleranceMs = 300_000;
const maxSignatures = 10;

/** Why a message is refused. */
export type SignatureProblem = "malformed" | "wrong" | "too-old";

/**
 * Tells what is wrong with the signature of a message; `undefined` when it is Stripe's.
 *
 * `Stripe-Signature: t=SECONDS,v1=HEX,…` has one `v1` for each secret in force: HMAC-SHA256 over `SECONDS.BODY`. Other
 * schemes are ignored. Source: Stripe, "Receive Stripe events in your webhook endpoint", verifying manually.
 */
export function findSignatureProblem(
  { body, header, secret }: { readonly body: string; readonly header: string | undefined; readonly secret: string },
  nowMs: number,
): SignatureProblem | undefined {
  const parts = (header ?? "")
    .slice(0, 4000)
    .split(",")
    .map((part) => part.trim());
  const seconds = parts.find((part) => part.startsWith("t="))?.slice(2) ?? "";
  const given = parts
    .filter((part) => part.startsWith("v1="))
    .slice(0, maxSignatures)
    .map((part) => part.slice(3));
  if (!/^\d{1,12}$/.test(seconds) || given.length === 0) return "malformed";
  const expected = createHmac("sha256", secret).update(`${seconds}.${body}`).digest();
  // Which is right is told before how old it is: a stranger learns nothing of clocks.
  if (!given.some((hex) => isSame(hex, expected))) return "wrong";
  return Math.abs(nowMs - Number(seconds) * 1000) > toleranceMs ? "too-old" : undefined;
}

function isSame(hex: string, expected: Buffer): boolean {
  if (!/^[0-9a-f]{64}$/i.test(hex)) return false;
  return timingSafeEqual(Buffer.from(hex, "hex"), expected);
}
