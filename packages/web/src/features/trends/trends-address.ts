/** What the address of the trends says. */
export interface TrendsAddress {
  /** Days that it goes back. */
  readonly days?: number | undefined;
  readonly project?: string | undefined;
}

/** Spans that are offered, in days. */
export const trendSpans = [30, 90, 180, 365] as const;
/** The span when nobody says another. */
export const usualSpan = 90;
const maxDays = 366;

/** Reads the address; what is none of it is said to be missing. */
export function readTrendsAddress({ days, project }: Readonly<Record<string, unknown>>): TrendsAddress {
  const isSpan = typeof days === "number" && Number.isSafeInteger(days) && days >= 1 && days <= maxDays;
  return { days: isSpan ? days : undefined, project: typeof project === "string" ? project : undefined };
}
