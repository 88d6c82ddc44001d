import { sql } from "kysely";
import { SekishoError } from "sekisho";
import type { TenantTransaction } from "../store/database.ts";

/** So many mails with links go to one address in an hour … */
const mailsOfAddress = 5;
/** … and so many out of one tenant in a day: nobody sends the world's mail through somebody's platform. */
const mailsOfTenant = 500;

/**
 * Refuses one more mail with a link where there were many. Whoever asks at the same time waits and is counted.
 *
 * @throws {SekishoError} `too-many-requests`
 */
export async function refuseManyMails(transaction: TenantTransaction, email: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('invitations:' || current_setting('sekisho.tenant'), 0))`.execute(
    transaction,
  );
  const { ofAddress, ofTenant } = await transaction
    .selectFrom("invitations")
    .select(({ fn }) => fn.coalesce(fn.sum<number>("mails"), sql<number>`0`).as("ofTenant"))
    .select(
      sql<number>`coalesce(sum(mails) FILTER (WHERE email = ${email} AND mail_asked_at > now() - interval '1 hour'), 0)`.as(
        "ofAddress",
      ),
    )
    .where("mail_asked_at", ">", sql<string>`now() - interval '1 day'`)
    .executeTakeFirstOrThrow();
  if (Number(ofAddress) >= mailsOfAddress) {
    throw new SekishoError("too-many-requests", {
      en: `${mailsOfAddress} mails went to ${email} within the last hour: try again later`,
      ja: `${email} へは直近 1 時間に ${mailsOfAddress} 通のメールを送信しました。時間をおいてやり直してください。`,
    });
  }
  if (Number(ofTenant) < mailsOfTenant) return;
  throw new SekishoError("too-many-requests", {
    en: `${mailsOfTenant} invitations were mailed within the last day: try again later`,
    ja: `直近 1 日に ${mailsOfTenant} 通の招待メールを送信しました。時間をおいてやり直してください。`,
  });
}
