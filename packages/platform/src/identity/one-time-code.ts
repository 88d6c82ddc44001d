import { Secret, TOTP } from "otpauth";

/** How apps make codes: SHA-1, six digits, 30 seconds, as every app understands. Source: RFC 6238. */
const periodSeconds = 30;
const secretBytes = 20;
/** A clock may be one step early or late. */
const toleratedSteps = 1;

/** Makes a secret of 160 bits, in base32. */
export function makeCodeSecret(): string {
  return new Secret({ size: secretBytes }).base32;
}

/** Writes what an app reads from a picture: `otpauth://totp/Sekisho:name@example.com?…`. */
export function writeCodeAddress(secret: string, tenant: string, email: string): string {
  return totpOf(secret, `Sekisho ${tenant}`, email).toString();
}

/**
 * Finds the step of time that a code belongs to, counted from 1970 in half minutes; `undefined` when it is none of now.
 *
 * Whoever accepts the code keeps the step and takes no code of it or an earlier one again.
 */
export function findCodeStep(secret: string, code: string, nowMs: number): number | undefined {
  if (!/^[0-9]{6}$/.test(code)) return undefined;
  const delta = totpOf(secret).validate({ token: code, timestamp: nowMs, window: toleratedSteps });
  return delta === null ? undefined : Math.floor(nowMs / 1000 / periodSeconds) + delta;
}

function totpOf(secret: string, issuer = "", label = ""): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret), issuer, label, digits: 6, period: periodSeconds });
}
