import { spawnSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SekishoError } from "../model/error.ts";
import { openStandardStream } from "./standard-stream.ts";

const name = { en: "standard output", ja: "標準出力" };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-stream-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Files and pipes never get as far as Node's stream. */
function neverOpened(): never {
  throw new Error("expected no stream to be opened");
}

describe.skipIf(process.platform === "win32")("openStandardStream", () => {
  test("writes to a file without Node's stream, in the order of the calls", async () => {
    const path = join(folder, "out");
    const descriptor = openSync(path, "w");
    const stream = openStandardStream({ descriptor, open: neverOpened, name });

    for (const text of ["関所\n", "", "x".repeat(200_000)]) await stream.write(text);
    closeSync(descriptor);

    expect(readFileSync(path, "utf8")).toBe(`関所\n${"x".repeat(200_000)}`);
    expect([stream.isTerminal, stream.columns]).toEqual([false, undefined]);
  });

  test("takes a closed pipe for a reader that has had enough", async () => {
    const pipe = join(folder, "pipe");
    spawnSync("mkfifo", [pipe]);
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    const descriptor = openSync(pipe, "w");
    closeSync(reader);
    const stream = openStandardStream({ descriptor, open: neverOpened, name });

    const writing = stream.write("nobody reads this");

    await expect(writing).resolves.toBeUndefined();
    closeSync(descriptor);
  });

  test("gives the rest to Node's stream when a pipe refuses to block", async () => {
    const pipe = join(folder, "pipe");
    spawnSync("mkfifo", [pipe]);
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    const descriptor = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    const rest: string[] = [];
    const collector = new Writable({
      decodeStrings: false,
      write(chunk: Buffer | string, _encoding, done) {
        rest.push(chunk.toString());
        done();
      },
    });
    const stream = openStandardStream({ descriptor, open: () => collector, name });
    // More than a pipe holds: 64 KiB on Linux and macOS, see pipe(7).
    const text = "y".repeat(1_048_576);

    await stream.write(text);
    await stream.write("end");

    closeSync(descriptor);
    const passed = readFileSync(reader, "utf8").length;
    expect(rest).toEqual(["y".repeat(text.length - passed), "end"]);
    expect(passed).toBeGreaterThan(0);
    closeSync(reader);
  });

  test("says what cannot be written to", async () => {
    const path = join(folder, "out");
    closeSync(openSync(path, "w"));
    const descriptor = openSync(path, "r");
    const stream = openStandardStream({ descriptor, open: neverOpened, name });

    const writing = stream.write("text");

    await expect(writing).rejects.toThrow(SekishoError);
    await expect(writing).rejects.toThrow(/^cannot write to standard output: EBADF/);
    closeSync(descriptor);
  });
});
