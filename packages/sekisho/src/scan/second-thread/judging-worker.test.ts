import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { createSourceText } from "../../model/source-text.ts";
import { unknownContext } from "../build-context.ts";
import { defaultConfiguration } from "../configuration/configuration.ts";
import { dockerfileChecks } from "../dockerfile-checks.ts";
import { askCheck, readDockerfile } from "../examine.ts";
import { planChecks } from "../plan.ts";
import { createClaimCounter } from "./check-claims.ts";
import type { JudgingJob, NamedCheck } from "./judging-job.ts";
import { judgingWorkerFile } from "./judging-worker-file.ts";

const text = "FROM debian:12\nRUN cd /srv && curl -sSL https://get.example.com/tool | sh\nADD . /srv\n";
const plan = planChecks(dockerfileChecks, defaultConfiguration);

function namedChecks(): NamedCheck[] {
  return plan.map(({ check, parameters, skipped }) => ({ id: check.id, parameters, skipped }));
}

/** Gives what the thread posts, or the error that ended it. Without a first thread it takes the whole list. */
async function judgeAlone(checks: readonly NamedCheck[]): Promise<unknown> {
  const job: JudgingJob = {
    path: "Dockerfile",
    text,
    file: undefined,
    target: undefined,
    buildArguments: {},
    today: "2026-09-01",
    checks,
    counter: createClaimCounter(),
  };
  return await new Promise((resolve, reject) => {
    const worker = new Worker(judgingWorkerFile(), { workerData: job });
    worker.on("message", resolve);
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`expected an answer, got exit code ${code}`)));
  });
}

// An examination in two threads is whole whatever becomes of the second one: only here it shows that this one judges.
test("answers every check that is asked as the first thread would", async () => {
  const { build } = readDockerfile(createSourceText("Dockerfile", text), {
    context: unknownContext,
    target: undefined,
    buildArguments: {},
    today: "2026-09-01",
  });
  const expected = plan.flatMap((planned, place) =>
    planned.skipped === undefined ? [[place, askCheck(planned, build)] as const] : [],
  );

  const answers = await judgeAlone(namedChecks());

  expect(answers).toEqual(new Map(expected));
  expect(expected.some(([, { violations = [] }]) => violations.length > 0)).toBe(true);
});

test("leaves out checks that it does not know and checks that are off", async () => {
  const unknown: NamedCheck = { id: "test/unknown", parameters: {}, skipped: undefined };
  const off: NamedCheck = { id: "dockerfile/add-instead-of-copy", parameters: {}, skipped: "disabled" };

  const answers = await judgeAlone([unknown, off, ...namedChecks().slice(0, 1)]);

  expect(answers).toBeInstanceOf(Map);
  expect([...(answers instanceof Map ? answers.keys() : [])]).toEqual([2]);
});
