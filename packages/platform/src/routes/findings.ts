import { SekishoError } from "sekisho";
import { z } from "zod";
import {
  completionQuery,
  facetQuery,
  findingFacets,
  findingList,
  findingQuery,
  queryCompletion,
  wholeFinding,
} from "../contract/finding.ts";
import { findingPage } from "../contract/finding-page.ts";
import { completeQuery, writeQueryValue } from "../contract/query/complete-query.ts";
import { parseQuery } from "../contract/query/parse-query.ts";
import { queryFields } from "../contract/query/query-fields.ts";
import { id } from "../contract/values.ts";
import { countFacets } from "../questions/count-facets.ts";
import { countFindings, listFindings } from "../questions/list-findings.ts";
import { findNearPage } from "../questions/near-page.ts";
import { readFinding } from "../questions/read-finding.ts";
import { readFindingPage } from "../questions/read-finding-page.ts";
import { resolveQuery } from "../questions/resolve-query.ts";
import { suggestValues } from "../questions/suggest-values.ts";
import type { TenantTransaction } from "../store/database.ts";
import { defineRoute, type Route } from "./route.ts";

/** What is wrong, everywhere. */
export const findingRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/findings",
    summary: "Lists findings that a query finds, a page at a time.",
    permission: "findings:read",
    input: { query: findingQuery },
    answer: findingList,
    handle: async ({ input, principal, inTenant }) => {
      const { query, sort, limit, cursor, count } = input.query;
      const body = await inTenant(async (transaction) => {
        const near = await findNearPage(transaction, { query, caller: principal, sort, limit, cursor });
        if (near !== undefined && count !== "true") return { findings: [...near.findings], next: near.next };
        const condition = await resolveQuery(transaction, query, principal);
        const page = near ?? (await listFindings(transaction, { condition, sort, limit, cursor }));
        const total = count === "true" ? await countFindings(transaction, condition) : undefined;
        return { findings: [...page.findings], next: page.next, ...(total === undefined ? {} : { total }) };
      });
      return { body };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/findings/facets",
    summary: "Counts how the findings of a query are spread, over the worst 10,000.",
    permission: "findings:read",
    input: { query: facetQuery },
    answer: findingFacets,
    handle: async ({ input, principal, inTenant }) => ({
      body: await inTenant(async (transaction) =>
        countFacets(transaction, await resolveQuery(transaction, input.query.query, principal)),
      ),
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/findings/completion",
    summary: "Says what may stand at the caret of a query, and what is wrong with it.",
    permission: "findings:read",
    input: { query: completionQuery },
    answer: queryCompletion,
    handle: async ({ input, inTenant }) => {
      const { query, caret } = input.query;
      return { body: await inTenant((transaction) => complete(transaction, query, caret)) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/findings/:finding",
    summary: "Gives everything that is known of a finding, and who says so.",
    permission: "findings:read",
    input: { parameters: z.object({ finding: id }) },
    answer: wholeFinding,
    handle: async ({ input, inTenant }) => ({
      body: found(
        await inTenant((transaction) => readFinding(transaction, input.parameters.finding)),
        input.parameters.finding,
      ),
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/findings/:finding/page",
    summary: "Gives everything that the page of a finding shows: texts, controls, witnesses, work, places, origin.",
    permission: "findings:read",
    input: { parameters: z.object({ finding: id }) },
    answer: findingPage,
    handle: async ({ input, inTenant }) => ({
      body: found(
        await inTenant((transaction) => readFindingPage(transaction, input.parameters.finding)),
        input.parameters.finding,
      ),
    }),
  }),
];

function found<Found>(row: Found | undefined, findingId: string): Found {
  if (row !== undefined) return row;
  throw new SekishoError("record-not-found", {
    en: `there is no finding ${findingId}`,
    ja: `検出事項 ${findingId} はありません。`,
  });
}

async function complete(
  transaction: TenantTransaction,
  query: string,
  caret: number,
): Promise<z.infer<typeof queryCompletion>> {
  const completion = completeQuery(query, caret);
  const { start, end, kind, typed } = completion;
  const problems = [...parseQuery(query).problems];
  if (kind === "field") {
    const suggestions = completion.names.map((name) => ({ text: `${name}:`, title: { ...queryFields[name].title } }));
    return { start, end, suggestions, problems };
  }
  if (kind === "choice") return { start, end, suggestions: completion.choices.map((text) => ({ text })), problems };
  if (kind === "nothing") return { start, end, suggestions: [], problems };
  const values = await suggestValues(transaction, completion.field, typed);
  return {
    start,
    end,
    suggestions: values.map(({ value, findings }) => ({ text: writeQueryValue(value), findings })),
    problems,
  };
}
