import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { SourceText } from "../../model/source-text.ts";
import { calendarDataOf } from "../../semantics/base-images/support-calendar.ts";
import {
  askCheck,
  type CheckAnswer,
  type Examination,
  type ExaminationSettings,
  examine,
  gatherAnswers,
  readDockerfile,
  skipReason,
} from "../examine.ts";
import type { PlannedCheck } from "../plan.ts";
import { claimFrom, createClaimCounter } from "./check-claims.ts";
import type { JudgedPart, JudgingJob } from "./judging-job.ts";
import { judgingWorkerFile } from "./judging-worker-file.ts";

/** What the second thread has to know beside the settings. */
export interface SecondReading extends ExaminationSettings {
  /** Absolute; `undefined` where nothing is known of the build context. */
  readonly file: string | undefined;
}

/**
 * Gives what `examine` gives. A second thread reads the file, too, and asks the checks from the end of the plan while this
 * one asks them from its start.
 *
 * Whatever goes wrong with the other thread only costs time: what it leaves open is asked here. There is one at a time: each
 * holds all that is known of a large file once more.
 */
export async function examineInTwoThreads(source: SourceText, settings: SecondReading): Promise<Examination> {
  if (isSecondAtWork || availableParallelism() === 1) return examine(source, settings);
  isSecondAtWork = true;
  try {
    return await examineWithSecond(source, settings);
  } finally {
    isSecondAtWork = false;
  }
}

let isSecondAtWork = false;

async function examineWithSecond(source: SourceText, settings: SecondReading): Promise<Examination> {
  const { plan } = settings;
  const job = createJob(source, settings);
  const second = startJudging(job);
  const reading = readDockerfile(source, settings);
  const claims = claimFrom("front", plan.length, job.counter);
  const answers = new Map<PlannedCheck, CheckAnswer>();
  for (let place = claims.next(); place !== undefined; place = claims.next()) {
    const planned = plan[place];
    if (planned === undefined || skipReason(planned, reading.inline) !== undefined) continue;
    answers.set(planned, askCheck(planned, reading.build));
  }
  for (const [place, answer] of await second) {
    const planned = plan[place];
    if (planned !== undefined) answers.set(planned, answer);
  }
  return gatherAnswers(reading, settings, (planned) => answers.get(planned) ?? askCheck(planned, reading.build));
}

function createJob(source: SourceText, settings: SecondReading): JudgingJob {
  const { plan, file, target, buildArguments, today, calendar } = settings;
  return {
    path: source.path,
    text: source.text,
    file,
    target,
    buildArguments,
    today,
    ...(calendar === undefined ? {} : { calendar: calendarDataOf(calendar) }),
    checks: plan.map(({ check, parameters, skipped }) => ({ id: check.id, parameters, skipped })),
    counter: createClaimCounter(),
  };
}

/** Starts the thread; gives nothing when it cannot start or ends without an answer. */
async function startJudging(job: JudgingJob): Promise<JudgedPart> {
  const nothing: JudgedPart = new Map();
  try {
    return await new Promise<JudgedPart>((resolve) => {
      const worker = new Worker(judgingWorkerFile(), { workerData: job });
      worker.on("message", resolve);
      worker.on("error", () => resolve(nothing));
      worker.on("exit", () => resolve(nothing));
    });
  } catch {
    return nothing;
  }
}
