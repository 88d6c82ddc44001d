import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findMissedLogs } from "./missed-logs.ts";
import { fingerprintOfStart, type SavedPosition } from "./read-positions.ts";
import { resolveLogs } from "./resolve-logs.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-rotated-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A log with a name of its own. */
const logOf = (letter: string) => Buffer.alloc(2_000, letter);

function write(name: string, bytes: Uint8Array, ageMinutes: number): void {
  writeFileSync(join(folder, name), bytes);
  const time = Date.UTC(2026, 2, 2, 12) / 1000 - ageMinutes * 60;
  utimesSync(join(folder, name), time, time);
}

const knownAt = (letter: string, bytes: number): SavedPosition => [
  fingerprintOfStart(logOf(letter).subarray(0, 1_024)),
  bytes,
  1,
];

async function missed(...positions: readonly SavedPosition[]) {
  const [log] = resolveLogs(["audit.log"], folder, positions).logs;
  if (log === undefined) return undefined;
  const found = await findMissedLogs({ log, positions, workingDirectory: folder });
  return found.map(({ name, from }) => `${name} from ${from.bytes}`);
}

test("a log that was rotated while nobody read it is read on, and those that came behind it", async () => {
  write("audit.log", logOf("d"), 0);
  write("audit.log.1", logOf("c"), 1);
  write("audit.log.2", logOf("b"), 2);
  write("audit.log.3", logOf("a"), 3);

  expect(await missed(knownAt("b", 700))).toEqual(["audit.log.2 from 700", "audit.log.1 from 0"]);
});

test.each([
  { name: "by the API server", rotated: "audit-2026-03-02T11-59-00.000.log", bytes: logOf("c") },
  { name: "packed by gzip", rotated: "audit-2026-03-02T11-59-00.000.log.gz", bytes: gzipSync(logOf("c")) },
  { name: "packed by zstd", rotated: "audit.log-20260302.zst", bytes: zstdCompressSync(logOf("c")) },
])("is known by what is in it: $name", async ({ rotated, bytes }) => {
  write("audit.log", logOf("d"), 0);
  write(rotated, bytes, 1);

  expect(await missed(knownAt("c", 700))).toEqual([`${rotated} from 700`]);
});

test.each([
  { name: "the log is the same", positions: [knownAt("d", 700), knownAt("c", 700)] },
  { name: "nothing was read before", positions: [] },
  { name: "none of the files is known", positions: [knownAt("x", 700)] },
])("nothing is missed when $name", async ({ positions }) => {
  write("audit.log", logOf("d"), 0);
  write("audit.log.1", logOf("c"), 1);

  expect(await missed(...positions)).toEqual([]);
});

test("other files, folders and what cannot be unpacked are let lie", async () => {
  write("audit.log", logOf("d"), 0);
  write("audit.log.1", logOf("c"), 2);
  write("auditor.log", logOf("e"), 1);
  write("other.log", logOf("f"), 1);
  write("audit.log.2.gz", gzipSync(logOf("g")).subarray(0, 12), 3);
  mkdirSync(join(folder, "audit-old"));

  expect(await missed(knownAt("c", 5), knownAt("e", 5), knownAt("f", 5))).toEqual(["audit.log.1 from 5"]);
});
