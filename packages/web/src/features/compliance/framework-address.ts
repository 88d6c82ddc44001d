/** What the address of a framework says. */
export interface FrameworkAddress {
  /** Days that the history goes back. */
  readonly days?: number | undefined;
  readonly project?: string | undefined;
}

/** Spans that are offered, in days. */
export const historySpans = [30, 90, 180, 365] as const;
/** The span when nobody says another. */
export const usualHistory = 90;
const maxDays = 366;

/** Reads the address; what is none of it is said to be missing. */
export function readFrameworkAddress({ days, project }: Readonly<Record<string, unknown>>): FrameworkAddress {
  const isSpan = typeof days === "number" && Number.isSafeInteger(days) && days >= 1 && days <= maxDays;
  return { days: isSpan ? days : undefined, project: typeof project === "string" ? project : undefined };
}
