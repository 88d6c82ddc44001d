import type { Database } from "../store/database.ts";
import { recordAudit } from "./audit.ts";

/** Somebody who was not let in. */
export interface Refusal {
  readonly tenantId: string;
  readonly address: string;
  /** Which way they came. */
  readonly by: "password" | "oidc" | "saml";
  readonly details: Readonly<Record<string, string>>;
}

const longestDetail = 300;

/** Writes down that somebody was not let in, and why. What comes from outside is cut short. */
export async function recordRefusal(database: Database, { tenantId, address, by, details }: Refusal): Promise<void> {
  const told = Object.entries(details).map(([name, text]): [string, string] => [name, text.slice(0, longestDetail)]);
  const event = { action: "session.refuse", subject: "account", details: { by, ...Object.fromEntries(told) } };
  await database.inTenant({ tenantId }, (transaction) =>
    recordAudit(transaction, tenantId, { kind: "nobody", address }, event),
  );
}
