/** What the address of the gaps says. */
export interface CoverageAddress {
  /** A gap is what nobody looked at for so many days. */
  readonly days?: number | undefined;
  /** Kind of assets. */
  readonly kind?: string | undefined;
  readonly project?: string | undefined;
}

/** Spans that are offered, in days. */
export const coverageSpans = [1, 7, 30, 90] as const;
/** The span when nobody says another. */
export const usualCoverageSpan = 7;
const maxDays = 3650;

/** Reads the address; what is none of it is said to be missing. */
export function readCoverageAddress({ days, kind, project }: Readonly<Record<string, unknown>>): CoverageAddress {
  const isSpan = typeof days === "number" && Number.isSafeInteger(days) && days >= 0 && days <= maxDays;
  return {
    days: isSpan ? days : undefined,
    kind: typeof kind === "string" ? kind : undefined,
    project: typeof project === "string" ? project : undefined,
  };
}
