import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const reader = fileURLToPath(new URL("fixtures/read-hostile-layer.ts", import.meta.url));

/** Each layer is read in a process of its own: the memory of this one says nothing. */
test.each([
  // Nobody wants it whole: buffers of a few MiB.
  { name: "a file of 2 GB", entries: 2, maxMebibytes: 100 },
  { name: "a file of 5 GB", entries: 2, maxMebibytes: 100 },
  // Held once, because its table of contents is at its end, and never twice.
  { name: "an archive of 200 MB", entries: 2, maxMebibytes: 300 },
  // What the image is made of: less than 450 bytes for each name.
  { name: "a million files", entries: 1_000_001, maxMebibytes: 430 },
])(
  "$name is read in at most $maxMebibytes MiB",
  async ({ name, entries, maxMebibytes }) => {
    const { stdout } = await promisify(execFile)(process.execPath, [reader, name]);

    const { grownMebibytes, ...found }: { grownMebibytes: number } = JSON.parse(stdout);
    expect(found).toEqual({ entries, last: "last", codes: [] });
    expect(grownMebibytes).toBeLessThan(maxMebibytes);
  },
  120_000,
);
