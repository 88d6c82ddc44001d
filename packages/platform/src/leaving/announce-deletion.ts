import { escapeHtml } from "../destinations/escape-html.ts";
import type { Services } from "../services.ts";
import { findDeletion } from "./request-deletion.ts";

/** Tells every owner by mail that the tenant is to go, and until when it can be taken back. */
export async function announceDeletion(
  { store, outgoing }: Pick<Services, "store" | "outgoing">,
  tenantId: string,
  messageId: string,
): Promise<void> {
  if (outgoing?.mail === undefined) return;
  const { deletion, to, title } = await store.worker.inTenant({ tenantId }, async (transaction) => {
    const owners = await transaction
      .selectFrom("accounts")
      .select("email")
      .where("role", "=", "owner")
      .where("disabled_at", "is", null)
      .execute();
    const tenant = await transaction
      .selectFrom("tenants")
      .select("title")
      .where("tenant_id", "=", tenantId)
      .executeTakeFirst();
    return {
      deletion: await findDeletion(transaction),
      to: owners.map(({ email }) => email),
      title: tenant?.title ?? "",
    };
  });
  // Taken back meanwhile.
  if (deletion === undefined || to.length === 0) return;
  const day = deletion.dueAt.slice(0, 10);
  const paragraphs = [
    `${deletion.requestedBy} asked for ${title} to be deleted with everything in it. This happens on ${day} (UTC). Until then any owner can take it back in the settings, or with DELETE /api/v1/tenant/deletion.`,
    `${deletion.requestedBy} さんが「${title}」とそのすべてのデータの削除を申請しました。削除は ${day}（UTC）に実行されます。それまでは、所有者であれば誰でも、設定画面または DELETE /api/v1/tenant/deletion で取り消せます。`,
  ];
  await outgoing.mail.send({
    messageId,
    to,
    subject: `${title} will be deleted on ${day} / 「${title}」は ${day} に削除されます`,
    text: paragraphs.join("\n\n"),
    html: paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join("\n"),
  });
}
