import { type ChildProcess, spawn } from "node:child_process";
import { availableParallelism } from "node:os";

interface Step {
  readonly name: string;
  readonly script: string;
}

interface Outcome {
  readonly step: Step;
  readonly exitCode: number;
  readonly output: string;
  readonly durationMs: number;
}

const quickSteps: readonly Step[] = [
  { name: "format", script: "format:check" },
  { name: "lint", script: "lint" },
  { name: "types", script: "types" },
  { name: "dead code", script: "dead-code" },
];
// Runs the structure and docs tests too; its closing line stays the last one printed.
const testStep: Step = { name: "tests", script: "test" };

const running = new Set<ChildProcess>();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    for (const child of running) child.kill();
    process.exit(1);
  });
}

const failed: string[] = [];
for (const outcome of await runAll(quickSteps, availableParallelism())) {
  const verdict = outcome.exitCode === 0 ? "ok    " : "FAILED";
  console.log(`${verdict} ${outcome.step.name} (${(outcome.durationMs / 1000).toFixed(1)} s)`);
  if (outcome.exitCode === 0) continue;
  failed.push(outcome.step.name);
  console.log(outcome.output.trimEnd());
  console.log(`       repeat it with: npm run ${outcome.step.script}\n`);
}

// Said before the tests run: the counts that the test run prints stay the last line.
if (failed.length > 0) console.log(`verify fails because of: ${failed.join(", ")}; the tests run all the same\n`);
const tests = await run(testStep, "inherit");
if (tests.exitCode !== 0) failed.push(testStep.name);
process.exitCode = failed.length > 0 ? 1 : 0;

/** Runs steps side by side, at most `limit` at a time; the outcomes come in the order of the steps. */
async function runAll(steps: readonly Step[], limit: number): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = [...steps.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, step] = next;
      outcomes[index] = await run(step, "collect");
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return outcomes;
}

function run(step: Step, mode: "collect" | "inherit"): Promise<Outcome> {
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn("npm", ["run", "--silent", step.script], {
      stdio: mode === "inherit" ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    let output = "";
    const collect = (chunk: Buffer): void => {
      output += chunk.toString("utf8");
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    child.on("error", reject);
    child.on("close", (code) => {
      running.delete(child);
      resolve({ step, exitCode: code ?? 1, output, durationMs: performance.now() - startedMs });
    });
  });
}
