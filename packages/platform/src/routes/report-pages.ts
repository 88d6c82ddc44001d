import { SekishoError } from "sekisho";
import { z } from "zod";
import { comparisonQuery, reportComparison, reportList, reportListQuery, reportPage } from "../contract/report-list.ts";
import { id } from "../contract/values.ts";
import { findReport, type KnownReport, listReports } from "../questions/list-reports.ts";
import { compareStoredReports, type DocumentReader, readReportContents } from "../reading/read-report-contents.ts";
import type { TenantTransaction } from "../store/database.ts";
import { findProjectId } from "./projects.ts";
import { defineRoute, type Route, type RouteContext } from "./route.ts";

/** Larger documents are not read while somebody waits for a page. */
const maxReadBytes = 64 * 1024 * 1024;

/** Reports that came in, what they say, and what changed from one to another. */
export const reportPageRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/reports",
    summary: "Lists reports, the newest first.",
    permission: "reports:read",
    input: { query: reportListQuery },
    answer: reportList,
    handle: async ({ input, inTenant }) => ({
      body: await inTenant(async (transaction) => {
        const { project, ...filter } = input.query;
        return await listReports(transaction, { ...filter, projectId: await findProjectId(transaction, project) });
      }),
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/reports/:report/page",
    summary: "Gives a report with its targets, coverage, diagnostics and counts, read from the uploaded document.",
    permission: "reports:read",
    input: { parameters: z.object({ report: id }) },
    answer: reportPage,
    handle: async (context) => {
      const known = await context.inTenant((transaction) => getReport(transaction, context.input.parameters.report));
      const { report, previous, next } = known;
      const isRead = report.status === "imported" || report.status === "superseded";
      if (!isRead || report.sizeBytes > maxReadBytes) return { body: { report, contents: null, previous, next } };
      const contents = await readReportContents(readerOf(context), known);
      const there = await context.inTenant((transaction) => findAssets(transaction, contents.targets));
      const targets = contents.targets.map((target) => ({
        ...target,
        asset: target.asset !== null && there.has(target.asset) ? target.asset : null,
      }));
      return { body: { report, contents: { ...contents, targets }, previous, next } };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/reports/:report/comparison",
    summary: "Compares a report with an earlier one: what is new, gone, rated otherwise, and the same.",
    permission: "reports:read",
    input: { parameters: z.object({ report: id }), query: comparisonQuery },
    answer: reportComparison,
    handle: async (context) => {
      const { input, inTenant } = context;
      const [before, after] = await inTenant(async (transaction) => [
        await getReadable(transaction, input.query.with),
        await getReadable(transaction, input.parameters.report),
      ]);
      return { body: await compareStoredReports(readerOf(context), before, after) };
    },
  }),
];

function readerOf<Input>({ services, principal }: RouteContext<Input>): DocumentReader {
  return { blobs: services.blobs, tenantId: principal.tenantId };
}

async function findAssets(
  transaction: TenantTransaction,
  targets: readonly { readonly asset: string | null }[],
): Promise<ReadonlySet<string>> {
  const ids = targets.flatMap(({ asset }) => (asset === null ? [] : [asset]));
  if (ids.length === 0) return new Set();
  const rows = await transaction.selectFrom("assets").select("asset_id").where("asset_id", "in", ids).execute();
  return new Set(rows.map((row) => row.asset_id));
}

async function getReport(transaction: TenantTransaction, reportId: string): Promise<KnownReport> {
  const known = await findReport(transaction, reportId);
  if (known !== undefined) return known;
  throw new SekishoError("record-not-found", {
    en: `there is no report ${reportId}`,
    ja: `レポート ${reportId} はありません。`,
  });
}

async function getReadable(transaction: TenantTransaction, reportId: string): Promise<KnownReport> {
  const known = await getReport(transaction, reportId);
  const { status, sizeBytes } = known.report;
  if (status !== "imported" && status !== "superseded") {
    throw new SekishoError("record-conflict", {
      en: `report ${reportId}: expected one that was imported, got one that is ${status}`,
      ja: `レポート ${reportId} はまだ取り込まれていません（状態: ${status}）。`,
    });
  }
  if (sizeBytes <= maxReadBytes) return known;
  throw new SekishoError("request-too-large", {
    en: `report ${reportId}: expected at most ${maxReadBytes} bytes to compare, got ${sizeBytes}`,
    ja: `レポート ${reportId} は ${sizeBytes} バイトあり、比較できる上限 ${maxReadBytes} バイトを超えています。`,
  });
}
