import { sql } from "kysely";
import { z } from "zod";
import { newView, view, viewQuery, viewsSeen } from "../contract/view.ts";
import type { Principal } from "../identity/principal.ts";
import type { Condition } from "../questions/topic-conditions.ts";
import type { TenantTransaction } from "../store/database.ts";
import { isChangedBy, isSeenBy } from "./kept-by-people.ts";
import { defineKeptRoutes } from "./kept-routes.ts";
import { defineRoute, type Route } from "./route.ts";

type View = z.infer<typeof view>;

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
  ...defineKeptRoutes({
    kept: { table: "saved_views", id: "view_id" },
    noun: "view",
    summaries: {
      keep: "Saves a view of a list under a name.",
      change: "Changes a saved view.",
      forget: "Deletes a saved view.",
    },
    body: newView,
    answer: view,
    columnsOf: ({ name, query }) => ({ name, list: query.list, query: JSON.stringify(query) }),
    unique: ["list", "name"],
    find: async (transaction, principal, viewId) =>
      (await readViews(transaction, principal, sql<boolean>`k.view_id = ${viewId}`))[0],
  }),
];

async function readViews(transaction: TenantTransaction, principal: Principal, which: Condition): Promise<View[]> {
  const { rows } = await sql`
    SELECT k.view_id AS id, k.name, k.query, k.is_shared AS "isShared",
      jsonb_build_object('id', a.account_id, 'name', a.name) AS owner, ${isChangedBy(principal)} AS "isMine",
      k.created_at AS "createdAt", k.changed_at AS "changedAt"
    FROM saved_views k JOIN accounts a ON a.tenant_id = k.tenant_id AND a.account_id = k.owner_id
    WHERE ${isSeenBy(principal)} AND ${which} ORDER BY k.name, k.view_id LIMIT 1000`.execute(transaction);
  return z.array(view).parse(rows);
}
