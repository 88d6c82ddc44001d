import { createHmac, randomBytes } from "node:crypto";

const prefix = "whsec_";
const secretBytes = 32;

/** Makes a secret as Standard Webhooks write it. */
export function makeWebhookSecret(): string {
  return `${prefix}${randomBytes(secretBytes).toString("base64")}`;
}

/** What a receiver checks. */
export interface SignedDelivery {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

/**
 * Gives the headers that say who sent a delivery and when. Receivers refuse old timestamps, and ids that they have had.
 *
 * Source: Standard Webhooks 1.0.0, "Signature scheme": HMAC-SHA256 over id, timestamp and body with dots between them.
 */
export function signDelivery({ id, timestamp, body }: SignedDelivery, secret: string): Record<string, string> {
  const key = Buffer.from(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret, "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": String(timestamp), "webhook-signature": `v1,${signature}` };
}
