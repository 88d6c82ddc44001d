import { parentPort, workerData } from "node:worker_threads";
import { createSourceText } from "../../model/source-text.ts";
import { calendarOf } from "../../semantics/base-images/support-calendar.ts";
import { createContextReader, unknownContext } from "../build-context.ts";
import { dockerfileChecks } from "../dockerfile-checks.ts";
import { askCheck, type CheckAnswer, readDockerfile, skipReason } from "../examine.ts";
import { claimFrom } from "./check-claims.ts";
import type { JudgedPart, JudgingJob } from "./judging-job.ts";

const job: unknown = workerData;
if (parentPort !== null && isJudgingJob(job)) parentPort.postMessage(judge(job));

/** Reads the file as the first thread does, and takes checks from the end of the list until the two meet. */
function judge({ checks, counter, ...job }: JudgingJob): JudgedPart {
  const { path, text, file, target, buildArguments, today, calendar } = job;
  const { build, inline } = readDockerfile(createSourceText(path, text), {
    context: file === undefined ? unknownContext : createContextReader().contextOf(file),
    target,
    buildArguments,
    today,
    ...(calendar === undefined ? {} : { calendar: calendarOf(calendar) }),
  });
  const byId = new Map(dockerfileChecks.map((check) => [check.id, check]));
  const claims = claimFrom("back", checks.length, counter);
  const answers = new Map<number, CheckAnswer>();
  for (let place = claims.next(); place !== undefined; place = claims.next()) {
    const named = checks[place];
    const check = named === undefined ? undefined : byId.get(named.id);
    if (named === undefined || check === undefined) continue;
    const { skipped } = named;
    if (skipReason({ check, skipped }, inline) !== undefined) continue;
    answers.set(place, askCheck({ check, parameters: named.parameters }, build));
  }
  return answers;
}

/** The thread that started this one has sent it: this only tells the compiler so. */
function isJudgingJob(value: unknown): value is JudgingJob {
  return typeof value === "object" && value !== null && "checks" in value && "counter" in value;
}
