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
import { type ListStream, streamList } from "../exports/stream-list.ts";
import { recordAudit } from "../identity/audit.ts";
import { listAssets } from "../questions/list-assets.ts";
import { listComponents } from "../questions/list-components.ts";
import { listFindings } from "../questions/list-findings.ts";
import { listFlaws } from "../questions/list-flaws.ts";
import { listReports } from "../questions/list-reports.ts";
import { readPosture } from "../questions/read-posture.ts";
import { resolveQuery } from "../questions/resolve-query.ts";
import { findProjectId } from "./projects.ts";
import { defineRoute, type Route, type RouteAnswer, type RouteContext } from "./route.ts";

/** Rows that are asked of the database at once. */
const pageRows = 500;
/** A document of the scanner is made in memory. */
const maxDocumentFindings = 10_000;

const contentTypes = {
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
  sarif: "application/sarif+json; charset=utf-8",
  cyclonedx: "application/vnd.cyclonedx+json; charset=utf-8",
  html: "text/html; charset=utf-8",
  pdf: "application/pdf",
} as const;
const documentFormats = { sarif: "sarif", cyclonedx: "cyclonedx-vex" } as const;

/** Whole lists to take away; the audit trail says who took what. */
export const exportRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/exports/findings",
    summary: "Writes the findings of a query as CSV, JSON, SARIF, or CycloneDX with VEX.",
    permission: "findings:read",
    input: { query: findingsExportQuery },
    answer: z.unknown(),
    handle: async (context) => {
      const { format } = context.input.query;
      await audit(context, "findings");
      if (format === "sarif" || format === "cyclonedx") return await writeDocument(context, format);
      const { query, sort, cursor: start } = context.input.query;
      const page = async (cursor = start) => {
        const { findings: rows, next } = await context.inTenant(async (transaction) => {
          const condition = await resolveQuery(transaction, query, context.principal);
          return await listFindings(transaction, { condition, sort, limit: pageRows, cursor });
        });
        return { rows, next };
      };
      // A wrong query is refused before the answer begins.
      await context.inTenant((transaction) => resolveQuery(transaction, query, context.principal));
      return answerList(context, { name: "findings", columns: findingColumns, page }, format);
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/exports/assets",
    summary: "Writes all assets as CSV or JSON.",
    permission: "assets:read",
    input: { query: assetsExportQuery },
    answer: z.unknown(),
    handle: async (context) => {
      const { format, project, ...filter } = context.input.query;
      const projectId = await begin(context, "assets", project);
      const page = async (cursor?: string) => {
        const asked = { ...filter, projectId, sort: "name", limit: pageRows, cursor } as const;
        const { assets: rows, next } = await context.inTenant((transaction) => listAssets(transaction, asked));
        return { rows, next };
      };
      return answerList(context, { name: "assets", columns: assetColumns, page }, format);
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/exports/components",
    summary: "Writes all components as CSV or JSON.",
    permission: "assets:read",
    input: { query: componentsExportQuery },
    answer: z.unknown(),
    handle: async (context) => {
      const { format, name, packageUrl, ...filter } = context.input.query;
      await audit(context, "components");
      const page = async (cursor?: string) => {
        const asked = { ...filter, name, packageUrl, holdsVersion: undefined, limit: pageRows, cursor };
        const { components: rows, next } = await context.inTenant((transaction) => listComponents(transaction, asked));
        return { rows, next };
      };
      return answerList(context, { name: "components", columns: componentColumns, page }, format);
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/exports/flaws",
    summary: "Writes all open flaws as CSV or JSON.",
    permission: "findings:read",
    input: { query: flawsExportQuery },
    answer: z.unknown(),
    handle: async (context) => {
      const { format, project, ...filter } = context.input.query;
      const projectId = await begin(context, "flaws", project);
      const page = async (cursor?: string) => {
        const asked = { ...filter, projectId, sort: "name", limit: pageRows, cursor } as const;
        const { flaws: rows, next } = await context.inTenant((transaction) => listFlaws(transaction, asked));
        return { rows, next };
      };
      return answerList(context, { name: "flaws", columns: flawColumns, page }, format);
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/exports/reports",
    summary: "Writes the list of reports as CSV or JSON.",
    permission: "reports:read",
    input: { query: reportsExportQuery },
    answer: z.unknown(),
    handle: async (context) => {
      const { format, project, ...filter } = context.input.query;
      const projectId = await begin(context, "reports", project);
      const page = async (cursor?: string) => {
        const asked = { ...filter, projectId, limit: pageRows, cursor };
        const { reports: rows, next } = await context.inTenant((transaction) => listReports(transaction, asked));
        return { rows, next };
      };
      return answerList(context, { name: "reports", columns: reportColumns, page }, format);
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
      const projectId = await begin(context, "posture", project);
      const posture = await context.inTenant((transaction) =>
        readPosture(transaction, { project, projectId, language, days }),
      );
      const document = makePostureDocument(posture);
      const headers = headersOf("sekisho", format);
      return format === "pdf" ? { headers, body: await writePdf(document) } : { headers, body: writeHtml(document) };
    },
  }),
];

type FindingsContext = RouteContext<{ readonly query: z.output<typeof findingsExportQuery> }>;
type ExportContext = RouteContext<{ readonly query: Readonly<Record<string, unknown>> }>;

/** Writes down who takes what, and looks the project up: both before the answer begins. */
async function begin(context: ExportContext, list: string, project: string | undefined): Promise<string | undefined> {
  const projectId = await context.inTenant((transaction) => findProjectId(transaction, project));
  await audit(context, list);
  return projectId;
}

async function audit({ input, principal, inTenant }: ExportContext, list: string): Promise<void> {
  const event = { action: "list.export", subject: list, details: { ...input.query } };
  await inTenant((transaction) => recordAudit(transaction, principal.tenantId, principal, event));
}

function answerList<Row>(
  { request }: Pick<ExportContext, "request">,
  list: Omit<ListStream<Row>, "signal">,
  format: "csv" | "json",
): RouteAnswer<unknown> {
  return {
    headers: headersOf(list.name, format),
    body: streamList({ ...list, signal: request.signal }, format),
  };
}

function headersOf(name: string, format: keyof typeof contentTypes): Record<string, string> {
  const ending = format === "cyclonedx" ? "cdx.json" : format;
  return {
    "content-type": contentTypes[format],
    "content-disposition": `attachment; filename="${name}.${ending}"`,
  };
}

async function writeDocument(
  { input, principal, inTenant }: FindingsContext,
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
    ...headersOf("findings", format),
    "sekisho-left-out": String(stored.leftOut),
    ...(next === null ? {} : { "sekisho-next": next }),
  };
  return { headers, body };
}
