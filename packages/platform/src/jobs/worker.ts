import { SekishoError } from "sekisho";
import { lookForAdvisories } from "../ingest/advisory-watch.ts";
import type { Services } from "../services.ts";
import type { ConnectionSettings } from "../store/connection.ts";
import { NotificationListener } from "../store/notification-listener.ts";
import { newId } from "../store/uuid.ts";
import { noTracing } from "../telemetry/tracing.ts";
import type { Job, JobContext } from "./job.ts";
import {
  type ClaimedJob,
  claimJob,
  completeJob,
  failJob,
  type JobFailure,
  jobChannel,
  type Lane,
  renewLeases,
  takeBackJobs,
} from "./job-queue.ts";

/** What a worker obeys. */
export interface WorkerSettings {
  readonly jobs: readonly Job[];
  readonly services: Services;
  /** For the connection over which it is woken. */
  readonly connection: ConnectionSettings;
  /** Jobs at a time; one place of several takes interactive ones alone. */
  readonly places: number;
  /** Hears of what went wrong. */
  readonly onError: (error: unknown, what: string) => void;
}

const everyLane: readonly Lane[] = ["interactive", "scheduled"];
/** Without a notification work is looked for so often. */
const pollMs = 2000;
const renewMs = 8000;
/** Advisories change some times a day. */
const advisoriesMs = 300_000;

/** Takes jobs out of the queue and does them, until it is stopped. */
export class Worker {
  readonly id = newId();
  readonly #settings: WorkerSettings;
  readonly #jobs: ReadonlyMap<string, Job>;
  readonly #sleepers = new Set<() => void>();
  /** Ids of the jobs that it works on. */
  readonly #inHand = new Set<string>();
  readonly #timers: NodeJS.Timeout[] = [];
  #loops: readonly Promise<void>[] = [];
  #listener: NotificationListener | undefined;
  #isStopping = false;

  constructor(settings: WorkerSettings) {
    this.#settings = settings;
    this.#jobs = new Map(settings.jobs.map((job) => [job.kind, job]));
  }

  /** Begins to work. */
  start(): void {
    const { places, services } = this.#settings;
    this.#loops = Array.from({ length: places }, (_, place) =>
      this.#work(place === 0 && places > 1 ? ["interactive"] : everyLane),
    );
    this.#every(renewMs, "renew leases", () => renewLeases(services.store.worker, this.id, this.#inHand));
    this.#every(pollMs, "take back jobs", () => this.takeBack());
    this.#every(advisoriesMs, "look for advisories", () => this.#look());
    this.#listener = new NotificationListener({
      connection: this.#settings.connection,
      channel: jobChannel,
      onNotification: () => this.#wake(),
      onError: (error) => this.#settings.onError(error, "listen for jobs"),
    });
    this.#listener.start();
  }

  /** Does jobs until there is nothing more to do now; for tests and for one-off runs. */
  async drain(): Promise<void> {
    while (await this.#workOnce(everyLane)) {
      // The next one.
    }
  }

  /** Takes up the work of workers that died. */
  async takeBack(): Promise<void> {
    const { worker } = this.#settings.services.store;
    for (const job of await takeBackJobs(worker)) {
      await this.#giveUp(job, {
        code: "worker-lost",
        message: "the worker ended in the middle of the job, repeatedly",
      });
    }
    this.#wake();
  }

  /** Takes no more jobs and waits for those that run. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#wake();
    await Promise.all(this.#loops);
    await this.#listener?.stop();
  }

  async #look(): Promise<void> {
    await lookForAdvisories(this.#settings.services);
  }

  async #work(lanes: readonly Lane[]): Promise<void> {
    while (!this.#isStopping) {
      let isDone = false;
      try {
        isDone = await this.#workOnce(lanes);
      } catch (error) {
        this.#settings.onError(error, "take a job");
      }
      if (!isDone && !this.#isStopping) await this.#sleep();
    }
  }

  async #workOnce(lanes: readonly Lane[]): Promise<boolean> {
    const { services } = this.#settings;
    const claimed = await claimJob(services.store.worker, this.id, lanes);
    if (claimed === undefined) return false;
    const startedMs = performance.now();
    const attributes = { "sekisho.job.kind": claimed.kind, "sekisho.job.id": claimed.jobId };
    const span = (services.tracing ?? noTracing).begin({ name: `job ${claimed.kind}`, kind: "consumer", attributes });
    const ended = await this.#holdWhile(claimed, () => this.#run(claimed));
    span.end({ "sekisho.job.ended": ended, "sekisho.job.attempt": claimed.attempts }, ended === "again");
    const labels = { kind: claimed.kind, ended };
    services.metrics.observe("sekisho_job_seconds", "Time of jobs.", (performance.now() - startedMs) / 1000, labels);
    return true;
  }

  async #holdWhile<Result>({ jobId }: ClaimedJob, work: () => Promise<Result>): Promise<Result> {
    this.#inHand.add(jobId);
    try {
      return await work();
    } finally {
      this.#inHand.delete(jobId);
    }
  }

  async #run(claimed: ClaimedJob): Promise<"done" | "again" | "failed"> {
    const { services, onError } = this.#settings;
    const { worker } = services.store;
    const context: JobContext = { tenantId: claimed.tenantId, services };
    try {
      const job = this.#jobs.get(claimed.kind);
      if (job === undefined) throw new Error(`no job of the kind ${claimed.kind} is known`);
      await job.run(claimed.payload, context);
      await completeJob(worker.queries, claimed);
      return "done";
    } catch (error) {
      const isOwnFault = error instanceof SekishoError && error.code !== "store-unusable";
      const isFinal = isOwnFault || claimed.attempts >= claimed.maxAttempts;
      // Of what is no fault of the job only the log says more.
      const failure = isOwnFault
        ? { code: error.code, message: error.message }
        : { code: "internal", message: "something went wrong in the server" };
      if (!isOwnFault) onError(error, `job ${claimed.kind} ${claimed.jobId}`);
      await failJob(worker, claimed, failure, isFinal);
      if (!isFinal) return "again";
      await this.#giveUp(claimed, failure);
      return "failed";
    }
  }

  async #giveUp(claimed: ClaimedJob, failure: JobFailure): Promise<void> {
    const { services } = this.#settings;
    const job = this.#jobs.get(claimed.kind);
    await job?.giveUp(claimed.payload, failure, { tenantId: claimed.tenantId, services });
  }

  #every(milliseconds: number, what: string, action: () => Promise<void>): void {
    const timer = setInterval(() => {
      action().catch((error: unknown) => this.#settings.onError(error, what));
    }, milliseconds);
    this.#timers.push(timer);
  }

  #sleep(): Promise<void> {
    return new Promise((resolve) => {
      const awake = (): void => {
        clearTimeout(timer);
        this.#sleepers.delete(awake);
        resolve();
      };
      const timer = setTimeout(awake, pollMs);
      this.#sleepers.add(awake);
    });
  }

  #wake(): void {
    for (const awake of this.#sleepers) awake();
  }
}
