/** One release line of a product and how long it is maintained. */
export interface SupportCycle {
  /** `12`, `3.20`. */
  readonly name: string;
  /** First day without free security fixes, `YYYY-MM-DD`; left out when none is announced, or it is unknown. */
  readonly ends?: string;
  /** It is over since a day that nobody names. */
  readonly isOver?: true;
  /** Last day of longer support that others give or that is paid for, `YYYY-MM-DD`. */
  readonly extendedUntil?: string;
}

/** The release lines of one product. */
export interface ProductSupport {
  /** The name that endoflife.date gives it: `debian`, `alpine-linux`. */
  readonly product: string;
  /** The newest first. */
  readonly cycles: readonly SupportCycle[];
}
