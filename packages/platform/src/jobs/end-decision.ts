import { z } from "zod";
import { endDecision } from "../lifecycle/decide.ts";
import { defineJob } from "./job.ts";

/** Opens the findings again that a decision was about, when its time is over. */
export const endDecisionJob = defineJob({
  kind: "end-decision",
  payload: z.object({ decisionId: z.uuid() }),
  run: async ({ decisionId }, { services, tenantId }) => {
    await services.store.worker.inTenant({ tenantId }, (transaction) => endDecision(transaction, tenantId, decisionId));
  },
});
