import { actionList, actionQuery, overview, overviewQuery } from "../contract/overview.ts";
import { listActions, readOverview } from "../questions/overview.ts";
import { findProjectId } from "./projects.ts";
import { defineRoute, type Route } from "./route.ts";

/** How things stand, and what to do first. */
export const overviewRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/overview",
    summary: "Gives what is open by severity and project, the trend by day, and how long repairs take.",
    permission: "findings:read",
    input: { query: overviewQuery },
    answer: overview,
    handle: async ({ input, inTenant }) => ({
      body: await inTenant(async (transaction) => {
        const { project, days } = input.query;
        return await readOverview(transaction, { projectId: await findProjectId(transaction, project), days });
      }),
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/actions",
    summary: "Lists the single changes that take the most risk away.",
    permission: "findings:read",
    input: { query: actionQuery },
    answer: actionList,
    handle: async ({ input, inTenant }) => ({
      body: await inTenant(async (transaction) => {
        const { project, limit } = input.query;
        const projectId = await findProjectId(transaction, project);
        return { actions: [...(await listActions(transaction, { projectId, limit }))] };
      }),
    }),
  }),
];
