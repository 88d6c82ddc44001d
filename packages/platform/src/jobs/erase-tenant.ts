import { z } from "zod";
import { eraseTenant } from "../leaving/erase-tenant.ts";
import { defineJob } from "./job.ts";

/** Takes a tenant out of everything, when its day has come. */
export const eraseTenantJob = defineJob({
  kind: "erase-tenant",
  payload: z.object({}),
  run: (_payload, { services, tenantId }) => eraseTenant(services, tenantId, Date.now()),
});
