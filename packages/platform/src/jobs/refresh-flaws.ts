import { z } from "zod";
import { refreshFlaws } from "../ingest/refresh-flaws.ts";
import { defineJob } from "./job.ts";

/** Writes what is known of the flaws that a tenant has. */
export const refreshFlawsJob = defineJob({
  kind: "refresh-flaws",
  payload: z.object({}),
  run: (_, { services, tenantId }) => refreshFlaws(services, tenantId),
});
