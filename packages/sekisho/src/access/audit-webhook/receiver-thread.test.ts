import { describe, expect, test } from "vitest";
import type { ReceiverSetup } from "./receiver-messages.ts";
import { startReceiverThread } from "./receiver-thread.ts";

const setup: ReceiverSetup = {
  host: "127.0.0.1",
  port: 0,
  tls: undefined,
  tokens: undefined,
  limits: undefined,
  maxQueuedBytes: 100,
  journalFolder: undefined,
};

async function post(url: string, body: string) {
  const { status, headers } = await fetch(url, { method: "POST", body });
  return { status, again: headers.get("retry-after") };
}

describe("a receiver in a thread of its own", () => {
  test("answers before anybody looks at the bodies, and gives them in their order", async () => {
    const receiver = await startReceiverThread(setup);
    const statuses = [(await post(receiver.url, "[1]")).status];
    receiver.mark();
    statuses.push((await post(receiver.url, "{}")).status);
    receiver.close();

    const arrived: string[] = [];
    for await (const arrival of receiver.arrivals) {
      arrived.push(arrival.kind === "body" ? arrival.bytes.toString() : "mark");
    }

    expect({ statuses, counts: receiver.counts() }).toMatchObject({ statuses: [200, 200], counts: { accepted: 2 } });
    expect(arrived.filter((one) => one !== "mark")).toEqual(["[1]", "{}"]);
    expect(arrived).toContain("mark");
  });

  test("tells senders to come again while its queue is full, and takes them when there is room", async () => {
    const receiver = await startReceiverThread(setup);
    const large = JSON.stringify(["x".repeat(90)]);
    expect(await post(receiver.url, large)).toEqual({ status: 200, again: null });
    expect(await post(receiver.url, large)).toEqual({ status: 429, again: "1" });

    const arrivals = receiver.arrivals[Symbol.asyncIterator]();
    await arrivals.next();
    // The next one is asked for when the first one is worked off.
    const next = arrivals.next();
    let status = 429;
    while (status === 429) ({ status } = await post(receiver.url, large));
    await next;
    receiver.close();

    expect(status).toBe(200);
    expect(await arrivals.next()).toMatchObject({ done: true });
    expect(receiver.counts().accepted).toBe(2);
  });

  // Neither a list nor an object, or not to its end.
  test.each(["", "x", "{", "[}", '"text"', "12"])("refuses %j", async (body) => {
    const receiver = await startReceiverThread(setup);

    expect((await post(receiver.url, body)).status).toBe(400);

    receiver.close();
    for await (const arrival of receiver.arrivals) expect(arrival.kind).toBe("mark");
  });

  test("says why it cannot listen", async () => {
    const receiver = await startReceiverThread(setup);
    const port = Number(new URL(receiver.url).port);

    await expect(startReceiverThread({ ...setup, port })).rejects.toMatchObject({ code: "usage" });

    receiver.close();
    for await (const arrival of receiver.arrivals) expect(arrival.kind).toBe("mark");
  });
});
