import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { type Catcher, useCatcher } from "../destinations/fixtures/catcher.ts";
import { makeTestTools, sampleNotice } from "../destinations/fixtures/sample-notice.ts";
import { senders } from "../destinations/registry.ts";
import { type TestStore, useTestStore } from "../store/fixtures/test-store.ts";
import { isHopeless, waitSeconds } from "./back-off.ts";
import { Dispatcher } from "./dispatcher.ts";
import { boxKey, type FilledOutbox, fillOutbox } from "./fixtures/filled-outbox.ts";
import { postMessage } from "./post-message.ts";

/** Processes of their own, on a machine that may be busy with other tests. */
const timeoutMs = 300_000;
const program = fileURLToPath(new URL("./fixtures/dispatcher-process.ts", import.meta.url));
const received = z.object({ id: z.string(), data: z.object({ cause: z.string() }) });

function numbersOf({ caught }: Catcher): number[] {
  return caught.map(({ body }) => Number(received.parse(JSON.parse(body)).data.cause.slice("test:".length)));
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function dispatcherOf(store: TestStore, { secrets }: FilledOutbox, places = 4): Dispatcher {
  const onError = (error: unknown): void => {
    throw error;
  };
  const tools = makeTestTools({ timeoutMs: 2000 });
  return new Dispatcher({ database: store.worker, secrets, senders, tools, places, chance: () => 0, onError });
}

async function countStates(store: TestStore, tenantId: string): Promise<Readonly<Record<string, number>>> {
  const rows = await store.worker.inTenant({ tenantId }, async (transaction) => {
    const found = await sql<{ state: string; count: number }>`
      SELECT state, count(*)::int AS count FROM outbox_messages GROUP BY state`.execute(transaction);
    return found.rows;
  });
  return Object.fromEntries(rows.map(({ state, count }): [string, number] => [state, count]));
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) {
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

describe("a dispatcher", () => {
  test(
    "sends each destination its messages in order, once, however many send at the same time",
    async () => {
      const store = await useTestStore();
      const outbox = await fillOutbox(store);
      const catchers = [await useCatcher(), await useCatcher(), await useCatcher()];
      for (const [index, { url }] of catchers.entries()) await outbox.addDestination(`d${index}`, url, 150);
      await Promise.all(range(3).map(() => dispatcherOf(store, outbox).drain()));

      for (const catcher of catchers) expect(numbersOf(catcher)).toEqual(range(150));
      expect(await countStates(store, outbox.tenantId)).toEqual({ sent: 450 });
    },
    timeoutMs,
  );

  test(
    "does not let a server that says nothing delay others",
    async () => {
      const store = await useTestStore();
      const outbox = await fillOutbox(store);
      const silent = await useCatcher(() => ({ isSilent: true }));
      const quick = await useCatcher();
      for (const name of ["a", "b", "c"]) await outbox.addDestination(name, silent.url, 5);
      await outbox.addDestination("quick", quick.url, 250);
      const dispatcher = dispatcherOf(store, outbox);
      dispatcher.start();
      await until(() => quick.caught.length === 250);
      const asked = silent.caught.length;
      await dispatcher.stop();

      expect(numbersOf(quick)).toEqual(range(250));
      // Each silent one was asked for its first message alone: the others wait behind it.
      expect(asked).toBeLessThanOrEqual(6);
      expect(new Set(numbersOf(silent))).toEqual(new Set([1]));
    },
    timeoutMs,
  );

  test(
    "overlooks nothing that is posted while a turn ends",
    async () => {
      const store = await useTestStore();
      const outbox = await fillOutbox(store);
      const catcher = await useCatcher();
      const { tenantId } = outbox;
      const destinationId = await outbox.addDestination("d", catcher.url, 1);
      const dispatcher = dispatcherOf(store, outbox, 2);
      dispatcher.start();
      for (const number of range(40)) {
        const causeKey = `test:${number + 1}`;
        const message = { tenantId, destinationId, causeKey, notice: { ...sampleNotice, cause: causeKey } };
        await store.application.inTenant({ tenantId }, (transaction) => postMessage(transaction, message));
        await store.application.inTenant({ tenantId }, (transaction) => postMessage(transaction, message));
      }
      await until(async () => (await countStates(store, tenantId))["sent"] === 41);
      await dispatcher.stop();

      expect(numbersOf(catcher)).toEqual(range(41));
    },
    timeoutMs,
  );

  test(
    "that is killed loses nothing and doubles nothing that has an id: whoever follows goes on behind it",
    async () => {
      const store = await useTestStore();
      const outbox = await fillOutbox(store);
      const catcher = await useCatcher();
      await outbox.addDestination("d", catcher.url, 200);
      const kills = 2;
      for (const kill of range(kills)) {
        const child = startProcess(store);
        await until(() => new Set(numbersOf(catcher)).size >= kill * 60);
        child.kill("SIGKILL");
        await new Promise((resolve) => child.once("exit", resolve));
      }
      const last = startProcess(store);
      await until(async () => (await countStates(store, outbox.tenantId))["sent"] === 200);
      last.kill("SIGKILL");
      const ids = catcher.caught.map(({ headers }) => String(headers["webhook-id"]));
      const firsts = [...new Set(numbersOf(catcher))];

      // A receiver that knows ids sees each message once, in order.
      expect(firsts).toEqual(range(200));
      expect(new Set(ids).size).toBe(200);
      // At most the message that was under way comes twice.
      expect(ids.length).toBeLessThanOrEqual(200 + kills);
    },
    timeoutMs,
  );
});

function startProcess(store: TestStore): ChildProcess {
  const child = spawn(process.execPath, ["--conditions=sekisho-source", program, store.workerUrl, boxKey, "3"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

describe("the wait after failures", () => {
  // By hand: 5 seconds, doubled, up to an hour; three quarters to five quarters of it.
  test.each([
    { failures: 1, chance: 0.5, asked: undefined, seconds: 5 },
    { failures: 2, chance: 0.5, asked: undefined, seconds: 10 },
    { failures: 5, chance: 0, asked: undefined, seconds: 60 },
    { failures: 5, chance: 1, asked: undefined, seconds: 100 },
    { failures: 11, chance: 0.5, asked: undefined, seconds: 3600 },
    { failures: 1000, chance: 0.5, asked: undefined, seconds: 3600 },
    { failures: 1, chance: 0.5, asked: 120, seconds: 120 },
  ])("is $seconds s after $failures", ({ failures, chance, asked, seconds }) => {
    expect(waitSeconds(failures, chance, asked)).toBe(seconds);
  });

  test("ends after twenty attempts", () => {
    expect([isHopeless(19), isHopeless(20)]).toEqual([false, true]);
  });
});
