import type { Generated } from "kysely";
import type { Json, Moment, MomentByDefault, TenantTable } from "./column-types.ts";

/** What a tenant may use. */
export interface TenantPlansTable extends TenantTable {
  plan: string;
  customer: string | null;
  subscription: string | null;
  status: Generated<string>;
  past_due_since: Moment | null;
  period_ends_at: Moment | null;
  changed_at: MomentByDefault;
}

/** What was used, a row for each cause. */
export interface UsageEventsTable extends TenantTable {
  /** First day of it. */
  month: string;
  meter: string;
  cause: string;
  quantity: number;
  is_counted: Generated<boolean>;
  at: MomentByDefault;
}

/** The sums of a month. */
export interface UsageTotalsTable extends TenantTable {
  month: string;
  meter: string;
  quantity: number;
  told: Generated<number>;
  telling: number | null;
}

/** What was used in a month that is over. */
export interface UsageStatementsTable extends TenantTable {
  month: string;
  plan: string;
  lines: Json;
  closed_at: MomentByDefault;
}

/** What owners were told. */
export interface UsageWarningsTable extends TenantTable {
  topic: string;
  message_id: Generated<string>;
  details: Json;
  created_at: MomentByDefault;
  told_at: Moment | null;
}

/** What the provider of payments said. */
export interface BillingEventsTable extends TenantTable {
  event_id: string;
  kind: string;
  received_at: MomentByDefault;
}
