import { sql } from "kysely";
import { SekishoError } from "sekisho";
import { z } from "zod";
import { assignment, comment, findingWork, newComment, ticket } from "../contract/finding-work.ts";
import { id } from "../contract/values.ts";
import { recordAudit } from "../identity/audit.ts";
import type { Principal } from "../identity/principal.ts";
import { readFindingWork } from "../questions/read-finding-work.ts";
import type { TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import { defineRoute, type Route } from "./route.ts";

const ofFinding = z.object({ finding: id });

/** What people do about one finding. */
export const findingWorkRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/findings/:finding/work",
    summary: "Gives assignee, comments, tickets and history of a finding.",
    permission: "findings:read",
    input: { parameters: ofFinding },
    answer: findingWork,
    handle: async ({ input, inTenant }) => ({
      body: await inTenant((transaction) => readWork(transaction, input.parameters.finding)),
    }),
  }),
  defineRoute({
    method: "PUT",
    path: "/api/v1/findings/:finding/assignee",
    summary: "Says who is to repair a finding.",
    permission: "findings:comment",
    input: { parameters: ofFinding, body: assignment },
    answer: findingWork,
    handle: async ({ input, principal, inTenant }) => {
      const { finding } = input.parameters;
      const { assignee } = input.body;
      const body = await inTenant(async (transaction) => {
        const before = await getFinding(transaction, finding);
        if (assignee !== null) await getAccount(transaction, assignee);
        await transaction
          .updateTable("findings")
          .set({ assignee_id: assignee })
          .where("finding_id", "=", finding)
          .execute();
        await writeHistory(transaction, { finding, principal, change: "assigned", details: { assignee } });
        const event = { action: "finding.assign", subject: finding, before, after: assignee };
        await recordAudit(transaction, principal.tenantId, principal, event);
        return await readWork(transaction, finding);
      });
      return { body };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/findings/:finding/comments",
    summary: "Adds a comment to a finding.",
    permission: "findings:comment",
    input: { parameters: ofFinding, body: newComment },
    answer: comment,
    handle: async ({ input, principal, inTenant }) => {
      const { finding } = input.parameters;
      const body = await inTenant(async (transaction) => {
        await getFinding(transaction, finding);
        const event = { action: "finding.comment", subject: finding, after: input.body };
        await recordAudit(transaction, principal.tenantId, principal, event);
        return await transaction
          .insertInto("finding_comments")
          .values({
            tenant_id: principal.tenantId,
            finding_id: finding,
            comment_id: newId(),
            author_id: principal.accountId,
            text: input.body.text,
          })
          .returning(["comment_id as id", "author_id as author", "text", "created_at as createdAt"])
          .executeTakeFirstOrThrow();
      });
      return { status: 201, body };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/findings/:finding/tickets",
    summary: "Links a finding to a ticket elsewhere.",
    permission: "findings:comment",
    input: { parameters: ofFinding, body: ticket },
    answer: findingWork,
    handle: async ({ input, principal, inTenant }) => {
      const { finding } = input.parameters;
      const { url, title } = input.body;
      const body = await inTenant(async (transaction) => {
        await getFinding(transaction, finding);
        await transaction
          .insertInto("finding_tickets")
          .values({ tenant_id: principal.tenantId, finding_id: finding, url, title, created_by: principal.accountId })
          .onConflict((conflict) => conflict.columns(["tenant_id", "finding_id", "url"]).doUpdateSet({ title }))
          .execute();
        await writeHistory(transaction, { finding, principal, change: "ticket-linked", details: { url } });
        const event = { action: "finding.link-ticket", subject: finding, after: { url, title } };
        await recordAudit(transaction, principal.tenantId, principal, event);
        return await readWork(transaction, finding);
      });
      return { status: 201, body };
    },
  }),
];

async function readWork(transaction: TenantTransaction, finding: string): Promise<z.infer<typeof findingWork>> {
  return await readFindingWork(transaction, finding, await getFinding(transaction, finding));
}

/** Gives the assignee of a finding that the caller may see. */
async function getFinding(transaction: TenantTransaction, finding: string): Promise<string | null> {
  const found = await transaction
    .selectFrom("findings")
    .select("assignee_id")
    .where("finding_id", "=", finding)
    .executeTakeFirst();
  if (found !== undefined) return found.assignee_id;
  throw new SekishoError("record-not-found", {
    en: `there is no finding ${finding}`,
    ja: `検出事項 ${finding} はありません。`,
  });
}

async function getAccount(transaction: TenantTransaction, account: string): Promise<void> {
  const found = await transaction
    .selectFrom("accounts")
    .select("account_id")
    .where("account_id", "=", account)
    .where("disabled_at", "is", null)
    .executeTakeFirst();
  if (found !== undefined) return;
  throw new SekishoError("record-not-found", {
    en: `there is no account ${account}`,
    ja: `アカウント ${account} はありません。`,
  });
}

interface HistoryEntry {
  readonly finding: string;
  readonly principal: Principal;
  readonly change: string;
  readonly details: Readonly<Record<string, unknown>>;
}

async function writeHistory(transaction: TenantTransaction, entry: HistoryEntry): Promise<void> {
  const { finding, principal, change, details } = entry;
  await transaction
    .insertInto("finding_history")
    .values({
      tenant_id: principal.tenantId,
      finding_id: finding,
      entry_id: newId(),
      at: sql`now()`,
      change,
      actor_kind: principal.kind,
      actor_id: principal.kind === "account" ? principal.accountId : principal.keyId,
      details: JSON.stringify(details),
    })
    .execute();
}
