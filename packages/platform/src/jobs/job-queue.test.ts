import { expect, test } from "vitest";
import { addTenant, useTestStore } from "../store/fixtures/test-store.ts";
import { newId } from "../store/uuid.ts";
import { claimJob, enqueue, renewLeases, takeBackJobs } from "./job-queue.ts";

const timeoutMs = 120_000;

test(
  "a job whose end could not be written down is taken back, though its worker lives and works on another",
  async () => {
    const { application, worker, ...store } = await useTestStore();
    const tenantId = await addTenant({ application, worker, ...store }, "mine");
    await application.inTenant({ tenantId }, async (transaction) => {
      for (const name of ["held", "lost"])
        await enqueue(transaction, { tenantId, kind: "x", lane: "interactive", payload: { name } });
    });
    const workerId = newId();
    const held = await claimJob(worker, workerId, ["interactive"]);
    const lost = await claimJob(worker, workerId, ["interactive"]);
    await worker.pool.query("UPDATE jobs SET lease_until = now() - interval '1 second' WHERE state = 'running'");
    await renewLeases(worker, workerId, new Set([held?.jobId ?? ""]));
    const givenUp = await takeBackJobs(worker);
    const { rows } = await worker.pool.query<{ job_id: string; state: string }>("SELECT job_id, state FROM jobs");

    expect(givenUp).toEqual([]);
    expect(Object.fromEntries(rows.map(({ job_id, state }) => [job_id, state]))).toEqual({
      [held?.jobId ?? "held"]: "running",
      [lost?.jobId ?? "lost"]: "waiting",
    });
  },
  timeoutMs,
);
