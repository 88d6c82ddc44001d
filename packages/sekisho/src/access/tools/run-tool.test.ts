import { describe, expect, test } from "vitest";
import { runTool, type ToolRun } from "./run-tool.ts";

function script(text: string, limits: Partial<ToolRun> = {}): ToolRun {
  return { arguments: ["-e", text], input: "", timeoutMs: 10_000, maxOutputBytes: 100_000, ...limits };
}

describe("runTool", () => {
  test("hands over the input and gives output and exit code", async () => {
    const run = script("process.stdin.pipe(process.stdout); process.exitCode = 3", { input: "かな" });
    expect(await runTool(process.execPath, run)).toEqual({
      kind: "ended",
      exitCode: 3,
      output: "かな",
      errorOutput: "",
    });
  });

  test("a program that is not there", async () => {
    expect(await runTool("sekisho-no-such-program", script(""))).toEqual({ kind: "missing" });
  });

  test.each([
    { name: "takes too long", text: "setTimeout(() => {}, 60_000)", limits: { timeoutMs: 200 }, reason: "timeout" },
    {
      name: "says too much",
      text: "console.log('x'.repeat(5_000))",
      limits: { maxOutputBytes: 1_000 },
      reason: "too-much-output",
    },
    { name: "is killed", text: "process.kill(process.pid, 'SIGKILL')", limits: {}, reason: "killed" },
  ])("a program that $name", async ({ text, limits, reason }) => {
    expect(await runTool(process.execPath, script(text, limits))).toEqual({ kind: "failed", reason });
  });

  test("a program that reads nothing of a long input", async () => {
    const outcome = await runTool(process.execPath, script("process.exit(0)", { input: "x".repeat(1_000_000) }));
    expect(outcome).toMatchObject({ kind: "ended", exitCode: 0 });
  });
});
