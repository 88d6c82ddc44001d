import { z } from "zod";
import { tellCause } from "../notifications/tell-cause.ts";
import { defineJob } from "./job.ts";

/** Asks the rules who is to hear of what happened. */
export const notifyJob = defineJob({
  kind: "notify",
  payload: z.object({ causeKey: z.string() }),
  run: ({ causeKey }, { services, tenantId }) => tellCause(services, tenantId, causeKey, Date.now()),
});
