import { sql } from "kysely";
import { z } from "zod";
import { id } from "../contract/values.ts";
import { newView, view, viewQuery, viewsSeen } from "../contract/view.ts";
import { recordAudit } from "../identity/audit.ts";
import type { Principal } from "../identity/principal.ts";
import type { Condition } from "../questions/topic-conditions.ts";
import type { TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import {
  deleteKept,
  isChangedBy,
  isSeenBy,
  type KeptThing,
  keptNotFound,
  nameIsTaken,
  refuseSharing,
  refuseTooMany,
} from "./kept-by-people.ts";
import { defineRoute, type Route } from "./route.ts";

type View = z.infer<typeof view>;

const kept: KeptThing = { table: "saved_views", id: "view_id" };
const ofView = z.object({ view: id });

/** Questions that people keep. */
export const viewRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/views",
    summary: "Lists the caller's own saved views and those that are shared.",
    permission: "views:save",
    input: { query: viewQuery },
    answer: viewsSeen,
    handle: async ({ input, principal, inTenant }) => {
      const { list } = input.query;
      const isOfList = list === undefined ? sql<boolean>`true` : sql<boolean>`k.list = ${list}`;
      return { body: { views: await inTenant((transaction) => readViews(transaction, principal, isOfList)) } };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/views",
    summary: "Saves a view of a list under a name.",
    permission: "views:save",
    input: { body: newView },
    answer: view,
    handle: async ({ input, principal, inTenant }) => {
      refuseSharing(principal, input.body.isShared);
      const body = await inTenant(async (transaction) => {
        await refuseTooMany(transaction, kept, principal);
        return await writeView(transaction, principal, { viewId: newId(), ...input.body });
      });
      return { status: 201, body };
    },
  }),
  defineRoute({
    method: "PUT",
    path: "/api/v1/views/:view",
    summary: "Changes a saved view.",
    permission: "views:save",
    input: { parameters: ofView, body: newView },
    answer: view,
    handle: async ({ input, principal, inTenant }) => {
      refuseSharing(principal, input.body.isShared);
      const { view: viewId } = input.parameters;
      return { body: await inTenant((transaction) => changeView(transaction, principal, { viewId, ...input.body })) };
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/v1/views/:view",
    summary: "Deletes a saved view.",
    permission: "views:save",
    input: { parameters: ofView },
    answer: z.null(),
    handle: async ({ input, principal, inTenant }) => {
      const { view: keptId } = input.parameters;
      await inTenant(async (transaction) => {
        if (!(await deleteKept(transaction, kept, { keptId, principal }))) throw keptNotFound(keptId);
        await recordAudit(transaction, principal.tenantId, principal, { action: "view.delete", subject: keptId });
      });
      return { status: 204, body: null };
    },
  }),
];

type WantedView = z.output<typeof newView> & { readonly viewId: string };

async function writeView(
  transaction: TenantTransaction,
  principal: Principal,
  { viewId, name, query, isShared }: WantedView,
): Promise<View> {
  const { rows } = await sql`
    INSERT INTO saved_views (tenant_id, view_id, owner_id, is_shared, list, name, query)
    VALUES (${principal.tenantId}, ${viewId}, ${principal.accountId}, ${isShared}, ${query.list}, ${name}, ${JSON.stringify(query)})
    ON CONFLICT (tenant_id, owner_id, list, name) DO NOTHING RETURNING view_id`.execute(transaction);
  if (rows.length === 0) throw nameIsTaken(name);
  return await auditView(transaction, principal, { viewId, name, isShared });
}

async function changeView(
  transaction: TenantTransaction,
  principal: Principal,
  { viewId, name, query, isShared }: WantedView,
): Promise<View> {
  const { rows } = await sql<{ isTaken: boolean }>`
    SELECT EXISTS (
      SELECT FROM saved_views o WHERE o.owner_id = k.owner_id AND o.list = ${query.list} AND o.name = ${name}
        AND o.view_id <> k.view_id
    ) AS "isTaken"
    FROM saved_views k WHERE k.view_id = ${viewId} AND ${isChangedBy(principal)} FOR UPDATE`.execute(transaction);
  const [found] = rows;
  if (found === undefined) throw keptNotFound(viewId);
  if (found.isTaken) throw nameIsTaken(name);
  await transaction
    .updateTable("saved_views")
    .set({ name, list: query.list, query: JSON.stringify(query), is_shared: isShared, changed_at: sql`now()` })
    .where("view_id", "=", viewId)
    .execute();
  return await auditView(transaction, principal, { viewId, name, isShared });
}

async function auditView(
  transaction: TenantTransaction,
  principal: Principal,
  { viewId, name, isShared }: Pick<WantedView, "viewId" | "name" | "isShared">,
): Promise<View> {
  const event = { action: "view.save", subject: viewId, details: { name, isShared } };
  await recordAudit(transaction, principal.tenantId, principal, event);
  const [written] = await readViews(transaction, principal, sql<boolean>`k.view_id = ${viewId}`);
  if (written === undefined) throw keptNotFound(viewId);
  return written;
}

async function readViews(transaction: TenantTransaction, principal: Principal, which: Condition): Promise<View[]> {
  const { rows } = await sql`
    SELECT k.view_id AS id, k.name, k.query, k.is_shared AS "isShared",
      jsonb_build_object('id', a.account_id, 'name', a.name) AS owner, ${isChangedBy(principal)} AS "isMine",
      k.created_at AS "createdAt", k.changed_at AS "changedAt"
    FROM saved_views k JOIN accounts a ON a.tenant_id = k.tenant_id AND a.account_id = k.owner_id
    WHERE ${isSeenBy(principal)} AND ${which} ORDER BY k.name, k.view_id LIMIT 1000`.execute(transaction);
  return z.array(view).parse(rows);
}
