import { z } from "zod";
import { sendDigest } from "../notifications/send-digest.ts";
import { defineJob } from "./job.ts";

/** Sends what a rule has gathered. */
export const sendDigestJob = defineJob({
  kind: "send-digest",
  payload: z.object({ ruleId: z.uuid(), slot: z.string() }),
  run: (payload, { services, tenantId }) => sendDigest(services, tenantId, payload),
});
