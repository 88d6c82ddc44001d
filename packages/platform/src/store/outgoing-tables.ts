import type { ColumnType, Generated } from "kysely";
import type { Json, Moment, MomentByDefault, TenantTable } from "./column-types.ts";

/** Where messages go. */
export interface DestinationsTable extends TenantTable {
  destination_id: string;
  name: string;
  kind: string;
  language: string;
  settings: Json;
  secret: string | null;
  created_by: string;
  created_at: MomentByDefault;
}

/** Who is to hear of what. */
export interface NotificationRulesTable extends TenantTable {
  rule_id: string;
  destination_id: string;
  name: string;
  query: string;
  changes: string[];
  schedule: Json;
  missing_days: number | null;
  is_enabled: Generated<boolean>;
  created_by: string;
  created_at: MomentByDefault;
}

/** What happened, until the rules were asked. */
export interface NotificationCausesTable extends TenantTable {
  cause_id: Generated<string>;
  cause_key: string;
  change: string;
  findings: string[];
  details: ColumnType<unknown, string | undefined, string>;
  created_at: MomentByDefault;
}

/** Up to when somebody looked for what happens by the clock. */
export interface NotificationWatermarksTable extends TenantTable {
  kind: string;
  looked_until: MomentByDefault;
}

/** What waits for a digest. */
export interface DigestEntriesTable extends TenantTable {
  rule_id: string;
  slot: Moment;
  cause_key: string;
  notice: Json;
}

/** How sending to a destination goes. */
export interface OutboxLanesTable extends TenantTable {
  destination_id: string;
  has_waiting: Generated<boolean>;
  next_attempt_at: MomentByDefault;
  lease_id: string | null;
  lease_until: Moment | null;
  failures: Generated<number>;
  last_error: Json | null;
}

/** What is sent. */
export interface OutboxMessagesTable extends TenantTable {
  destination_id: string;
  position: Generated<number>;
  message_id: string;
  cause_key: string;
  notice: Json;
  state: Generated<string>;
  not_before: MomentByDefault;
  attempts: Generated<number>;
  last_error: Json | null;
  created_at: MomentByDefault;
  finished_at: Moment | null;
}

/** Issues elsewhere. */
export interface IssueLinksTable extends TenantTable {
  destination_id: string;
  issue_key: string;
  message_id: string;
  url: string;
  findings: string[];
  state: Generated<string>;
  is_done: Generated<boolean>;
  looked_at: MomentByDefault;
}
