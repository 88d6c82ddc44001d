import { sql } from "kysely";
import { z } from "zod";
import { dashboard, dashboardList, dashboardSummary, newDashboard } from "../contract/dashboard.ts";
import { id } from "../contract/values.ts";
import type { Principal } from "../identity/principal.ts";
import type { TenantTransaction } from "../store/database.ts";
import { isChangedBy, isSeenBy, keptNotFound } from "./kept-by-people.ts";
import { defineKeptRoutes } from "./kept-routes.ts";
import { defineRoute, type Route } from "./route.ts";

type Dashboard = z.infer<typeof dashboard>;

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
    method: "GET",
    path: "/api/v1/dashboards/:dashboard",
    summary: "Gives a dashboard with its widgets.",
    permission: "views:save",
    input: { parameters: ofDashboard },
    answer: dashboard,
    handle: async ({ input, principal, inTenant }) => ({
      body: await inTenant(async (transaction) => {
        const found = await findDashboard(transaction, principal, input.parameters.dashboard);
        if (found === undefined) throw keptNotFound(input.parameters.dashboard);
        return found;
      }),
    }),
  }),
  ...defineKeptRoutes({
    kept: { table: "dashboards", id: "dashboard_id" },
    noun: "dashboard",
    summaries: { keep: "Keeps a dashboard.", change: "Changes a dashboard.", forget: "Deletes a dashboard." },
    body: newDashboard,
    answer: dashboard,
    columnsOf: ({ title, isOverview, widgets }) => ({
      title,
      is_overview: String(isOverview),
      widgets: JSON.stringify(widgets),
    }),
    unique: ["title"],
    find: findDashboard,
  }),
];

async function findDashboard(
  transaction: TenantTransaction,
  principal: Principal,
  dashboardId: string,
): Promise<Dashboard | undefined> {
  const { rows } = await sql`
    SELECT ${shownColumns(principal)}, k.widgets FROM dashboards k
    JOIN accounts a ON a.tenant_id = k.tenant_id AND a.account_id = k.owner_id
    WHERE ${isSeenBy(principal)} AND k.dashboard_id = ${dashboardId}`.execute(transaction);
  return z.array(dashboard).parse(rows)[0];
}

function shownColumns(principal: Principal): ReturnType<typeof sql> {
  return sql`k.dashboard_id AS id, k.title, k.is_shared AS "isShared", k.is_overview AS "isOverview",
    jsonb_build_object('id', a.account_id, 'name', a.name) AS owner, ${isChangedBy(principal)} AS "isMine",
    k.created_at AS "createdAt", k.changed_at AS "changedAt"`;
}
