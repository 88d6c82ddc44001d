import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const folder = fileURLToPath(new URL("fixtures/plain-reporter", import.meta.url));
const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");

describe("the last line of a test run", () => {
  // Expected values are counted by hand in the samples.
  test.each([
    { name: "all pass", samples: ["passing"], line: "1 passed, 0 failed, 0 skipped", exitCode: 0 },
    {
      name: "tests, a file, a hook and a rejection fail",
      samples: ["mixed", "unloadable", "hook", "rejection"],
      line: "4 passed, 4 failed, 3 skipped",
      exitCode: 1,
    },
    { name: "no test is found", samples: ["no-such-sample"], line: "0 passed, 1 failed, 0 skipped", exitCode: 1 },
  ])("$name", ({ samples, line, exitCode }) => {
    const run = spawnSync(process.execPath, [vitest, "run", "--root", folder, ...samples], { encoding: "utf8" });

    expect({ line: run.stdout.split("\n").at(-2), exitCode: run.status }).toEqual({ line, exitCode });
  });
});
