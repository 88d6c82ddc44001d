import { SekishoError } from "sekisho";
import { z } from "zod";
import { flawList, flawQuery, wholeFlaw } from "../contract/flaw.ts";
import { listFlaws } from "../questions/list-flaws.ts";
import { readFlaw } from "../questions/read-flaw.ts";
import { findProjectId } from "./projects.ts";
import { defineRoute, type Route } from "./route.ts";

/** Published flaws of packages, and where they bite. */
export const flawRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/flaws",
    summary: "Lists flaws that are open somewhere, the exploited and the likeliest to be first.",
    permission: "findings:read",
    input: { query: flawQuery },
    answer: flawList,
    handle: async ({ input, inTenant }) => ({
      body: await inTenant(async (transaction) => {
        const { project, ...filter } = input.query;
        return await listFlaws(transaction, { ...filter, projectId: await findProjectId(transaction, project) });
      }),
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/flaws/:flaw",
    summary: "Gives a flaw by any of its names: packages, versions, places, and how likely an attack is.",
    permission: "findings:read",
    input: { parameters: z.object({ flaw: z.string().min(1).max(200) }) },
    answer: wholeFlaw,
    handle: async ({ input, inTenant }) => {
      const { flaw } = input.parameters;
      const body = await inTenant((transaction) => readFlaw(transaction, flaw));
      if (body === undefined) throw notFound(flaw);
      return { body };
    },
  }),
];

function notFound(flaw: string): SekishoError {
  return new SekishoError("record-not-found", {
    en: `no finding is about the flaw ${flaw}`,
    ja: `脆弱性 ${flaw} に関する検出事項はありません。`,
  });
}
