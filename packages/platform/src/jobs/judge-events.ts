import { judgePayload, judgeWaitingEvents, passOverSegment } from "../events/judge-events.ts";
import { defineJob } from "./job.ts";

/** Judges the events of one cluster that wait. */
export const judgeEvents = defineJob({
  kind: "judge-events",
  payload: judgePayload,
  run: ({ projectId, cluster, settles }, { services, tenantId }) =>
    judgeWaitingEvents(services, { tenantId, projectId, cluster }, settles),
  giveUp: ({ projectId, cluster }, _failure, { services, tenantId }) =>
    passOverSegment(services, { tenantId, projectId, cluster }),
});
