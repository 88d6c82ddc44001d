import { expect, test } from "vitest";
import { eventList, execEvent, tickEvent } from "../../../sekisho/src/scan/detect/fixtures/exec-events.ts";
import { useCatcher } from "../destinations/fixtures/catcher.ts";
import { read, useBook } from "./fixtures/notification-book.ts";

const timeoutMs = 120_000;

test.each([
  { name: "a rule about incidents", changes: ["incident"] },
  { name: "a rule that also asks for new findings", changes: ["new", "incident"] },
])(
  "$name tells of an incident once when it begins, and not again while it goes on",
  async ({ changes }) => {
    const { url, caught } = await useCatcher();
    const book = await useBook();
    await book.rule(await book.destination(url), { changes });
    const key = await book.server.makeKey(["events:send"]);
    const headers = { ...key, "content-type": "application/json" };
    const send = async (events: object): Promise<number> => {
      const payload = JSON.stringify(events);
      const path = "/api/v1/clusters/prod/audit-events";
      const { status } = await book.server.call({ method: "POST", url: path, headers, payload });
      await book.work();
      return status;
    };
    const statuses = [await send(eventList(execEvent("jane", "a"), tickEvent("t1", 5)))];
    const first = read(caught).map(({ data }) => data);
    statuses.push(await send(eventList(execEvent("jane", "a"), execEvent("jane", "b", 6), tickEvent("t2", 10))));
    const second = read(caught).map(({ data }) => data.cause);

    expect(statuses).toEqual([202, 202]);
    expect(first.map(({ title }) => title.en)).toEqual(["Incident in prod: User:jane"]);
    expect(first[0]?.cause).toMatch(/^incident:/);
    expect(first[0]?.lines).toHaveLength(1);
    expect(second).toEqual(first.map(({ cause }) => cause));
  },
  timeoutMs,
);
