import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { SeverityCounts } from "../contract/severity-counts.ts";
import { severity } from "../contract/values.ts";

/** Gives the name of a severity as the database numbers it: 0 is critical. */
export function severityNameOf(place: number): z.infer<typeof severity> {
  return severity.options[place] ?? "info";
}

/** Numbers of severities that count as columns. */
export interface CountColumns {
  readonly critical: number;
  readonly high: number;
  readonly medium: number;
  readonly low: number;
  readonly info: number;
}

/** SQL of five columns that count rows `f` by severity. */
export const countColumns: RawBuilder<unknown> = sql`
  count(*) FILTER (WHERE f.severity = 0)::int AS critical, count(*) FILTER (WHERE f.severity = 1)::int AS high,
  count(*) FILTER (WHERE f.severity = 2)::int AS medium, count(*) FILTER (WHERE f.severity = 3)::int AS low,
  count(*) FILTER (WHERE f.severity = 4)::int AS info`;

/** Takes the counts out of a row. */
export function countsOf({ critical, high, medium, low, info }: CountColumns): SeverityCounts {
  return { critical, high, medium, low, info };
}
