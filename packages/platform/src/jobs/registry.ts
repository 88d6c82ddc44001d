import { endDecisionJob } from "./end-decision.ts";
import { importReport } from "./import-report.ts";
import type { Job } from "./job.ts";
import { judgeEvents } from "./judge-events.ts";
import { matchSbom } from "./match-sbom.ts";
import { notifyJob } from "./notify.ts";
import { refreshFlawsJob } from "./refresh-flaws.ts";
import { sendDigestJob } from "./send-digest.ts";

/** Every kind of work. */
export const jobs: readonly Job[] = [
  endDecisionJob,
  importReport,
  judgeEvents,
  matchSbom,
  notifyJob,
  refreshFlawsJob,
  sendDigestJob,
];
