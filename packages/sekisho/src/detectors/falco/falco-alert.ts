import type { Severity } from "../../model/severity.ts";

/** What Falco writes when a rule fires, with the names of its JSON output. */
export interface FalcoAlert {
  readonly hostname: string;
  /** Time, priority and the filled-in output, on one line. */
  readonly output: string;
  /** Values of the fields in the output; null for a missing one. */
  readonly output_fields: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
  readonly priority: string;
  readonly rule: string;
  readonly source: string;
  readonly tags: readonly string[];
  /** RFC 3339 with nanoseconds, in UTC; empty where the event has no time. */
  readonly time: string;
}

/** An alert with what findings say beside it. */
export interface RaisedFalcoAlert {
  readonly alert: FalcoAlert;
  readonly severity: Severity;
  /** The output without time and priority. */
  readonly message: string;
  readonly description: string;
  /** Techniques of MITRE's matrix among the rule's tags: `T1611`. */
  readonly techniques: readonly string[];
  /** The template of a controller was judged in the place of the pods that it makes. */
  readonly isTemplate: boolean;
}
