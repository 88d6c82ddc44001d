/** What the platform tells of by itself; `missed` where some of it may have been missed. */
export const liveKinds = ["report", "incident", "missed"] as const;
/** What the platform tells of by itself. */
export type LiveKind = (typeof liveKinds)[number];

/** Whether changes arrive: `lost` from the second attempt on that failed. */
export type LiveState = "connecting" | "open" | "lost";

/** The part of `EventSource` that is used. */
export interface LiveSource {
  readonly addEventListener: (name: string, listener: () => void) => void;
  readonly close: () => void;
}

interface LiveOptions {
  /** Opens a connection. */
  readonly connect: () => LiveSource;
  readonly onChange: (kind: LiveKind) => void;
  readonly onState: (state: LiveState) => void;
  /** Whether there was a connection before: what happened since may have been missed. */
  readonly isResumed: boolean;
  /** A number from 0 to 1, another one each time: not everybody comes back at once. */
  readonly chance: () => number;
}

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** The platform ends connections by itself now and then: one failure is none. */
const failuresThatCount = 2;

/** Gives how long to wait after so many failures in a row: twice as long each time, less up to a half of it by chance. */
export function pauseAfter(failures: number, chance: number): number {
  const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.max(0, failures - 1));
  return Math.round(pause * (1 - chance / 2));
}

/**
 * Listens to what changes, and connects again whenever the connection ends. What was missed meanwhile is told as `missed`.
 * Gives what ends it.
 */
export function listenLive({ connect, onChange, onState, isResumed, chance }: LiveOptions): () => void {
  let failures = 0;
  let wasOpen = isResumed;
  let source: LiveSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    const made = connect();
    source = made;
    made.addEventListener("open", () => {
      if (wasOpen) onChange("missed");
      failures = 0;
      wasOpen = true;
      onState("open");
    });
    for (const kind of liveKinds) made.addEventListener(kind, () => onChange(kind));
    // A browser connects again by itself, but neither after a refusal nor ever more slowly.
    made.addEventListener("error", () => {
      made.close();
      failures++;
      onState(failures >= failuresThatCount ? "lost" : "connecting");
      clearTimeout(timer);
      timer = setTimeout(open, pauseAfter(failures, chance()));
    });
  };
  onState("connecting");
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
