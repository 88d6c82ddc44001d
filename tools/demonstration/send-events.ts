import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { eventStream } from "../../packages/platform/src/contract/event-stream.ts";
import { incidentList, wholeIncident } from "../../packages/platform/src/contract/incident.ts";
import { readAnswer, type Sender, withSession } from "./open-session.ts";

/** An audit log that an API server would have sent. */
export interface SentLog {
  readonly file: string;
  readonly cluster: string;
}

const askMs = 250;
const pageSize = 500;

/**
 * Sends an audit log to a platform as an API server sends its events, and waits for what detection makes of them. Gives how
 * many findings its incidents hold.
 */
export async function sendEvents(sender: Sender, { file, cluster }: SentLog, signal: AbortSignal): Promise<number> {
  return await withSession(sender, async (headers) => {
    const ask = async <Answer>(path: string, shape: z.ZodType<Answer>): Promise<Answer> =>
      shape.parse(await readAnswer(await fetch(`${sender.url}${path}`, { headers, signal })));
    const sent = await fetch(`${sender.url}/api/v1/clusters/${cluster}/audit-events`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: await readFile(file),
      signal,
    });
    await readAnswer(sent);
    for (;;) {
      const { streams } = await ask("/api/v1/event-streams", z.object({ streams: z.array(eventStream) }));
      const stream = streams.find((one) => one.cluster === cluster);
      const counted = stream?.waitingRequests === 0 ? await countFindings(ask, cluster) : undefined;
      if (counted !== undefined) return counted;
      await sleep(askMs, undefined, { signal });
    }
  });
}

type Ask = <Answer>(path: string, shape: z.ZodType<Answer>) => Promise<Answer>;

/** `undefined` while findings are still on their way into the book. */
async function countFindings(ask: Ask, cluster: string): Promise<number | undefined> {
  const { incidents } = await ask(`/api/v1/incidents?cluster=${cluster}&limit=${pageSize}`, incidentList);
  const findings = new Set<string>();
  for (const { id } of incidents) {
    const { timeline } = await ask(`/api/v1/incidents/${id}`, wholeIncident);
    for (const { finding } of timeline) {
      if (finding === null) return undefined;
      findings.add(finding);
    }
  }
  return findings.size;
}
