import { sql } from "kysely";
import { z } from "zod";
import { dashboard, dashboardList, dashboardSummary, newDashboard } from "../contract/dashboard.ts";
import { id } from "../contract/values.ts";
import { recordAudit } from "../identity/audit.ts";
import type { Principal } from "../identity/principal.ts";
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

type Dashboard = z.infer<typeof dashboard>;

const kept: KeptThing = { table: "dashboards", id: "dashboard_id" };
const ofDashboard = z.object({ dashboard: id });

/** Pages that people put together themselves. */
export const dashboardRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/dashboards",
    summary: "Lists the caller's own dashboards and those that are shared.",
    permission: "views:save",
    input: {},
    answer: dashboardList,
    handle: async ({ principal, inTenant }) => ({
      body: await inTenant(async (transaction) => {
        const { rows } = await sql`
          SELECT ${shownColumns(principal)} FROM dashboards k
          JOIN accounts a ON a.tenant_id = k.tenant_id AND a.account_id = k.owner_id
          WHERE ${isSeenBy(principal)} ORDER BY k.title, k.dashboard_id LIMIT 1000`.execute(transaction);
        return { dashboards: z.array(dashboardSummary).parse(rows) };
      }),
    }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/dashboards",
    summary: "Keeps a dashboard.",
    permission: "views:save",
    input: { body: newDashboard },
    answer: dashboard,
    handle: async ({ input, principal, inTenant }) => {
      refuseSharing(principal, input.body.isShared);
      const body = await inTenant(async (transaction) => {
        await refuseTooMany(transaction, kept, principal);
        return await writeDashboard(transaction, principal, input.body);
      });
      return { status: 201, body };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/dashboards/:dashboard",
    summary: "Gives a dashboard with its widgets.",
    permission: "views:save",
    input: { parameters: ofDashboard },
    answer: dashboard,
    handle: async ({ input, principal, inTenant }) => ({
      body: await inTenant((transaction) => getDashboard(transaction, principal, input.parameters.dashboard)),
    }),
  }),
  defineRoute({
    method: "PUT",
    path: "/api/v1/dashboards/:dashboard",
    summary: "Changes a dashboard.",
    permission: "views:save",
    input: { parameters: ofDashboard, body: newDashboard },
    answer: dashboard,
    handle: async ({ input, principal, inTenant }) => {
      refuseSharing(principal, input.body.isShared);
      const { dashboard: dashboardId } = input.parameters;
      const wanted = { dashboardId, ...input.body };
      return { body: await inTenant((transaction) => changeDashboard(transaction, principal, wanted)) };
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/v1/dashboards/:dashboard",
    summary: "Deletes a dashboard.",
    permission: "views:save",
    input: { parameters: ofDashboard },
    answer: z.null(),
    handle: async ({ input, principal, inTenant }) => {
      const { dashboard: keptId } = input.parameters;
      await inTenant(async (transaction) => {
        if (!(await deleteKept(transaction, kept, { keptId, principal }))) throw keptNotFound(keptId);
        await recordAudit(transaction, principal.tenantId, principal, { action: "dashboard.delete", subject: keptId });
      });
      return { status: 204, body: null };
    },
  }),
];

type WantedDashboard = z.output<typeof newDashboard>;

async function writeDashboard(
  transaction: TenantTransaction,
  principal: Principal,
  { title, isShared, widgets }: WantedDashboard,
): Promise<Dashboard> {
  const dashboardId = newId();
  const { rows } = await sql`
    INSERT INTO dashboards (tenant_id, dashboard_id, owner_id, is_shared, title, widgets)
    VALUES (${principal.tenantId}, ${dashboardId}, ${principal.accountId}, ${isShared}, ${title}, ${JSON.stringify(widgets)})
    ON CONFLICT (tenant_id, owner_id, title) DO NOTHING RETURNING dashboard_id`.execute(transaction);
  if (rows.length === 0) throw nameIsTaken(title);
  return await auditDashboard(transaction, principal, { dashboardId, title, isShared });
}

async function changeDashboard(
  transaction: TenantTransaction,
  principal: Principal,
  { dashboardId, title, isShared, widgets }: WantedDashboard & { readonly dashboardId: string },
): Promise<Dashboard> {
  const { rows } = await sql<{ isTaken: boolean }>`
    SELECT EXISTS (
      SELECT FROM dashboards o WHERE o.owner_id = k.owner_id AND o.title = ${title} AND o.dashboard_id <> k.dashboard_id
    ) AS "isTaken"
    FROM dashboards k WHERE k.dashboard_id = ${dashboardId} AND ${isChangedBy(principal)} FOR UPDATE`.execute(
    transaction,
  );
  const [found] = rows;
  if (found === undefined) throw keptNotFound(dashboardId);
  if (found.isTaken) throw nameIsTaken(title);
  await transaction
    .updateTable("dashboards")
    .set({ title, is_shared: isShared, widgets: JSON.stringify(widgets), changed_at: sql`now()` })
    .where("dashboard_id", "=", dashboardId)
    .execute();
  return await auditDashboard(transaction, principal, { dashboardId, title, isShared });
}

async function auditDashboard(
  transaction: TenantTransaction,
  principal: Principal,
  {
    dashboardId,
    title,
    isShared,
  }: { readonly dashboardId: string; readonly title: string; readonly isShared: boolean },
): Promise<Dashboard> {
  const event = { action: "dashboard.save", subject: dashboardId, details: { title, isShared } };
  await recordAudit(transaction, principal.tenantId, principal, event);
  return await getDashboard(transaction, principal, dashboardId);
}

async function getDashboard(
  transaction: TenantTransaction,
  principal: Principal,
  dashboardId: string,
): Promise<Dashboard> {
  const { rows } = await sql`
    SELECT ${shownColumns(principal)}, k.widgets FROM dashboards k
    JOIN accounts a ON a.tenant_id = k.tenant_id AND a.account_id = k.owner_id
    WHERE ${isSeenBy(principal)} AND k.dashboard_id = ${dashboardId}`.execute(transaction);
  const [found] = z.array(dashboard).parse(rows);
  if (found === undefined) throw keptNotFound(dashboardId);
  return found;
}

function shownColumns(principal: Principal): ReturnType<typeof sql> {
  return sql`k.dashboard_id AS id, k.title, k.is_shared AS "isShared",
    jsonb_build_object('id', a.account_id, 'name', a.name) AS owner, ${isChangedBy(principal)} AS "isMine",
    k.created_at AS "createdAt", k.changed_at AS "changedAt"`;
}
