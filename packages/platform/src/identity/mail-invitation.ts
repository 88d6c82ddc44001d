import { sql } from "kysely";
import { z } from "zod";
import { enqueue } from "../jobs/job-queue.ts";
import { isHopeless, waitSeconds } from "../outbox/back-off.ts";
import { SendProblem } from "../outbox/send-problem.ts";
import type { Services } from "../services.ts";
import type { TenantTransaction } from "../store/database.ts";
import { recordAudit } from "./audit.ts";
import { writeInvitationMail } from "./invitation-mail.ts";
import { deriveInvitationToken, type MailedLink } from "./invitation-token.ts";

const languages = z.enum(["en", "ja"]);

/** A mail with a link, and how often it was tried in vain. */
export interface MailAttempt extends MailedLink {
  readonly failures: number;
}

/**
 * Sends the mail with a link to whom it is for. Nothing is sent for a link that was used, taken back or made anew in the
 * meantime. A mail that goes out twice, since somebody died before noting it, has the same id and the same link. One that
 * the mail server did not take is tried again, for half a day.
 */
export async function mailInvitation(
  services: Pick<Services, "store" | "outgoing" | "secrets">,
  { failures, ...link }: MailAttempt,
): Promise<void> {
  const { store, outgoing, secrets } = services;
  const { tenantId, invitationId, mail } = link;
  const found = await store.worker.inTenant({ tenantId }, (transaction) => findWaiting(transaction, link));
  if (found === undefined) return;
  const token = deriveInvitationToken(secrets, link);
  const { publicUrl } = outgoing ?? {};
  if (outgoing?.mail === undefined || publicUrl === undefined) return await noteFailedMail(services, link, "settings");
  // The key of the installation was changed: this would be a link that leads nowhere.
  if (!token.hash.equals(found.token_hash)) return await noteFailedMail(services, link, "secret-key");
  const { subject, text, html } = writeInvitationMail({
    kind: found.account_id === null ? "account" : "password",
    language: languages.parse(found.language),
    inviter: { name: found.inviterName, email: found.inviterEmail },
    tenantTitle: found.title,
    address: `${publicUrl.replace(/\/$/, "")}/welcome#${token.text}`,
    expiresAt: found.expires_at,
  });
  try {
    await outgoing.mail.send({ messageId: `${invitationId}.${mail}`, to: [found.email], subject, text, html });
  } catch (error) {
    if (!(error instanceof SendProblem)) throw error;
    if (error.isFinal || isHopeless(failures + 1)) return await noteFailedMail(services, link, error.code);
    const runAt = new Date(outgoing.now() + waitSeconds(failures + 1, Math.random(), undefined) * 1000).toISOString();
    return await tryLater(services, { ...link, failures: failures + 1 }, runAt);
  }
  await store.worker.inTenant({ tenantId }, async (transaction) => {
    const isNoted = await note(transaction, link, { mailed_at: sql`now()`, mail_problem: null });
    if (!isNoted) return;
    const event = { action: "invitation.mail", subject: invitationId, details: { email: found.email, ended: "sent" } };
    await recordAudit(transaction, tenantId, { kind: "platform" }, event);
  });
}

/** Writes down that a mail with a link did not arrive, and will not. */
export async function noteFailedMail(
  { store }: Pick<Services, "store">,
  link: MailedLink,
  reason: string,
): Promise<void> {
  const { tenantId, invitationId } = link;
  await store.worker.inTenant({ tenantId }, async (transaction) => {
    if (!(await note(transaction, link, { mail_problem: reason }))) return;
    const event = { action: "invitation.mail", subject: invitationId, details: { ended: "failed", reason } };
    await recordAudit(transaction, tenantId, { kind: "platform" }, event);
  });
}

async function tryLater(
  { store }: Pick<Services, "store">,
  { tenantId, ...payload }: MailAttempt,
  runAt: string,
): Promise<void> {
  await store.worker.inTenant({ tenantId }, async (transaction) => {
    await enqueue(transaction, { tenantId, kind: "mail-invitation", lane: "interactive", payload, runAt });
  });
}

interface WaitingMail {
  readonly account_id: string | null;
  readonly email: string;
  readonly token_hash: Buffer;
  readonly language: string;
  readonly expires_at: string;
  readonly title: string;
  readonly inviterName: string;
  readonly inviterEmail: string;
}

async function findWaiting(
  transaction: TenantTransaction,
  { invitationId, mail }: MailedLink,
): Promise<WaitingMail | undefined> {
  return await transaction
    .selectFrom("invitations as i")
    .innerJoin("tenants as t", "t.tenant_id", "i.tenant_id")
    .innerJoin("accounts as a", (join) =>
      join.onRef("a.tenant_id", "=", "i.tenant_id").onRef("a.account_id", "=", "i.created_by"),
    )
    .select(["i.account_id", "i.email", "i.token_hash", "i.language", "i.expires_at", "t.title"])
    .select(["a.name as inviterName", "a.email as inviterEmail"])
    .where("i.invitation_id", "=", invitationId)
    .where("i.delivery", "=", "mail")
    .where("i.mails", "=", mail)
    .where("i.mailed_at", "is", null)
    .where("i.used_at", "is", null)
    .where("i.revoked_at", "is", null)
    .where("i.expires_at", ">", sql<string>`now()`)
    .where("a.disabled_at", "is", null)
    .executeTakeFirst();
}

/** Tells whether there is still something to note: the link may have been made anew by now. */
async function note(
  transaction: TenantTransaction,
  { invitationId, mail }: MailedLink,
  ended: { readonly mailed_at?: ReturnType<typeof sql<string>>; readonly mail_problem: string | null },
): Promise<boolean> {
  const noted = await transaction
    .updateTable("invitations")
    .set(ended)
    .where("invitation_id", "=", invitationId)
    .where("delivery", "=", "mail")
    .where("mails", "=", mail)
    .where("mailed_at", "is", null)
    .executeTakeFirst();
  return noted.numUpdatedRows === 1n;
}
