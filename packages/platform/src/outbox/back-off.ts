const firstWaitSeconds = 5;
const longestWaitSeconds = 3600;
/** Half a day of one hour after the other behind two hours of growing waits. */
const mostAttempts = 20;

/** Tells whether a message that failed so often is given up. */
export function isHopeless(attempts: number): boolean {
  return attempts >= mostAttempts;
}

/**
 * Gives the seconds until the next attempt: twice as long each time, up to an hour, and a little more or less, so that
 * what failed together is not tried together.
 *
 * @param failures In a row, this one counted.
 * @param chance From 0 to 1.
 * @param asked Seconds for which the other side wants to be left alone.
 */
export function waitSeconds(failures: number, chance: number, asked: number | undefined): number {
  const wait = Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** Math.min(failures - 1, 20));
  return Math.max(asked ?? 0, wait * (0.75 + chance / 2));
}
