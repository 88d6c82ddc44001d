import { sql } from "kysely";
import { SekishoError } from "sekisho";
import type { SignedCredential } from "../contract/second-factor.ts";
import type { Database, TenantTransaction } from "../store/database.ts";
import { type Arrival, type NewSession, openSession, type Visitor } from "./open-session.ts";
import { checkPasskeyUse, describePasskeyUse, passkeyRefused } from "./passkeys.ts";
import type { RelyingParty } from "./relying-party.ts";
import { type FactorOwner, type Factors, useCode } from "./second-factor.ts";
import type { SecretBox } from "./secret-box.ts";
import { type Failing, noteFailure, refuseAfterFailures } from "./sign-in-failures.ts";
import {
  getTicket,
  type MadeTicket,
  makeTicket,
  noteTicketFailure,
  pretendTicket,
  useTicket,
} from "./sign-in-ticket.ts";

/** What the second step works with. */
export interface SecondStepDesk {
  readonly database: Database;
  readonly secrets: SecretBox;
  readonly nowMs: number;
}

/** The password was right: what is still to be shown. */
export interface SecondStep {
  readonly secondFactor: {
    readonly ticket: string;
    readonly expiresInSeconds: number;
    readonly factors: ("one-time-code" | "recovery-code" | "passkey")[];
    readonly passkey?: Record<string, unknown>;
  };
}

/** Begins the second step: a ticket, and what a passkey would have to sign. */
export async function beginSecondStep(
  transaction: TenantTransaction,
  { factors, ...owner }: FactorOwner & { readonly factors: Factors },
  party: RelyingParty | undefined,
): Promise<SecondStep> {
  const { oneTimeCodeSince, passkeys, recoveryCodesLeft } = factors;
  const options = party === undefined || passkeys.length === 0 ? undefined : await describePasskeyUse(party, passkeys);
  const challenge = options?.challenge ?? "";
  const made = await makeTicket(transaction, { ...owner, kind: "second-factor", challenge });
  return {
    secondFactor: {
      ...made,
      factors: [
        ...(oneTimeCodeSince === null ? [] : ["one-time-code" as const]),
        ...(options === undefined ? [] : ["passkey" as const]),
        ...(recoveryCodesLeft === 0 ? [] : ["recovery-code" as const]),
      ],
      ...(options === undefined ? {} : { passkey: { ...options } }),
    },
  };
}

/** What a browser needs to show a passkey. */
export interface PasskeyChallenge extends MadeTicket {
  readonly passkey: Record<string, unknown>;
}

/** Begins signing in with a passkey alone: whose it is, it will say. A tenant that is none is answered like any other. */
export async function beginWithPasskey(
  database: Database,
  tenantId: string | undefined,
  party: RelyingParty,
): Promise<PasskeyChallenge> {
  const options = await describePasskeyUse(party);
  const { challenge } = options;
  if (tenantId === undefined) return { ...pretendTicket(), passkey: { ...options } };
  const made = await database.inTenant({ tenantId }, (transaction) =>
    makeTicket(transaction, { tenantId, kind: "passkey", challenge }),
  );
  return { ...made, passkey: { ...options } };
}

/** Ends signing in with a code that came with the password. @throws {SekishoError} `second-factor-refused` */
export async function endWithCode(desk: SecondStepDesk, arrival: Arrival, code: string): Promise<NewSession> {
  const { tenantId, email, visitor } = arrival;
  return await counted(desk.database, { tenantId, email, address: visitor.address }, async (transaction) => {
    const cameBy = await useCode(transaction, { ...desk, ...arrival, code });
    return await openSession(transaction, { ...arrival, cameBy });
  });
}

/** What somebody with a ticket shows. */
export interface SecondStepAnswer {
  readonly ticket: string;
  readonly visitor: Visitor;
  readonly shown:
    | { readonly kind: "code"; readonly code: string }
    | { readonly kind: "passkey"; readonly passkey: SignedCredential; readonly party: RelyingParty };
}

/**
 * Ends signing in after a right password.
 *
 * @throws {SekishoError} `second-factor-refused` for a wrong code or passkey, or a ticket that is over;
 *   `too-many-requests`.
 */
export async function endSecondStep(desk: SecondStepDesk, answer: SecondStepAnswer): Promise<NewSession> {
  const { database } = desk;
  const { ticket, visitor, shown } = answer;
  const { tenantId, accountId, challenge } = await getTicket(database, ticket, "second-factor");
  const email = await database.inTenant({ tenantId }, (transaction) => getEmail(transaction, accountId ?? ""));
  const failing = { tenantId, email, address: visitor.address, ticket };
  await refuseAfterFailures(database, failing);
  return await counted(database, failing, async (transaction) => {
    const owner = { tenantId, accountId: accountId ?? "", email, visitor };
    await useTicket(transaction, ticket, "second-factor");
    if (shown.kind === "code") {
      const cameBy = await useCode(transaction, { ...desk, ...owner, code: shown.code });
      return await openSession(transaction, { ...owner, cameBy });
    }
    await usePasskey(transaction, { ...shown, ...owner, challenge, isAlone: false });
    return await openSession(transaction, { ...owner, cameBy: "passkey" });
  });
}

/** A passkey that somebody shows without a password. */
export interface PasskeyAnswer {
  readonly ticket: string;
  readonly visitor: Visitor;
  readonly passkey: SignedCredential;
  readonly party: RelyingParty;
}

/**
 * Ends signing in with a passkey alone.
 *
 * @throws {SekishoError} `second-factor-refused` for one that is unknown, of somebody whose account is shut, or wrong.
 */
export async function endWithPasskey(database: Database, answer: PasskeyAnswer): Promise<NewSession> {
  const { ticket, visitor, passkey, party } = answer;
  const { tenantId, challenge } = await getTicket(database, ticket, "passkey");
  return await database.inTenant({ tenantId }, async (transaction) => {
    await useTicket(transaction, ticket, "passkey");
    const accountId = await usePasskey(transaction, { passkey, party, challenge, isAlone: true });
    const email = await getEmail(transaction, accountId);
    return await openSession(transaction, { tenantId, accountId, email, visitor, cameBy: "passkey" });
  });
}

interface ShownPasskey {
  readonly passkey: SignedCredential;
  readonly party: RelyingParty;
  readonly challenge: string;
  readonly isAlone: boolean;
  /** Whose it has to be; left out where it says so itself. */
  readonly accountId?: string;
}

/** Gives whose passkey it is. Its counter is written where it is still lower: of two answers alike one is taken. */
async function usePasskey(transaction: TenantTransaction, shown: ShownPasskey): Promise<string> {
  const { passkey: response, party, challenge, isAlone, accountId } = shown;
  const stored = await transaction
    .selectFrom("passkeys")
    .select(["account_id", "credential_id as credentialId", "public_key as publicKey", "counter", "transports"])
    .where("credential_id", "=", response.id)
    .$if(accountId !== undefined, (query) => query.where("account_id", "=", accountId ?? ""))
    .forUpdate()
    .executeTakeFirst();
  if (stored === undefined) throw passkeyRefused(undefined);
  const counter = await checkPasskeyUse(party, { challenge, passkey: stored, response, isAlone });
  await transaction
    .updateTable("passkeys")
    .set({ counter, used_at: sql`now()` })
    .where("credential_id", "=", response.id)
    .execute();
  return stored.account_id;
}

/** Somebody who was shut out while the second step waited does not come in. */
async function getEmail(transaction: TenantTransaction, accountId: string): Promise<string> {
  const found = await transaction
    .selectFrom("accounts")
    .select("email")
    .where("account_id", "=", accountId)
    .where("disabled_at", "is", null)
    .executeTakeFirst();
  if (found === undefined) throw passkeyRefused(undefined);
  return found.email;
}

/** Counts what was refused, outside of the transaction that is undone by it. */
async function counted<Result>(
  database: Database,
  failing: Failing & { readonly ticket?: string },
  work: (transaction: TenantTransaction) => Promise<Result>,
): Promise<Result> {
  const { tenantId, ticket } = failing;
  try {
    return await database.inTenant({ tenantId }, work);
  } catch (error) {
    if (error instanceof SekishoError && error.code === "second-factor-refused") {
      await noteFailure(database, failing);
      if (ticket !== undefined) {
        await database.inTenant({ tenantId }, (transaction) => noteTicketFailure(transaction, ticket));
      }
    }
    throw error;
  }
}
