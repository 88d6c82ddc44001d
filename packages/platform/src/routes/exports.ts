import { exportReport } from "sekisho";
import { z } from "zod";
import {
  assetsExportQuery,
  componentsExportQuery,
  findingsExportQuery,
  flawsExportQuery,
  postureQuery,
  reportsExportQuery,
} from "../contract/export.ts";
import { makePostureDocument } from "../documents/posture-document.ts";
import { writeHtml } from "../documents/write-html.ts";
import { writePdf } from "../documents/write-pdf.ts";
import { assetColumns, componentColumns, findingColumns, flawColumns, reportColumns } from "../exports/list-columns.ts";
import { readStoredDocument } from "../exports/stored-document.ts";
import { listAssets } from "../questions/list-assets.ts";
import { listComponents } from "../questions/list-components.ts";
import { listFindings } from "../questions/list-findings.ts";
import { listFlaws } from "../questions/list-flaws.ts";
import { listReports } from "../questions/list-reports.ts";
import { readPosture } from "../questions/read-posture.ts";
import { resolveQuery } from "../questions/resolve-query.ts";
import { beginExport, defineListExport, type ExportContext, exportPageRows, headersOfExport } from "./list-export.ts";
import { defineRoute, type Route, type RouteAnswer } from "./route.ts";

/** A document of the scanner is made in memory. */
const maxDocumentFindings = 10_000;
const documentFormats = { sarif: "sarif", cyclonedx: "cyclonedx-vex" } as const;

/** Whole lists to take away; the audit trail says who took what. */
export const exportRoutes: readonly Route[] = [
  defineListExport({
    name: "findings",
    summary: "Writes the findings of a query as CSV, JSON, SARIF, or CycloneDX with VEX.",
    permission: "findings:read",
    query: findingsExportQuery,
    columns: findingColumns,
    check: (transaction, { input, principal }) => resolveQuery(transaction, input.query.query, principal),
    answerDocument: (context) => {
      const { format } = context.input.query;
      return format === "sarif" || format === "cyclonedx" ? writeDocument(context, format) : undefined;
    },
    page: async (transaction, { context, cursor }) => {
      const { query, sort, cursor: start } = context.input.query;
      const condition = await resolveQuery(transaction, query, context.principal);
      const asked = { condition, sort, limit: exportPageRows, cursor: cursor ?? start };
      const { findings: rows, next } = await listFindings(transaction, asked);
      return { rows, next };
    },
  }),
  defineListExport({
    name: "assets",
    summary: "Writes all assets as CSV or JSON.",
    permission: "assets:read",
    query: assetsExportQuery,
    columns: assetColumns,
    page: async (transaction, { context, projectId, cursor }) => {
      const { format: _format, project: _project, ...filter } = context.input.query;
      const asked = { ...filter, projectId, sort: "name", limit: exportPageRows, cursor } as const;
      const { assets: rows, next } = await listAssets(transaction, asked);
      return { rows, next };
    },
  }),
  defineListExport({
    name: "components",
    summary: "Writes all components as CSV or JSON.",
    permission: "assets:read",
    query: componentsExportQuery,
    columns: componentColumns,
    page: async (transaction, { context, cursor }) => {
      const { format: _format, name, packageUrl, ...filter } = context.input.query;
      const asked = { ...filter, name, packageUrl, holdsVersion: undefined, limit: exportPageRows, cursor };
      const { components: rows, next } = await listComponents(transaction, asked);
      return { rows, next };
    },
  }),
  defineListExport({
    name: "flaws",
    summary: "Writes all open flaws as CSV or JSON.",
    permission: "findings:read",
    query: flawsExportQuery,
    columns: flawColumns,
    page: async (transaction, { context, projectId, cursor }) => {
      const { format: _format, project: _project, ...filter } = context.input.query;
      const asked = { ...filter, projectId, sort: "name", limit: exportPageRows, cursor } as const;
      const { flaws: rows, next } = await listFlaws(transaction, asked);
      return { rows, next };
    },
  }),
  defineListExport({
    name: "reports",
    summary: "Writes the list of reports as CSV or JSON.",
    permission: "reports:read",
    query: reportsExportQuery,
    columns: reportColumns,
    page: async (transaction, { context, projectId, cursor }) => {
      const { format: _format, project: _project, ...filter } = context.input.query;
      const asked = { ...filter, projectId, limit: exportPageRows, cursor };
      const { reports: rows, next } = await listReports(transaction, asked);
      return { rows, next };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/exports/posture",
    summary: "Writes a report for people as PDF or HTML: what is open, how it went, what to do first, the worst of it.",
    permission: "findings:read",
    input: { query: postureQuery },
    answer: z.unknown(),
    handle: async (context) => {
      const { format, project, language, days } = context.input.query;
      const projectId = await beginExport(context, "posture");
      const posture = await context.inTenant((transaction) =>
        readPosture(transaction, { project, projectId, language, days }),
      );
      const document = makePostureDocument(posture);
      const headers = headersOfExport("sekisho", format);
      return format === "pdf" ? { headers, body: await writePdf(document) } : { headers, body: writeHtml(document) };
    },
  }),
];

async function writeDocument(
  { input, principal, inTenant }: ExportContext<z.output<typeof findingsExportQuery>>,
  format: keyof typeof documentFormats,
): Promise<RouteAnswer<unknown>> {
  const { query, sort, cursor, language } = input.query;
  const madeAt = new Date().toISOString();
  const { stored, next } = await inTenant(async (transaction) => {
    const condition = await resolveQuery(transaction, query, principal);
    const page = await listFindings(transaction, { condition, sort, limit: maxDocumentFindings, cursor });
    const ids = page.findings.map(({ id }) => id);
    return { stored: await readStoredDocument(transaction, ids, madeAt), next: page.next };
  });
  const body = await exportReport(stored.document, documentFormats[format], { language, now: madeAt });
  const headers = {
    ...headersOfExport("findings", format),
    "sekisho-left-out": String(stored.leftOut),
    ...(next === null ? {} : { "sekisho-next": next }),
  };
  return { headers, body };
}
