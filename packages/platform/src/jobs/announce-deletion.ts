import { z } from "zod";
import { announceDeletion } from "../leaving/announce-deletion.ts";
import { defineJob } from "./job.ts";

/** Tells every owner that the tenant is to go. */
export const announceDeletionJob = defineJob({
  kind: "announce-deletion",
  payload: z.object({ messageId: z.uuid() }),
  run: ({ messageId }, { services, tenantId }) => announceDeletion(services, tenantId, messageId),
});
