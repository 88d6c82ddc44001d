/** Says when what a run remembers is worth keeping. */
export interface StateClock {
  /** Something was told: a run after a crash must know of it soon. */
  noteTold(): void;
  /** Whether it is time; reading it begins the next period. */
  takeDue(): boolean;
  stop(): void;
}

/** What a clock obeys. */
export interface StateClockSettings {
  /** At least so often. */
  readonly everyMs: number;
  /** So soon after something was told. */
  readonly toldMs: number;
  /** Called when it becomes time. */
  readonly onDue?: () => void;
}

/** Starts a clock; it keeps no process alive. */
export function startStateClock({ everyMs, toldMs, onDue }: StateClockSettings): StateClock {
  let isDue = false;
  let soon: NodeJS.Timeout | undefined;
  const ring = () => {
    isDue = true;
    onDue?.();
  };
  const period = setInterval(ring, everyMs);
  period.unref();
  return {
    noteTold() {
      soon ??= setTimeout(() => {
        soon = undefined;
        ring();
      }, toldMs);
      soon.unref();
    },
    takeDue() {
      const wasDue = isDue;
      isDue = false;
      return wasDue;
    },
    stop() {
      clearInterval(period);
      clearTimeout(soon);
    },
  };
}
