/** Name of the notification that says that a report has its final state; the payload is its id. */
export const reportChannel = "sekisho_reports";

/** Holds the requests that wait for reports, so that none of them has to ask again and again. */
export class ReportWaitingRoom {
  readonly #waiting = new Map<string, Set<() => void>>();

  /** Waits until somebody says that the report is done, at most some time; whoever waits looks again then. */
  wait(reportId: string, maxMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const calls = this.#waiting.get(reportId) ?? new Set();
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        calls.delete(done);
        if (calls.size === 0) this.#waiting.delete(reportId);
        resolve();
      };
      const timer = setTimeout(done, maxMs);
      signal.addEventListener("abort", done);
      calls.add(done);
      this.#waiting.set(reportId, calls);
    });
  }

  /** Says that a report is done; of all reports where some may have been missed. */
  call(reportId: string): void {
    const called = reportId === "" ? [...this.#waiting.values()] : [this.#waiting.get(reportId) ?? []];
    for (const calls of called) for (const done of calls) done();
  }
}
