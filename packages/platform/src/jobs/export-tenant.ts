import { z } from "zod";
import { exportTenant, failExport } from "../leaving/export-tenant.ts";
import { defineJob } from "./job.ts";

/** Writes everything that a tenant holds into an archive. */
export const exportTenantJob = defineJob({
  kind: "export-tenant",
  payload: z.object({ exportId: z.uuid() }),
  run: ({ exportId }, { services, tenantId }) => exportTenant(services, tenantId, exportId, Date.now()),
  giveUp: ({ exportId }, _failure, { services, tenantId }) => failExport(services, tenantId, exportId),
});
