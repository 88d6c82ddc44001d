import type { LogStream } from "./log-stream.ts";

/**
 * Gives the time of the first event of a log; 0 where it has none or cannot be read, which is said when it is read for
 * good.
 */
export async function firstTimeOf(open: () => LogStream): Promise<number> {
  const stream = open();
  try {
    const events = await stream.next();
    return events?.find(({ stageMs }) => stageMs > 0)?.stageMs ?? 0;
  } catch {
    return 0;
  } finally {
    await stream.close();
  }
}
