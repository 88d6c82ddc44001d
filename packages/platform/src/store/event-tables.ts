import type { Generated } from "kysely";
import type { Json, JsonByDefault, Moment, MomentByDefault, TenantTable } from "./column-types.ts";

export interface EventSegmentsTable extends TenantTable {
  segment_id: string;
  project_id: string;
  cluster: string;
  blob_digest: string;
  size_bytes: number;
  received_at: MomentByDefault;
  sent_by: string;
  state: Generated<string>;
  events: number | null;
  problems: number | null;
  first_at: Moment | null;
  last_at: Moment | null;
}

export interface EventWatchesTable extends TenantTable {
  project_id: string;
  cluster: string;
  memory: Buffer;
  events: number;
  problems: number;
  last_event_at: Moment | null;
  changed_at: MomentByDefault;
  duplicates: Generated<number>;
  late: Generated<number>;
  early: Generated<number>;
  future: Generated<number>;
  dropped: Generated<number>;
  failed_requests: Generated<number>;
  held: Generated<number>;
  learning_since: Moment | null;
  coverage: JsonByDefault;
  troubles: JsonByDefault;
}

export interface IncidentsTable extends TenantTable {
  incident_id: string;
  project_id: string;
  cluster: string;
  severity: number;
  actors: string[];
  first_at: Moment;
  last_at: Moment;
}

export interface IncidentActivitiesTable extends TenantTable {
  incident_id: string;
  activity_id: string;
  rule_id: string;
  title: Json;
  message: Json;
  severity: number;
  subject: string;
  caller: string;
  sources: string[];
  first_at: Moment;
  last_at: Moment;
  count: number;
  is_accepted: boolean;
  anomaly: Json | null;
}

export interface IncidentEventsTable extends TenantTable {
  incident_id: string;
  activity_id: string;
  event_id: string;
  happened_at: Moment;
  event: Json;
}

export interface AccessMapsTable extends TenantTable {
  project_id: string;
  name: string;
  content: Buffer;
  workloads: number;
  connections: number;
  subjects: number;
  is_whole: boolean;
  received_at: MomentByDefault;
}

export interface DetectionFilesTable extends TenantTable {
  kind: string;
  name: string;
  content: string;
  changed_at: MomentByDefault;
  changed_by: string;
}
