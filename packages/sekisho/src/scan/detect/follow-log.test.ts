import { appendFileSync, copyFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { followLog } from "./follow-log.ts";
import { fingerprintOfLog, type ReadPosition, startOfLog } from "./read-positions.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-follow-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);

/** A line of an audit log, 1,200 bytes long: longer than what names a log. */
function lineOf(id: string): string {
  const stageTimestamp = "2026-03-02T09:00:00Z";
  const event = { auditID: id, stage: "ResponseComplete", stageTimestamp, user: { username: "jane" }, padding: "" };
  const bare = JSON.stringify(event).length;
  return `${JSON.stringify({ ...event, padding: "x".repeat(1_199 - bare) })}\n`;
}

const linesOf = (...ids: readonly string[]) => ids.map(lineOf).join("");

interface Following {
  readonly from?: ReadPosition;
  readonly fromFingerprint?: string;
  /** What is done when so many events have come; the last one ends the following. */
  readonly steps: Readonly<Record<number, () => void>>;
  /** So many events end it. */
  readonly until: number;
}

/** Follows `audit.log` and gives the ids of its events, as they come. */
async function followedIds({ from = startOfLog, fromFingerprint = "", steps, until }: Following) {
  const stop = new AbortController();
  const followed = followLog(at("audit.log"), {
    name: "audit.log",
    cluster: "",
    from,
    fromFingerprint,
    signal: stop.signal,
    pollMs: 5,
  });
  const ids: string[] = [];
  const done = new Set<number>();
  for await (const events of followed.events) {
    for (const event of events) ids.push("auditId" in event ? event.auditId : "");
    const step = steps[ids.length];
    if (events.length === 0 && step !== undefined && !done.has(ids.length)) {
      done.add(ids.length);
      step();
    }
    if (events.length === 0 && ids.length >= until) stop.abort();
  }
  return { ids, problems: followed.problems(), positions: followed.pastPositions() };
}

test.each([
  {
    name: "by new names, as the API server does",
    rotate: (id: string) => {
      renameSync(at("audit.log"), at(`audit-${id}.log`));
      writeFileSync(at("audit.log"), lineOf(id));
    },
  },
  {
    name: "by numbers that move on, as logrotate does",
    rotate: (id: string) => {
      for (let number = 5; number >= 1; number--) tryRename(`audit.log.${number}`, `audit.log.${number + 1}`);
      renameSync(at("audit.log"), at("audit.log.1"));
      writeFileSync(at("audit.log"), lineOf(id));
    },
  },
  {
    name: "by copies",
    rotate: (id: string) => {
      for (let number = 5; number >= 1; number--) tryRename(`audit.log.${number}`, `audit.log.${number + 1}`);
      copyFileSync(at("audit.log"), at("audit.log.1"));
      truncateSync(at("audit.log"));
      appendFileSync(at("audit.log"), lineOf(id));
    },
  },
])("three rotations between two looks lose nothing: $name", async ({ rotate }) => {
  writeFileSync(at("audit.log"), linesOf("a", "b"));

  const { ids, problems } = await followedIds({
    steps: {
      2: () => {
        appendFileSync(at("audit.log"), lineOf("c"));
        for (const id of ["d", "e", "f"]) rotate(id);
      },
    },
    until: 6,
  });

  // Files that are written in the same millisecond may change places; what judges the events orders them by their times.
  expect(ids.toSorted((left, right) => left.localeCompare(right))).toEqual(["a", "b", "c", "d", "e", "f"]);
  expect(problems).toEqual([]);
});

function tryRename(from: string, to: string): void {
  try {
    renameSync(at(from), at(to));
  } catch {
    // There is none of that number yet.
  }
}

test("what lay beside the log before is not read, and a log that is packed later is not read twice", async () => {
  writeFileSync(at("audit.log.2"), linesOf("old"));
  writeFileSync(at("audit.log"), linesOf("a"));

  const { ids } = await followedIds({
    steps: {
      1: () => {
        renameSync(at("audit.log"), at("audit.log.1"));
        writeFileSync(at("audit.log"), linesOf("b"));
      },
      2: () => {
        writeFileSync(at("audit.log.2.gz"), gzipSync(linesOf("a")));
        rmSync(at("audit.log.1"));
        renameSync(at("audit.log"), at("audit.log.1"));
        writeFileSync(at("audit.log"), linesOf("c"));
      },
    },
    until: 3,
  });

  expect(ids).toEqual(["a", "b", "c"]);
});

test("a file that came and went is read when it is already packed", async () => {
  writeFileSync(at("audit.log"), linesOf("a"));

  const { ids, positions } = await followedIds({
    steps: {
      1: () => {
        renameSync(at("audit.log"), at("audit.log.2"));
        writeFileSync(at("audit.log.1.gz"), gzipSync(linesOf("b", "c")));
        writeFileSync(at("audit.log"), linesOf("d"));
      },
    },
    until: 4,
  });

  expect(ids).toEqual(["a", "b", "c", "d"]);
  // Unpacked bytes and lines of both.
  expect(positions.map(([, bytes, lines]) => [bytes, lines])).toEqual([
    [1_200, 1],
    [2_400, 2],
  ]);
});

test("a writer that keeps the old file for a while is waited for: an empty new one is no end", async () => {
  writeFileSync(at("audit.log"), linesOf("a"));

  const { ids } = await followedIds({
    steps: {
      1: () => {
        renameSync(at("audit.log"), at("audit.log.1"));
        writeFileSync(at("audit.log"), "");
        appendFileSync(at("audit.log.1"), lineOf("b"));
      },
      2: () => {
        appendFileSync(at("audit.log.1"), lineOf("c"));
        appendFileSync(at("audit.log"), lineOf("d"));
      },
    },
    until: 4,
  });

  expect(ids).toEqual(["a", "b", "c", "d"]);
});

test("a log that was rotated before it could be opened is read on from where an earlier run stopped", async () => {
  writeFileSync(at("audit.log"), linesOf("a", "b"));
  const fromFingerprint = fingerprintOfLog(at("audit.log"));
  renameSync(at("audit.log"), at("audit.log.1"));
  writeFileSync(at("audit.log"), linesOf("c", "d"));

  const { ids } = await followedIds({ from: { bytes: 1_200, lines: 1 }, fromFingerprint, steps: {}, until: 3 });

  expect(ids).toEqual(["b", "c", "d"]);
});

test("lines too short to name a log are told apart, and hostile neighbours are let lie", async () => {
  const short = (id: string) =>
    `{"auditID":"${id}","stage":"ResponseComplete","verb":"get","user":{"username":"jane"}}\n`;
  writeFileSync(at("audit.log"), short("a"));

  const { ids } = await followedIds({
    steps: {
      1: () => {
        for (const [index, id] of ["b", "c"].entries()) {
          renameSync(at("audit.log"), at(`audit.log.${index}`));
          writeFileSync(at("audit.log"), short(id));
        }
        writeFileSync(at("audit.log.7.gz"), gzipSync(short("z")).subarray(0, 12));
        writeFileSync(at("audit.log.8"), "");
      },
    },
    until: 3,
  });

  expect(ids).toEqual(["a", "b", "c"]);
});
