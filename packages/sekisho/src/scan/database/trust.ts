import { KeyObject } from "node:crypto";
import type { SigstoreIdentity } from "../../access/signatures/sigstore-identity.ts";

/** Somebody whose signature under a database is believed: who has a key, or whom sigstore names. */
export type Trusted = KeyObject | SigstoreIdentity;

/** Gives those who have a key. */
export function keysOf(trusted: readonly Trusted[]): readonly KeyObject[] {
  return trusted.filter((one) => one instanceof KeyObject);
}

/** Gives those whom sigstore names. */
export function identitiesOf(trusted: readonly Trusted[]): readonly SigstoreIdentity[] {
  return trusted.flatMap((one) => (one instanceof KeyObject ? [] : [one]));
}
