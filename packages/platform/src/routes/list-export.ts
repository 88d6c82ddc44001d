import { z } from "zod";
import type { Permission } from "../contract/permission.ts";
import { type ListPage, type ListStream, streamList } from "../exports/stream-list.ts";
import { recordAudit } from "../identity/audit.ts";
import type { TenantTransaction } from "../store/database.ts";
import { findProjectId } from "./projects.ts";
import { defineRoute, type Route, type RouteAnswer, type RouteContext } from "./route.ts";

/** Rows that are asked of the database at once. */
export const exportPageRows = 500;

const contentTypes = {
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
  sarif: "application/sarif+json; charset=utf-8",
  cyclonedx: "application/vnd.cyclonedx+json; charset=utf-8",
  html: "text/html; charset=utf-8",
  pdf: "application/pdf",
} as const;

/** What every export takes beside its own. */
interface ExportQuery {
  readonly format: keyof typeof contentTypes;
  readonly project?: string | undefined;
}

/** What an export is asked, and by whom. */
export type ExportContext<Query extends ExportQuery = ExportQuery> = RouteContext<{ readonly query: Query }>;

/** A page of the list that is wanted. */
interface PageAsked<Query extends ExportQuery> {
  readonly context: ExportContext<Query>;
  /** Of the project that the query names. */
  readonly projectId: string | undefined;
  /** Where the page begins; `undefined` for the first one. */
  readonly cursor: string | undefined;
}

/** A list that can be taken away as a whole. */
export interface ListExport<Query extends ExportQuery, Row> {
  /** As in the path, in the name of the file and in the audit trail. */
  readonly name: string;
  readonly summary: string;
  readonly permission: Permission;
  readonly query: z.ZodType<Query>;
  readonly columns: ListStream<Row>["columns"];
  readonly page: (transaction: TenantTransaction, asked: PageAsked<Query>) => Promise<ListPage<Row>>;
  /** Refuses a wrong query before the answer begins. */
  readonly check?: (transaction: TenantTransaction, context: ExportContext<Query>) => Promise<unknown>;
  /** Answers in formats that are no lists of rows; `undefined` for those that are. */
  readonly answerDocument?: (context: ExportContext<Query>) => Promise<RouteAnswer<unknown>> | undefined;
}

/** Defines the route that writes a list to its end, as CSV or JSON. */
export function defineListExport<Query extends ExportQuery, Row>(list: ListExport<Query, Row>): Route {
  const { name, summary, permission, query, columns, page, check, answerDocument } = list;
  return defineRoute({
    method: "GET",
    path: `/api/v1/exports/${name}`,
    summary,
    permission,
    input: { query },
    answer: z.unknown(),
    handle: async (context) => {
      const { format } = context.input.query;
      const projectId = await beginExport(context, name);
      const document = answerDocument?.(context);
      if (document !== undefined) return await document;
      if (check !== undefined) await context.inTenant((transaction) => check(transaction, context));
      const stream = streamList(
        {
          name,
          columns,
          page: (cursor) => context.inTenant((transaction) => page(transaction, { context, projectId, cursor })),
          signal: context.request.signal,
        },
        format === "json" ? "json" : "csv",
      );
      return { headers: headersOfExport(name, format), body: stream };
    },
  });
}

/** Looks the project up and writes down who takes what, both before the answer begins; gives the project's id. */
export async function beginExport(context: ExportContext, list: string): Promise<string | undefined> {
  const { input, principal, inTenant } = context;
  return await inTenant(async (transaction) => {
    const projectId = await findProjectId(transaction, input.query.project);
    const event = { action: "list.export", subject: list, details: { ...input.query } };
    await recordAudit(transaction, principal.tenantId, principal, event);
    return projectId;
  });
}

/** Gives the headers of a file that is taken away. */
export function headersOfExport(name: string, format: ExportQuery["format"]): Record<string, string> {
  const ending = format === "cyclonedx" ? "cdx.json" : format;
  return {
    "content-type": contentTypes[format],
    "content-disposition": `attachment; filename="${name}.${ending}"`,
  };
}
