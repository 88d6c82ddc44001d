import type { SekishoError } from "../../model/error.ts";
import type { StreamEvent } from "../../model/runtime-event.ts";
import type { LogStream } from "./log-stream.ts";

/** A log that may be read. */
export interface LogSource {
  /** As the user named it. */
  readonly name: string;
  /** Time of its first event; 0 where it is not known, and the log is read from the start on. */
  readonly firstMs: number;
  readonly open: () => LogStream;
}

/** What came of one log. */
export interface LogOutcome {
  readonly source: LogSource;
  readonly stream: LogStream;
  error: SekishoError | undefined;
}

/** A log with the events that were read of it and not given yet. */
interface Active {
  readonly outcome: LogOutcome;
  batch: readonly StreamEvent[];
  at: number;
}

/**
 * Gives the events of several logs in the order of their times, as far as each log is in order: rotated files one after
 * the other, logs of several API servers side by side. A log is opened when the others have come to its time.
 *
 * @param onOutcome Told of each log when it is opened; a log that fails takes nothing from the others.
 * @param refuse Gives the error that a failure is, or throws it again.
 */
export async function* mergeLogs(
  sources: readonly LogSource[],
  onOutcome: (outcome: LogOutcome) => void,
  refuse: (error: unknown) => SekishoError,
): AsyncGenerator<readonly StreamEvent[]> {
  const waiting = sources.toSorted((left, right) => left.firstMs - right.firstMs);
  const active: Active[] = [];
  const advance = async (log: Active): Promise<void> => {
    log.at = 0;
    log.batch = await readNext(log.outcome, refuse);
    if (log.batch.length === 0) active.splice(active.indexOf(log), 1);
  };
  const activate = (source: LogSource): void => {
    const outcome: LogOutcome = { source, stream: source.open(), error: undefined };
    onOutcome(outcome);
    active.push({ outcome, batch: [], at: 0 });
  };
  try {
    while (active.length > 0 || waiting.length > 0) {
      const finished = active.find(({ batch, at }) => at >= batch.length);
      if (finished !== undefined) await advance(finished);
      const log = earliest(active);
      const next = waiting[0];
      if (next !== undefined && (log === undefined || next.firstMs <= headMs(log))) {
        waiting.shift();
        activate(next);
      } else if (log !== undefined) {
        yield takeUntil(log, Math.min(next?.firstMs ?? Number.POSITIVE_INFINITY, headOfOthers(active, log)));
      }
    }
  } finally {
    for (const { outcome } of active) await outcome.stream.close();
  }
}

async function readNext(
  outcome: LogOutcome,
  refuse: (error: unknown) => SekishoError,
): Promise<readonly StreamEvent[]> {
  try {
    return (await outcome.stream.next()) ?? [];
  } catch (error) {
    outcome.error = refuse(error);
    return [];
  }
}

function headMs({ batch, at }: Active): number {
  return batch[at]?.stageMs ?? 0;
}

function earliest(active: readonly Active[]): Active | undefined {
  let found: Active | undefined;
  for (const log of active) if (found === undefined || headMs(log) < headMs(found)) found = log;
  return found;
}

function headOfOthers(active: readonly Active[], log: Active): number {
  let head = Number.POSITIVE_INFINITY;
  for (const other of active) if (other !== log) head = Math.min(head, headMs(other));
  return head;
}

/** Gives the events of a log up to a time, at least one. */
function takeUntil(log: Active, ms: number): readonly StreamEvent[] {
  const start = log.at;
  if (start === 0 && ms === Number.POSITIVE_INFINITY) {
    log.at = log.batch.length;
    return log.batch;
  }
  let end = start + 1;
  while (end < log.batch.length && (log.batch[end]?.stageMs ?? 0) <= ms) end += 1;
  log.at = end;
  return log.batch.slice(start, end);
}
