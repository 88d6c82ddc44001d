import { announceDeletionJob } from "./announce-deletion.ts";
import { endDecisionJob } from "./end-decision.ts";
import { eraseTenantJob } from "./erase-tenant.ts";
import { exportTenantJob } from "./export-tenant.ts";
import { importReport } from "./import-report.ts";
import type { Job } from "./job.ts";
import { judgeEvents } from "./judge-events.ts";
import { mailInvitationJob } from "./mail-invitation.ts";
import { matchSbom } from "./match-sbom.ts";
import { notifyJob } from "./notify.ts";
import { refreshFlawsJob } from "./refresh-flaws.ts";
import { sendDigestJob } from "./send-digest.ts";

/** Every kind of work. */
export const jobs: readonly Job[] = [
  announceDeletionJob,
  endDecisionJob,
  eraseTenantJob,
  exportTenantJob,
  importReport,
  judgeEvents,
  mailInvitationJob,
  matchSbom,
  notifyJob,
  refreshFlawsJob,
  sendDigestJob,
];
