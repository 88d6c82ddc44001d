import { sql } from "kysely";
import { SekishoError } from "sekisho";
import { z } from "zod";
import type { invitation, madeInvitation } from "../contract/member.ts";
import { role } from "../contract/values.ts";
import { enqueue } from "../jobs/job-queue.ts";
import type { TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import { recordAudit } from "./audit.ts";
import { deriveInvitationToken, type MadeInvitationToken, makeInvitationToken } from "./invitation-token.ts";
import type { Principal } from "./principal.ts";
import type { ProjectMembership } from "./project-membership.ts";
import { refuseManyMails } from "./refuse-many-mails.ts";
import type { SecretBox } from "./secret-box.ts";

/** How a link gets to whom it is for. */
export type LinkDelivery =
  | { readonly by: "link" }
  | { readonly by: "mail"; readonly language: "en" | "ja"; readonly secrets: SecretBox };

/** Whom a link is for. */
export interface Invited {
  readonly email: string;
  readonly role: z.infer<typeof role>;
  /** Whose password it sets; `null` for somebody new. */
  readonly accountId: string | null;
  readonly projects?: readonly ProjectMembership[] | undefined;
  readonly delivery: LinkDelivery;
}

/** An invitation that is still open. */
export interface OpenInvitation extends z.infer<typeof invitation> {
  /** Whose password it sets; `null` for somebody new. */
  readonly accountId: string | null;
  /** As it is stored. */
  readonly projects: unknown;
}

/** A link is good for so many days. */
const invitationDays = 7;
const deliveries = z.enum(["link", "mail"]);

/**
 * Makes a link, in the place of an older one for the same address. One that goes by mail is told to nobody else.
 *
 * @throws {SekishoError} `too-many-requests` after many mails.
 */
export async function invite(
  transaction: TenantTransaction,
  principal: Principal,
  { email, role: given, accountId, projects, delivery }: Invited,
): Promise<z.infer<typeof madeInvitation>> {
  const { tenantId } = principal;
  if (delivery.by === "mail") await refuseManyMails(transaction, email);
  await transaction
    .updateTable("invitations")
    .set({ revoked_at: sql`now()` })
    .where("email", "=", email)
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .execute();
  const invitationId = newId();
  const link = { tenantId, invitationId, mail: 1 };
  const token = makeToken(delivery, link);
  await transaction
    .insertInto("invitations")
    .values({
      tenant_id: tenantId,
      invitation_id: invitationId,
      account_id: accountId,
      email,
      role: given,
      token_hash: token.hash,
      created_by: principal.accountId,
      ...(projects === undefined ? {} : { projects: JSON.stringify(projects) }),
      expires_at: sql`now() + make_interval(days => ${invitationDays})`,
      ...columnsOf(delivery, link.mail),
    })
    .execute();
  if (delivery.by === "mail") await askForMail(transaction, link);
  const kind = accountId === null ? "account" : "password";
  const after = { email, role: given, kind, by: delivery.by, ...(projects === undefined ? {} : { projects }) };
  const event = { action: "invitation.create", subject: invitationId, details: { email, role: given, kind }, after };
  await recordAudit(transaction, tenantId, principal, event);
  return await describeMade(transaction, invitationId, { delivery, token });
}

/**
 * Makes another link for an invitation, for another week; the one before is good no more. Whoever asks answers for it from
 * now on.
 *
 * @throws {SekishoError} `record-not-found`, `too-many-requests` after many mails.
 */
export async function resend(
  transaction: TenantTransaction,
  principal: Principal,
  { before, delivery }: { readonly before: OpenInvitation; readonly delivery: LinkDelivery },
): Promise<z.infer<typeof madeInvitation>> {
  const { tenantId } = principal;
  const { id: invitationId, email, role: given, kind } = before;
  if (delivery.by === "mail") await refuseManyMails(transaction, email);
  const { mails } = await transaction
    .selectFrom("invitations")
    .select("mails")
    .where("invitation_id", "=", invitationId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const link = { tenantId, invitationId, mail: mails + 1 };
  const token = makeToken(delivery, link);
  const changed = await transaction
    .updateTable("invitations")
    .set({
      token_hash: token.hash,
      created_by: principal.accountId,
      expires_at: sql`now() + make_interval(days => ${invitationDays})`,
      ...columnsOf(delivery, link.mail),
    })
    .where("invitation_id", "=", invitationId)
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw noInvitation();
  if (delivery.by === "mail") await askForMail(transaction, link);
  await recordAudit(transaction, tenantId, principal, {
    action: "invitation.resend",
    subject: invitationId,
    details: { email, role: given, kind },
    before: { expiresAt: before.expiresAt, by: before.mail === null ? "link" : "mail", createdBy: before.createdBy },
    after: { by: delivery.by, createdBy: principal.accountId },
  });
  return await describeMade(transaction, invitationId, { delivery, token });
}

/** Takes a link back. @throws {SekishoError} `record-not-found` */
export async function revokeInvitation(
  transaction: TenantTransaction,
  principal: Principal,
  invitationId: string,
): Promise<void> {
  const revoked = await transaction
    .updateTable("invitations")
    .set({ revoked_at: sql`now()` })
    .where("invitation_id", "=", invitationId)
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .returning(["email", "role"])
    .executeTakeFirst();
  if (revoked === undefined) throw noInvitation();
  const event = { action: "invitation.revoke", subject: invitationId, before: revoked };
  await recordAudit(transaction, principal.tenantId, principal, event);
}

/** Reads the links that were not used yet, the newest first, or one of them. */
export async function readInvitations(
  transaction: TenantTransaction,
  invitationId?: string,
): Promise<OpenInvitation[]> {
  const rows = await transaction
    .selectFrom("invitations")
    .select(["invitation_id as id", "email", "role", "account_id", "projects", "delivery"])
    .select(["created_by as createdBy", "created_at as createdAt", "expires_at as expiresAt"])
    .select(["mailed_at as sentAt", "mail_problem as problem"])
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", sql<string>`now()`)
    .$if(invitationId !== undefined, (query) => query.where("invitation_id", "=", invitationId ?? ""))
    .orderBy("invitation_id", "desc")
    .execute();
  return rows.map(({ account_id: accountId, delivery, sentAt, problem, ...row }) => ({
    ...row,
    accountId,
    role: role.parse(row.role),
    kind: accountId === null ? "account" : "password",
    mail: deliveries.parse(delivery) === "link" ? null : { state: stateOf(sentAt, problem), sentAt },
  }));
}

/** Gives an invitation that is still open. @throws {SekishoError} `record-not-found` */
export async function getInvitation(transaction: TenantTransaction, invitationId: string): Promise<OpenInvitation> {
  const [found] = await readInvitations(transaction, invitationId);
  if (found === undefined) throw noInvitation();
  return found;
}

/** Gives what lists show of an invitation. */
export function describeInvitation(open: OpenInvitation): z.infer<typeof invitation> {
  const { id, email, role: given, kind, createdBy, createdAt, expiresAt, mail } = open;
  return { id, email, role: given, kind, createdBy, createdAt, expiresAt, mail };
}

function makeToken(delivery: LinkDelivery, link: Parameters<typeof deriveInvitationToken>[1]): MadeInvitationToken {
  return delivery.by === "mail" ? deriveInvitationToken(delivery.secrets, link) : makeInvitationToken(link.tenantId);
}

/** What of a row says how its link goes out. A number of mails that was used is not used again. */
function columnsOf(delivery: LinkDelivery, mail: number): Readonly<Record<string, unknown>> & { delivery: string } {
  const nothingYet = { mailed_at: null, mail_problem: null };
  if (delivery.by === "link") return { ...nothingYet, delivery: "link" };
  const { language } = delivery;
  return { ...nothingYet, delivery: "mail", language, mails: mail, mail_asked_at: sql`now()` };
}

async function askForMail(
  transaction: TenantTransaction,
  { tenantId, invitationId, mail }: { readonly tenantId: string; readonly invitationId: string; readonly mail: number },
): Promise<void> {
  const payload = { invitationId, mail };
  await enqueue(transaction, { tenantId, kind: "mail-invitation", lane: "interactive", payload });
}

async function describeMade(
  transaction: TenantTransaction,
  invitationId: string,
  { delivery, token }: { readonly delivery: LinkDelivery; readonly token: MadeInvitationToken },
): Promise<z.infer<typeof madeInvitation>> {
  const made = describeInvitation(await getInvitation(transaction, invitationId));
  return { ...made, link: delivery.by === "mail" ? null : `/welcome#${token.text}` };
}

function stateOf(sentAt: string | null, problem: string | null): "waiting" | "sent" | "failed" {
  if (sentAt !== null) return "sent";
  return problem === null ? "waiting" : "failed";
}

function noInvitation(): SekishoError {
  return new SekishoError("record-not-found", {
    en: "there is no such invitation",
    ja: "該当する招待はありません。",
  });
}
