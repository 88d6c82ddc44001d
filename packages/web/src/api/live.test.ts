import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type LiveSource, listenLive, pauseAfter } from "./live.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each([
  { name: "the first failure", failures: 1, chance: 0, expected: 1_000 },
  { name: "the second", failures: 2, chance: 0, expected: 2_000 },
  { name: "the fifth", failures: 5, chance: 0, expected: 16_000 },
  { name: "a hundred", failures: 100, chance: 0, expected: 60_000 },
  { name: "the second, with the most luck", failures: 2, chance: 1, expected: 1_000 },
  { name: "none", failures: 0, chance: 0, expected: 1_000 },
])("waits after $name", ({ failures, chance, expected }) => {
  expect(pauseAfter(failures, chance)).toBe(expected);
});

interface FakeSource extends LiveSource {
  readonly say: (name: string) => void;
  readonly isClosed: () => boolean;
}

function fakeSource(): FakeSource {
  const listeners = new Map<string, () => void>();
  let isClosed = false;
  return {
    addEventListener: (name, listener) => void listeners.set(name, listener),
    close: () => {
      isClosed = true;
    },
    say: (name) => listeners.get(name)?.(),
    isClosed: () => isClosed,
  };
}

function listen(isResumed = false) {
  const sources: FakeSource[] = [];
  const heard: string[] = [];
  const stop = listenLive({
    connect: () => {
      const source = fakeSource();
      sources.push(source);
      return source;
    },
    onChange: (kind) => heard.push(kind),
    onState: (state) => heard.push(`[${state}]`),
    isResumed,
    chance: () => 0,
  });
  return { sources, heard, stop };
}

test("tells what changes", () => {
  const { sources, heard } = listen();
  sources[0]?.say("open");
  sources[0]?.say("report");
  sources[0]?.say("incident");
  sources[0]?.say("something that is not known");

  expect(heard).toEqual(["[connecting]", "[open]", "report", "incident"]);
});

test("connects again, and says that something may have been missed", () => {
  const { sources, heard } = listen();
  sources[0]?.say("open");
  sources[0]?.say("error");
  vi.advanceTimersByTime(999);
  expect(sources).toHaveLength(1);
  vi.advanceTimersByTime(1);
  sources[1]?.say("open");

  expect(sources[0]?.isClosed()).toBe(true);
  expect(heard).toEqual(["[connecting]", "[open]", "[connecting]", "missed", "[open]"]);
});

test("says that the connection is lost from the second failure on, and tries ever more slowly", () => {
  const { sources, heard } = listen();
  sources[0]?.say("error");
  vi.advanceTimersByTime(1_000);
  sources[1]?.say("error");
  vi.advanceTimersByTime(1_999);
  expect(sources).toHaveLength(2);
  vi.advanceTimersByTime(1);
  sources[2]?.say("open");

  expect(heard).toEqual(["[connecting]", "[connecting]", "[lost]", "[open]"]);
});

test("stays silent when it is ended", () => {
  const { sources, stop } = listen();
  sources[0]?.say("error");
  stop();
  vi.advanceTimersByTime(120_000);

  expect(sources).toHaveLength(1);
  expect(sources[0]?.isClosed()).toBe(true);
});

test("says that something may have been missed when it listens again", () => {
  const { sources, heard } = listen(true);
  sources[0]?.say("open");

  expect(heard).toEqual(["[connecting]", "missed", "[open]"]);
});
