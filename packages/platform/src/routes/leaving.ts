import { SekishoError } from "sekisho";
import { z } from "zod";
import {
  certificateQuery,
  exportToken,
  requestedDeletion,
  signedCertificate,
  tenantDeletion,
  tenantExport,
  tenantExportLink,
  tenantExportList,
  typedName,
} from "../contract/leaving.ts";
import { id } from "../contract/values.ts";
import { readCertificate } from "../leaving/erase-tenant.ts";
import { makeExportLink, openExport, readExports, requestExport } from "../leaving/export-tenant.ts";
import { cancelDeletion, findDeletion, requestDeletion } from "../leaving/request-deletion.ts";
import type { TenantTransaction } from "../store/database.ts";
import { defineProvedRoute } from "./proved-route.ts";
import { definePublicRoute, defineRoute, type Route } from "./route.ts";

/** Everything that a tenant holds, taken along or let go. */
export const leavingRoutes: readonly Route[] = [
  defineProvedRoute({
    method: "POST",
    path: "/api/v1/tenant/exports",
    summary:
      "Begins an archive of everything that the tenant holds, in open formats. Wants a fresh proof of identity and the tenant's name.",
    permission: "tenant:manage",
    input: { body: typedName },
    answer: tenantExport,
    handle: async ({ input, account, inTenant }) => {
      const body = await inTenant(async (transaction) => {
        await refuseOtherName(transaction, account.tenantId, input.body.tenant);
        const exportId = await requestExport(transaction, account);
        return getExport(await readExports(transaction), exportId);
      });
      return { status: 202, body };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/tenant/exports",
    summary: "Lists archives and how far they are.",
    permission: "tenant:manage",
    input: {},
    answer: tenantExportList,
    handle: async ({ inTenant }) => ({ body: { exports: await inTenant(readExports) } }),
  }),
  defineProvedRoute({
    method: "POST",
    path: "/api/v1/tenant/exports/:export/link",
    summary:
      "Makes the link under which an archive is fetched for an hour; an older one is good no more. Wants a fresh proof of identity.",
    permission: "tenant:manage",
    input: { parameters: z.object({ export: id }) },
    answer: tenantExportLink,
    handle: async ({ input, account, inTenant }) => {
      const made = await inTenant((transaction) => makeExportLink(transaction, account, input.parameters.export));
      if (made === undefined) throw noExport();
      const url = `/api/v1/tenant-archive?token=${encodeURIComponent(made.token)}`;
      return { status: 201, headers: { "cache-control": "no-store" }, body: { url, expiresAt: made.expiresAt } };
    },
  }),
  definePublicRoute({
    method: "GET",
    path: "/api/v1/tenant-archive",
    summary: "Gives the archive that a link leads to, as tar.",
    isDoor: true,
    input: { query: exportToken },
    answer: z.unknown(),
    handle: async ({ input, request, services }) => {
      const opened = await openExport(services, input.query.token, request.clientAddress);
      if (opened === undefined) throw noExport();
      const headers = {
        "content-type": "application/x-tar",
        "content-length": String(opened.sizeBytes),
        "content-disposition": `attachment; filename="sekisho-${opened.createdAt.slice(0, 10)}.tar"`,
        "cache-control": "no-store",
      };
      return { headers, body: opened.bytes };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/tenant/deletion",
    summary: "Says whether the tenant is to be deleted, and when.",
    permission: "tenant:manage",
    input: {},
    answer: tenantDeletion,
    handle: async ({ inTenant }) => ({ body: { deletion: (await inTenant(findDeletion)) ?? null } }),
  }),
  defineProvedRoute({
    method: "POST",
    path: "/api/v1/tenant/deletion",
    summary:
      "Asks for the tenant to be deleted after seven days. Wants a fresh proof of identity and the tenant's name.",
    permission: "tenant:manage",
    input: { body: typedName },
    answer: requestedDeletion,
    handle: async ({ input, account: owner, inTenant }) => {
      const body = await inTenant(async (transaction) => {
        await refuseOtherName(transaction, owner.tenantId, input.body.tenant);
        const receipt = await requestDeletion(transaction, owner);
        const deletion = await findDeletion(transaction);
        if (receipt === undefined || deletion === undefined) throw isGoing();
        return { ...deletion, receipt };
      });
      return { status: 202, headers: { "cache-control": "no-store" }, body };
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/v1/tenant/deletion",
    summary: "Keeps a tenant that was to be deleted.",
    permission: "tenant:manage",
    input: {},
    answer: z.undefined(),
    handle: async ({ principal, inTenant }) => {
      // Whoever keeps it does no harm: an older proof will do, and a key too.
      if (!(await inTenant((transaction) => cancelDeletion(transaction, principal)))) throw notGoing();
      return { status: 204, body: undefined };
    },
  }),
  definePublicRoute({
    method: "POST",
    path: "/api/v1/deletion-certificate",
    summary: "Gives the certificate of a tenant that is gone, to whoever has the receipt.",
    isDoor: true,
    input: { body: certificateQuery },
    answer: signedCertificate,
    handle: async ({ input, services }) => {
      const found = await readCertificate(services.store.application, input.body.receipt);
      if (found === undefined) throw noCertificate();
      return { headers: { "cache-control": "no-store" }, body: found };
    },
  }),
];

function getExport(known: readonly z.infer<typeof tenantExport>[], wanted: string): z.infer<typeof tenantExport> {
  const found = known.find(({ id: one }) => one === wanted);
  if (found === undefined) throw noExport();
  return found;
}

async function refuseOtherName(transaction: TenantTransaction, tenantId: string, typed: string): Promise<void> {
  const { name } = await transaction
    .selectFrom("tenants")
    .select("name")
    .where("tenant_id", "=", tenantId)
    .executeTakeFirstOrThrow();
  if (typed === name) return;
  throw new SekishoError("request-invalid", {
    en: "the name that was typed is not this tenant's",
    ja: "入力された名前がテナント名と一致しません。",
  });
}

function noExport(): SekishoError {
  return new SekishoError("record-not-found", {
    en: "there is no such archive, it is not ready, or it has expired",
    ja: "該当するアーカイブがないか、準備中または期限切れです。",
  });
}

function isGoing(): SekishoError {
  return new SekishoError("record-conflict", {
    en: "the tenant is to be deleted already",
    ja: "このテナントの削除はすでに申請されています。",
  });
}

function notGoing(): SekishoError {
  return new SekishoError("record-not-found", {
    en: "nobody asked for the tenant to be deleted",
    ja: "このテナントの削除は申請されていません。",
  });
}

function noCertificate(): SekishoError {
  return new SekishoError("record-not-found", {
    en: "there is no certificate for that receipt yet",
    ja: "該当する削除証明書はまだありません。",
  });
}
