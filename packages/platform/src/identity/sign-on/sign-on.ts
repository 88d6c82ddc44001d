import { createHash } from "node:crypto";
import { SekishoError } from "sekisho";
import { z } from "zod";
import type { Database } from "../../store/database.ts";
import type { NewSession, Visitor } from "../open-session.ts";
import { recordRefusal } from "../record-refusal.ts";
import type { SecretBox } from "../secret-box.ts";
import { getTicket, makeTicket, useTicket } from "../sign-in-ticket.ts";
import { arrive } from "./arrive.ts";
import { isDomainProved } from "./domains.ts";
import { beginOidc, endOidc, type OidcProvider, type SignOnNetwork } from "./oidc.ts";
import { getProvider, noProvider, openProvider, type ProviderPlace } from "./providers.ts";
import { type Claims, type ReadClaims, readClaims } from "./read-claims.ts";
import { keepQuestion, samlPathsOf, takeAnswer } from "./saml/questions.ts";
import { askSaml, type SamlProvider } from "./saml/saml.ts";
import { signOnFailed } from "./sign-on-failed.ts";

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

const kept = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("oidc"),
    providerId: z.string(),
    verifier: z.string(),
    nonce: z.string(),
    redirectUri: z.string(),
  }),
  z.object({ kind: z.literal("saml"), providerId: z.string() }),
]);
type Kept = z.infer<typeof kept>;

/**
 * Begins signing in at a provider.
 *
 * @throws {SekishoError} `record-not-found` for a provider that is none or is shut; `sign-on-failed`.
 */
export async function beginSignOn(desk: SignOnDesk, wish: SignOnWish): Promise<BegunSignOn> {
  const { database, secrets } = desk;
  const { tenantId, providerId, isPreview } = wish;
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
  const { address, beginning } =
    provider.kind === "oidc"
      ? await beginAtOidc(desk, wish, { provider, state: stateOf(ticket) })
      : await beginAtSaml(desk, wish, { provider, state: stateOf(ticket) });
  const sealed = secrets.seal(JSON.stringify(beginning), purposeOf(tenantId));
  return { address, ticket: `${kind}~${ticket}~${sealed}`, expiresInSeconds };
}

interface Begun {
  readonly address: string;
  readonly beginning: Kept;
}

async function beginAtOidc(
  { network }: SignOnDesk,
  { providerId, redirectUri }: SignOnWish,
  { provider, state }: { readonly provider: OidcProvider; readonly state: string },
): Promise<Begun> {
  const { address, beginning } = await beginOidc(network, provider, { state, redirectUri });
  return { address, beginning: { kind: "oidc", providerId, ...beginning } };
}

async function beginAtSaml(
  { database }: SignOnDesk,
  wish: SignOnWish,
  { provider, state }: { readonly provider: SamlProvider; readonly state: string },
): Promise<Begun> {
  const { tenantId, providerId, redirectUri } = wish;
  const answerAddress = `${new URL(redirectUri).origin}${samlPathsOf(wish).answerPath}`;
  const question = { requestId: requestIdOf(state), answerAddress };
  const address = await askSaml(provider, question);
  await database.inTenant({ tenantId }, (transaction) => keepQuestion(transaction, wish, question));
  return { address, beginning: { kind: "saml", providerId } };
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
  const { database, secrets } = desk;
  const [kind = "", secret = "", sealed = ""] = ticket.split("~", 3);
  if (kind !== "sign-on" && kind !== "sign-on-preview") throw noProvider();
  const { tenantId } = await getTicket(database, secret, kind);
  const beginning = kept.parse(JSON.parse(secrets.open(sealed, purposeOf(tenantId))));
  const { providerId } = beginning;
  const place = { tenantId, providerId };
  // Used up before the provider is asked: of two answers to one question one is heard, also when it is refused.
  await database.inTenant({ tenantId }, (transaction) => useTicket(transaction, secret, kind));
  try {
    const claims = await readAnswer(desk, place, { beginning, state: stateOf(secret), query });
    return await database.inTenant({ tenantId }, async (transaction) => {
      const provider = await getProvider(transaction, providerId);
      const read = readClaims(claims, provider);
      if (kind === "sign-on") {
        if (!provider.isEnabled) throw noProvider();
        const came = { claims: read, visitor, cameBy: beginning.kind };
        return { kind: "session", session: await arrive(transaction, place, came) };
      }
      const isProved = read.email !== undefined && (await isDomainProved(transaction, read.email));
      return { kind: "preview", claims, read, isDomainProved: isProved };
    });
  } catch (error) {
    if (error instanceof SekishoError) {
      const refusal = { tenantId, address: visitor.address, by: beginning.kind, provider: providerId };
      await recordRefusal(database, { ...refusal, at: error.code, reason: error.code });
    }
    throw error;
  }
}

interface BroughtBack {
  readonly beginning: Kept;
  readonly state: string;
  readonly query: string;
}

async function readAnswer(
  { database, secrets, network }: SignOnDesk,
  place: ProviderPlace,
  { beginning, state, query }: BroughtBack,
): Promise<Claims> {
  const { tenantId } = place;
  if (beginning.kind === "saml") {
    const code = new URLSearchParams(query).get("saml") ?? "";
    const wanted = { requestId: requestIdOf(state), code };
    const claims = await database.inTenant({ tenantId }, (transaction) => takeAnswer(transaction, wanted));
    if (claims === undefined) throw signOnFailed(undefined);
    return claims;
  }
  const provider = await database.inTenant({ tenantId }, (transaction) => openProvider(transaction, place, secrets));
  if (provider.kind !== "oidc") throw noProvider();
  return await endOidc(network, provider, { ...beginning, state, query });
}

/** An id in XML begins with a letter or an underscore. */
function requestIdOf(state: string): string {
  return `_${state}`;
}

function purposeOf(tenantId: string): string {
  return `sign-on-ticket:${tenantId}`;
}

function stateOf(ticket: string): string {
  return createHash("sha256").update(ticket).digest("base64url");
}
