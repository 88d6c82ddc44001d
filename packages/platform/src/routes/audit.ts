import { Readable } from "node:stream";
import { z } from "zod";
import { type AuditFilter, listEntries } from "../audit/list-entries.ts";
import { verifyStoredTrail } from "../audit/read-trail.ts";
import { type auditEntry, auditExportQuery, auditPage, auditQuery, auditVerification } from "../contract/audit.ts";
import { streamList } from "../exports/stream-list.ts";
import { recordAudit } from "../identity/audit.ts";
import type { CsvValue } from "../questions/write-csv.ts";
import { defineRoute, type Route, type RouteContext } from "./route.ts";

type AuditEntry = z.infer<typeof auditEntry>;
type AuditPage = (cursor: string | undefined) => Promise<{ rows: readonly AuditEntry[]; next: string | null }>;

const pageRows = 500;
const columns: readonly { readonly title: string; readonly value: (entry: AuditEntry) => CsvValue }[] = [
  { title: "sequence", value: ({ sequence }) => sequence },
  { title: "at", value: ({ at }) => at },
  { title: "actor kind", value: ({ actor }) => actor.kind },
  { title: "actor", value: ({ actor }) => actor.name ?? actor.id },
  { title: "address", value: ({ address }) => address },
  { title: "action", value: ({ action }) => action },
  { title: "subject", value: ({ subject }) => subject },
  { title: "details", value: ({ details }) => JSON.stringify(details) },
  { title: "before", value: ({ before }) => writeValue(before) },
  { title: "after", value: ({ after }) => writeValue(after) },
  { title: "hash", value: ({ hash }) => hash },
];

/** What everybody did. */
export const auditRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/audit",
    summary: "Lists what everybody did, the newest first.",
    permission: "audit:read",
    input: { query: auditQuery },
    answer: auditPage,
    handle: async ({ input, inTenant }) => {
      const { limit, cursor, ...filter } = input.query;
      const { entries, next } = await inTenant((transaction) => listEntries(transaction, filter, { limit, cursor }));
      return { body: { entries: [...entries], next } };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/audit/export",
    summary: "Writes the audit trail as CSV or as lines of JSON, the newest entry first.",
    permission: "audit:read",
    input: { query: auditExportQuery },
    answer: z.unknown(),
    handle: async (context) => {
      const { format, ...filter } = context.input.query;
      const { principal, inTenant, request } = context;
      const event = { action: "audit.export", subject: "audit", details: { ...context.input.query } };
      await inTenant((transaction) => recordAudit(transaction, principal.tenantId, principal, event));
      const page = pagesOf(context, filter);
      const headers = {
        "content-type": format === "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson; charset=utf-8",
        "content-disposition": `attachment; filename="audit.${format}"`,
      };
      const body =
        format === "csv"
          ? streamList({ name: "audit", columns, page, signal: request.signal }, "csv")
          : Readable.from(linesOf(page, request.signal), { objectMode: false });
      return { headers, body };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/audit/verification",
    summary: "Proves that no entry was changed, taken out, put in or moved, or says where the chain breaks first.",
    permission: "audit:read",
    input: {},
    answer: auditVerification,
    handle: async ({ principal, services }) => ({
      body: await verifyStoredTrail(services.store.application, principal.tenantId),
    }),
  }),
];

function pagesOf({ inTenant }: Pick<RouteContext<unknown>, "inTenant">, filter: AuditFilter): AuditPage {
  return async (cursor) => {
    const page = { limit: pageRows, cursor };
    const { entries: rows, next } = await inTenant((transaction) => listEntries(transaction, filter, page));
    return { rows, next };
  };
}

async function* linesOf(page: AuditPage, signal: AbortSignal): AsyncGenerator<string> {
  let cursor: string | undefined;
  while (!signal.aborted) {
    const { rows, next } = await page(cursor);
    if (rows.length > 0) yield `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`;
    if (next === null) return;
    cursor = next;
  }
}

function writeValue(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
