import type { Reporter, SerializedError, TestModule, TestRunEndReason } from "vitest/node";

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Ends the output of a test run with the plain line `N passed, N failed, N skipped`.
 *
 * A test file that could not be loaded, a hook that threw and an error outside of every test count as one failure each,
 * so that the line never reads better than the exit code.
 */
export class PlainReporter implements Reporter {
  onTestRunEnd(
    modules: readonly TestModule[],
    unhandledErrors: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    const counts = countTests(modules, unhandledErrors.length);
    const isSilentFailure = reason !== "passed" && counts.failed === 0;
    const line = formatCounts(isSilentFailure ? { ...counts, failed: 1 } : counts);
    // The default reporter writes its summary in the same event: the line waits until the process is about to end.
    process.once("exit", () => process.stdout.write(`${line}\n`));
  }
}

/** Counts the tests of finished modules; errors outside of tests are failures. */
export function countTests(modules: readonly TestModule[], unhandledErrorCount: number): Counts {
  const counts = { passed: 0, failed: unhandledErrorCount, skipped: 0 };
  for (const module of modules) {
    counts.failed += module.errors().length;
    for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === "pending") counts.skipped += 1;
      else counts[state] += 1;
    }
  }
  return counts;
}

/** Writes counts as the line that other programs read. */
export function formatCounts(counts: Counts): string {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
}
