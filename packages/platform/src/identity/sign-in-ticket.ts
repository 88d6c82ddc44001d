import { sql } from "kysely";
import { SekishoError } from "sekisho";
import type { Database, TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import { type InvitationToken, makeInvitationToken, readInvitationToken } from "./invitation-token.ts";

/** What was begun. */
export type TicketKind = "second-factor" | "passkey" | "new-passkey" | "sign-on" | "sign-on-preview";

/** Something begun, as it is stored. */
export interface NewTicket {
  readonly tenantId: string;
  readonly kind: TicketKind;
  /** Left out where a passkey will say whose it is. */
  readonly accountId?: string | undefined;
  /** What an authenticator has to sign. */
  readonly challenge: string;
}

/** A ticket as it is handed out. */
export interface MadeTicket {
  readonly ticket: string;
  readonly expiresInSeconds: number;
}

/** What a ticket is about. */
export interface ReadTicket {
  readonly tenantId: string;
  readonly accountId: string | undefined;
  readonly challenge: string;
}

/** Time to find a telephone. */
const ticketMinutes = 5;
/** So many wrong codes end a ticket. */
const maxFailures = 5;

/** Writes down that something was begun; gives the secret with which it is ended. */
export async function makeTicket(
  transaction: TenantTransaction,
  { tenantId, kind, accountId, challenge }: NewTicket,
): Promise<MadeTicket> {
  const token = makeInvitationToken(tenantId);
  await transaction.deleteFrom("sign_in_tickets").where("expires_at", "<", sql<string>`now()`).execute();
  await transaction
    .insertInto("sign_in_tickets")
    .values({
      tenant_id: tenantId,
      ticket_hash: token.hash,
      kind,
      account_id: accountId ?? null,
      challenge,
      expires_at: sql`now() + make_interval(mins => ${ticketMinutes})`,
    })
    .execute();
  return handOut(token);
}

/** Makes a ticket that opens nothing and looks like one that does: nobody learns from it which tenants there are. */
export function pretendTicket(): MadeTicket {
  return handOut(makeInvitationToken(newId()));
}

/**
 * Reads a ticket and leaves it as it is.
 *
 * @throws {SekishoError} `second-factor-refused` for one that is forged, used, too old or of something else.
 */
export async function getTicket(database: Database, ticket: string, kind: TicketKind): Promise<ReadTicket> {
  const token = readToken(ticket);
  const { tenantId } = token;
  const found = await database.inTenant({ tenantId }, (transaction) =>
    transaction
      .selectFrom("sign_in_tickets")
      .select(["account_id", "challenge"])
      .where("ticket_hash", "=", token.hash)
      .where("kind", "=", kind)
      .where("expires_at", ">", sql<string>`now()`)
      .where("failures", "<", maxFailures)
      .executeTakeFirst(),
  );
  if (found === undefined) throw ticketIsOver();
  return { tenantId, accountId: found.account_id ?? undefined, challenge: found.challenge };
}

/**
 * Uses a ticket up: of two at once one does. Where the transaction is undone the ticket is as before.
 *
 * @throws {SekishoError} `second-factor-refused` as above.
 */
export async function useTicket(transaction: TenantTransaction, ticket: string, kind: TicketKind): Promise<void> {
  const used = await transaction
    .deleteFrom("sign_in_tickets")
    .where("ticket_hash", "=", readToken(ticket).hash)
    .where("kind", "=", kind)
    .where("expires_at", ">", sql<string>`now()`)
    .where("failures", "<", maxFailures)
    .executeTakeFirst();
  if (used.numDeletedRows !== 1n) throw ticketIsOver();
}

/** Counts a wrong answer. */
export async function noteTicketFailure(transaction: TenantTransaction, ticket: string): Promise<void> {
  await transaction
    .updateTable("sign_in_tickets")
    .set({ failures: sql`failures + 1` })
    .where("ticket_hash", "=", readToken(ticket).hash)
    .execute();
}

function handOut({ text }: { readonly text: string }): MadeTicket {
  return { ticket: text, expiresInSeconds: ticketMinutes * 60 };
}

function readToken(ticket: string): InvitationToken {
  const token = readInvitationToken(ticket);
  if (token === undefined) throw ticketIsOver();
  return token;
}

function ticketIsOver(): SekishoError {
  return new SekishoError("second-factor-refused", {
    en: "this took too long, or there were too many attempts: begin again",
    ja: "時間切れか、試行回数の上限に達しました。最初からやり直してください。",
  });
}
