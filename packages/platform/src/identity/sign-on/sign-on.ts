import { createHash } from "node:crypto";
import { z } from "zod";
import type { Database } from "../../store/database.ts";
import type { NewSession, Visitor } from "../open-session.ts";
import type { SecretBox } from "../secret-box.ts";
import { getTicket, makeTicket, useTicket } from "../sign-in-ticket.ts";
import { arrive } from "./arrive.ts";
import { isDomainProved } from "./domains.ts";
import { beginOidc, type Claims, endOidc, type SignOnNetwork } from "./oidc.ts";
import { getProvider, noProvider, openProvider, type ProviderPlace } from "./providers.ts";
import { type ReadClaims, readClaims } from "./read-claims.ts";

/** What signing in elsewhere works with. */
export interface SignOnDesk {
  readonly database: Database;
  readonly secrets: SecretBox;
  readonly network: SignOnNetwork;
}

/** Something begun: the ticket stays in the browser's cookie, and goes nowhere else. */
export interface BegunSignOn {
  readonly address: string;
  readonly ticket: string;
  readonly expiresInSeconds: number;
}

/** What was asked for. */
export interface SignOnWish extends ProviderPlace {
  /** Where the browser comes back to. */
  readonly redirectUri: string;
  /** Whether somebody only wants to see what the provider says. */
  readonly isPreview: boolean;
}

const kept = z.object({
  providerId: z.string(),
  verifier: z.string(),
  nonce: z.string(),
  redirectUri: z.string(),
});

/**
 * Begins signing in at a provider.
 *
 * @throws {SekishoError} `record-not-found` for a provider that is none or is shut; `sign-on-failed`.
 */
export async function beginSignOn(desk: SignOnDesk, wish: SignOnWish): Promise<BegunSignOn> {
  const { database, secrets, network } = desk;
  const { tenantId, providerId, redirectUri, isPreview } = wish;
  const provider = await database.inTenant({ tenantId }, async (transaction) => {
    const { isEnabled } = await getProvider(transaction, providerId);
    if (!isEnabled && !isPreview) throw noProvider();
    return await openProvider(transaction, wish, secrets);
  });
  // The state is made of the ticket and does not tell it: who reads it in an address cannot end what somebody else began.
  const kind = isPreview ? "sign-on-preview" : "sign-on";
  const { ticket, expiresInSeconds } = await database.inTenant({ tenantId }, (transaction) =>
    makeTicket(transaction, { tenantId, kind, challenge: "" }),
  );
  const { address, beginning } = await beginOidc(network, provider, { state: stateOf(ticket), redirectUri });
  const sealed = secrets.seal(JSON.stringify({ providerId, ...beginning }), purposeOf(tenantId));
  return { address, ticket: `${kind}~${ticket}~${sealed}`, expiresInSeconds };
}

/** How it ended: with a session, or with what the provider says. */
export type EndedSignOn =
  | { readonly kind: "session"; readonly session: NewSession }
  | { readonly kind: "preview"; readonly claims: Claims; readonly read: ReadClaims; readonly isDomainProved: boolean };

/** What came back with the browser. */
export interface SignOnReturn {
  /** Of the cookie. */
  readonly ticket: string;
  readonly query: string;
  readonly visitor: Visitor;
}

/**
 * Ends signing in at a provider, in the browser that began it, once.
 *
 * @throws {SekishoError} `second-factor-refused` for a ticket that is over; `sign-on-failed` for an answer that does not
 *   hold; `not-permitted` for somebody who is no member.
 */
export async function endSignOn(desk: SignOnDesk, { ticket, query, visitor }: SignOnReturn): Promise<EndedSignOn> {
  const { database, secrets, network } = desk;
  const [kind = "", secret = "", sealed = ""] = ticket.split("~", 3);
  if (kind !== "sign-on" && kind !== "sign-on-preview") throw noProvider();
  const { tenantId } = await getTicket(database, secret, kind);
  const { providerId, ...beginning } = kept.parse(JSON.parse(secrets.open(sealed, purposeOf(tenantId))));
  const place = { tenantId, providerId };
  const provider = await database.inTenant({ tenantId }, async (transaction) => {
    // Used up before the provider is asked: of two answers to one question one is heard, also when it is refused.
    await useTicket(transaction, secret, kind);
    return await openProvider(transaction, place, secrets);
  });
  const claims = await endOidc(network, provider, { ...beginning, state: stateOf(secret), query });
  return await database.inTenant({ tenantId }, async (transaction) => {
    const read = readClaims(claims, await getProvider(transaction, providerId));
    if (kind === "sign-on") {
      return { kind: "session", session: await arrive(transaction, place, { claims: read, visitor }) };
    }
    const isProved = read.email !== undefined && (await isDomainProved(transaction, read.email));
    return { kind: "preview", claims, read, isDomainProved: isProved };
  });
}

function purposeOf(tenantId: string): string {
  return `sign-on-ticket:${tenantId}`;
}

function stateOf(ticket: string): string {
  return createHash("sha256").update(ticket).digest("base64url");
}
