import { endDecisionJob } from "./end-decision.ts";
import { importReport } from "./import-report.ts";
import type { Job } from "./job.ts";
import { matchSbom } from "./match-sbom.ts";
import { refreshFlawsJob } from "./refresh-flaws.ts";

/** Every kind of work. */
export const jobs: readonly Job[] = [endDecisionJob, importReport, matchSbom, refreshFlawsJob];
