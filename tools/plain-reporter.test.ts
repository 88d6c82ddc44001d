import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const samples = fileURLToPath(new URL("fixtures/plain-reporter", import.meta.url));
const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");

describe("the last line of a test run", () => {
  // Expected values are counted by hand in the sample of that name.
  test.each([
    { sample: "passing", line: "1 passed, 0 failed, 0 skipped", exitCode: 0 },
    { sample: "mixed", line: "3 passed, 1 failed, 2 skipped", exitCode: 1 },
    { sample: "unloadable", line: "0 passed, 1 failed, 0 skipped", exitCode: 1 },
    { sample: "hook", line: "0 passed, 1 failed, 1 skipped", exitCode: 1 },
    { sample: "rejection", line: "1 passed, 1 failed, 0 skipped", exitCode: 1 },
    { sample: "no-such-sample", line: "0 passed, 1 failed, 0 skipped", exitCode: 1 },
  ])("$sample: $line", ({ sample, line, exitCode }) => {
    const run = spawnSync(process.execPath, [vitest, "run", "--root", samples, sample], { encoding: "utf8" });

    expect({ line: run.stdout.split("\n").at(-2), exitCode: run.status }).toEqual({ line, exitCode });
  });
});
