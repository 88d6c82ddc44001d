import { expect, test } from "vitest";
import { z } from "zod";
import { eventList, execEvent, tickEvent } from "../../../sekisho/src/scan/detect/fixtures/exec-events.ts";
import { eventStream } from "../contract/event-stream.ts";
import { incidentList, wholeIncident } from "../contract/incident.ts";
import { environmentOf, makeDirectory, makeKey, type PlatformProcess, serve } from "../fixtures/platform-process.ts";
import { useTestStore } from "../store/fixtures/test-store.ts";

const timeoutMs = 300_000;
const retryMs = 200;
const rounds = 2;
const requestsOfRound = 60;
const requests = rounds * requestsOfRound;

test(
  "workers that are killed in the middle of a stream lose nothing that was taken, and double nothing",
  async () => {
    const store = await useTestStore();
    const directory = await makeDirectory();
    const web = await serve(environmentOf(store), directory, "web");
    const key = await makeKey(web, ["events:send", "findings:read"]);
    for (let round = 0; round < rounds; round++) {
      const judgedBefore = (await streamOf(web, key))?.events ?? 0;
      const worker = await serve(environmentOf(store), directory, "worker");
      const sending = sendSome(web, key, round);
      await until(async () => (await streamOf(web, key))?.events ?? 0, judgedBefore + 1);
      // While it judges, and while more comes.
      worker.child.kill("SIGKILL");
      expect(await worker.ended).toBe("SIGKILL");
      await sending;
    }
    await send(web.url, key, JSON.stringify(eventList(tickEvent("last", 5))));
    const last = await serve(environmentOf(store), directory, "worker");
    // Each request twice, as a sender does that did not hear the answer, and one behind them.
    await until(async () => (await streamOf(web, key))?.events ?? 0, 2 * requests + 1);
    const stream = await streamOf(web, key);
    const { incidents } = incidentList.parse(await ask(web, key, "/api/v1/incidents"));
    const [incident] = incidents;
    const whole = wholeIncident.parse(await ask(web, key, `/api/v1/incidents/${incident?.id}`));
    for (const platform of [last, web]) platform.child.kill("SIGTERM");

    expect(stream).toMatchObject({ events: 2 * requests + 1, duplicates: requests, waitingRequests: 0, problems: 0 });
    expect(incidents).toHaveLength(1);
    expect(whole.timeline).toMatchObject([{ rule: "audit/exec-in-pod", count: requests }]);
    expect(await Promise.all([last.ended, web.ended])).toEqual([0, 0]);
  },
  timeoutMs,
);

async function sendSome({ url }: PlatformProcess, key: string, round: number): Promise<void> {
  for (let index = 0; index < requestsOfRound; index++) {
    const body = JSON.stringify(eventList(execEvent("jane", `exec-${round}-${index}`)));
    await send(url, key, body);
    await send(url, key, body);
  }
}

async function send(url: string, key: string, body: string): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const answer = await fetch(`${url}/api/v1/clusters/prod/audit-events`, { method: "POST", headers, body });
  if (answer.status !== 202) throw new Error(`expected 202, got ${answer.status}`);
}

async function ask({ url }: PlatformProcess, key: string, path: string): Promise<unknown> {
  const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
  return await answer.json();
}

const refused = z.object({ error: z.object({ code: z.literal("record-not-found") }) });

async function streamOf(platform: PlatformProcess, key: string): Promise<z.infer<typeof eventStream> | undefined> {
  const answer = await ask(platform, key, "/api/v1/event-streams/prod");
  return refused.safeParse(answer).success ? undefined : eventStream.parse(answer);
}

async function until(read: () => Promise<number>, least: number): Promise<void> {
  while ((await read()) < least) await new Promise((resolve) => setTimeout(resolve, retryMs));
}
