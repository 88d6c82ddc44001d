import { trend, trendQuery } from "../contract/trend.ts";
import { readTrend } from "../questions/read-trend.ts";
import { findProjectId } from "./projects.ts";
import { defineRoute, type Route } from "./route.ts";

/** How things changed. */
export const trendRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/trends",
    summary: "Gives what was open at the end of each day, what came and went, how long repairs took, and what is late.",
    permission: "findings:read",
    input: { query: trendQuery },
    answer: trend,
    handle: async ({ input, inTenant }) => ({
      body: await inTenant(async (transaction) => {
        const { project, days } = input.query;
        return await readTrend(transaction, { projectId: await findProjectId(transaction, project), days });
      }),
    }),
  }),
];
