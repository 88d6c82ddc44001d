import { endDecisionJob } from "./end-decision.ts";
import { importReport } from "./import-report.ts";
import type { Job } from "./job.ts";

/** Every kind of work. */
export const jobs: readonly Job[] = [endDecisionJob, importReport];
