import type { ColumnType, Generated } from "kysely";
import type {
  AccountsTable,
  ApiKeysTable,
  AuditAnchorsTable,
  AuditEntriesTable,
  CustomRolesTable,
  InvitationsTable,
  ProjectRolesTable,
  ProjectsTable,
  RefusedCredentialsTable,
  SessionsTable,
  SignInFailuresTable,
  TenantsTable,
} from "./account-tables.ts";
import type { Json, Moment, MomentByDefault, TenantTable } from "./column-types.ts";
import type {
  AccessMapsTable,
  DetectionFilesTable,
  EventSegmentsTable,
  EventWatchesTable,
  IncidentActivitiesTable,
  IncidentEventsTable,
  IncidentsTable,
} from "./event-tables.ts";
import type { DeletionCertificatesTable, TenantDeletionsTable, TenantExportsTable } from "./leaving-tables.ts";
import type {
  DestinationsTable,
  DigestEntriesTable,
  IssueLinksTable,
  NotificationCausesTable,
  NotificationRulesTable,
  NotificationWatermarksTable,
  OutboxLanesTable,
  OutboxMessagesTable,
} from "./outgoing-tables.ts";
import type {
  BillingEventsTable,
  TenantPlansTable,
  UsageEventsTable,
  UsageStatementsTable,
  UsageTotalsTable,
  UsageWarningsTable,
} from "./plan-tables.ts";
import type { ScimTables } from "./scim-tables.ts";
import type { SignInTables } from "./sign-in-tables.ts";

interface BlobsTable extends TenantTable {
  digest: string;
  size_bytes: number;
  created_at: MomentByDefault;
}

interface ScopesTable extends TenantTable {
  scope_id: string;
  project_id: string;
  kind: string;
  parts: Json;
  first_seen_at: MomentByDefault;
}

interface ReportsTable extends TenantTable {
  report_id: string;
  project_id: string;
  arrival: Generated<number>;
  blob_digest: string;
  format: string | null;
  named_format: string | null;
  target_name: string | null;
  matched_with: string | null;
  scope: Json | null;
  labels: Json;
  lane: string;
  status: string;
  uploaded_by: string;
  received_at: MomentByDefault;
  finished_at: Moment | null;
  failure: Json | null;
  outcome: Json | null;
}

interface WitnessesTable extends TenantTable {
  witness_id: string;
  scope_id: string;
  source: string;
  first_seen_at: Moment;
  last_seen_at: Moment;
  last_arrival: number;
  last_report_id: string;
  content_digest: Buffer | null;
  is_complete: boolean;
  coverage: Json;
}

interface AssetsTable extends TenantTable {
  asset_id: string;
  project_id: string;
  kind: string;
  name: string;
  digest: string | null;
  facts: Json;
  first_seen_at: MomentByDefault;
  changed_at: MomentByDefault;
}

interface AssetEdgesTable extends TenantTable {
  from_asset_id: string;
  kind: string;
  to_asset_id: string;
  witness_id: string;
  first_seen_at: MomentByDefault;
  gone_at: Moment | null;
}

interface ComponentsTable extends TenantTable {
  component_id: string;
  package_url: string;
  ecosystem: string;
  name: string;
  version: string;
  licences: string[];
}

interface AssetComponentsTable extends TenantTable {
  component_id: string;
  asset_id: string;
  witness_id: string;
  first_seen_at: Moment;
  gone_at: Moment | null;
}

interface DecisionsTable extends TenantTable {
  decision_id: string;
  verdict: string;
  reason: string;
  scope: string;
  finding_id: string | null;
  asset_id: string | null;
  project_id: string | null;
  rule_id: string | null;
  flaws: string[] | null;
  package: string | null;
  author_id: string;
  created_at: MomentByDefault;
  expires_at: Moment | null;
  revoked_at: Moment | null;
  revoked_by: string | null;
  ended_at: Moment | null;
  is_waiting: Generated<boolean>;
  approved_by: string | null;
  approved_at: Moment | null;
}

interface FindingsTable extends TenantTable {
  finding_id: string;
  project_id: string;
  asset_id: string;
  kind: string;
  rule_id: string;
  subject: string;
  severity: number;
  rank: number;
  status: string;
  title: string;
  flaw: string | null;
  flaw_names: string[] | null;
  package: string | null;
  package_name: string | null;
  fixed_in: string | null;
  aliases: string[];
  controls: string[];
  details: Json;
  described_by: string;
  content_digest: Buffer;
  first_seen_at: Moment;
  first_report_id: string;
  opened_at: Moment;
  fixed_at: Moment | null;
  reopened_count: Generated<number>;
  due_at: Moment | null;
  assignee_id: string | null;
  decision_id: string | null;
  changed_at: Moment;
  topic_id: ColumnType<string, never, never>;
}

interface TopicsTable extends TenantTable {
  topic_id: string;
  kind: string;
  title: string;
  rule_id: string;
  flaw: string | null;
  flaw_names: string[] | null;
  package: string | null;
  package_name: string | null;
  aliases: string[];
  controls: string[];
}

interface TopicWordsTable extends TenantTable {
  word: string;
  part: string;
  topic_ids: string[];
}

interface ComponentWordsTable extends TenantTable {
  word: string;
  part: string;
  component_ids: string[];
}

interface ObservationsTable extends TenantTable {
  finding_id: string;
  witness_id: string;
  first_seen_at: Moment;
  first_report_id: string;
  last_seen_at: Moment | null;
  gone_at: Moment | null;
  gone_report_id: string | null;
  statements: Json | null;
}

interface FindingHistoryTable extends TenantTable {
  finding_id: string;
  entry_id: string;
  at: MomentByDefault;
  change: string;
  actor_kind: string;
  actor_id: string | null;
  details: Json;
}

interface FindingCommentsTable extends TenantTable {
  finding_id: string;
  comment_id: string;
  author_id: string;
  text: string;
  created_at: MomentByDefault;
}

interface FindingTicketsTable extends TenantTable {
  finding_id: string;
  url: string;
  title: string;
  created_by: string;
  created_at: MomentByDefault;
}

interface ServiceLevelsTable extends TenantTable {
  holder_id: string;
  severity: number;
  days: number;
}

interface DailyCountsTable extends TenantTable {
  project_id: string;
  day: string;
  severity: number;
  opened: Generated<number>;
  reopened: Generated<number>;
  fixed: Generated<number>;
  decided: Generated<number>;
}

interface FindingChangesTable extends TenantTable {
  project_id: string;
  change_id: string;
  day: string;
  rule: string;
  asset_kind: string;
  severity: number;
  open: number;
  accepted: number;
}

interface AssetSightingsTable extends TenantTable {
  asset_id: string;
  witness_id: string;
  first_seen_at: MomentByDefault;
  last_seen_at: Moment | null;
}

interface SavedViewsTable extends TenantTable {
  view_id: string;
  owner_id: string;
  is_shared: boolean;
  list: string;
  name: string;
  query: Json;
  created_at: MomentByDefault;
  changed_at: MomentByDefault;
}

interface DashboardsTable extends TenantTable {
  dashboard_id: string;
  owner_id: string;
  is_shared: boolean;
  is_overview: Generated<boolean>;
  title: string;
  widgets: Json;
  created_at: MomentByDefault;
  changed_at: MomentByDefault;
}

interface FlawsTable {
  flaw: string;
  names: string[];
  epss: number | null;
  epss_percentile: number | null;
  known_exploited_since: string | null;
  exploitation_noted_at: Generated<Moment | null>;
  score: number | null;
  changed_at: MomentByDefault;
}

interface JobsTable extends TenantTable {
  job_id: string;
  kind: string;
  lane: string;
  concurrency_key: string;
  payload: Json;
  state: Generated<string>;
  attempts: Generated<number>;
  max_attempts: Generated<number>;
  run_at: MomentByDefault;
  lease_until: Moment | null;
  worker_id: string | null;
  last_error: Json | null;
  created_at: MomentByDefault;
  finished_at: Moment | null;
}

/** Every table with the types of its columns, as queries see them; the migrations make them. */
export interface Tables extends SignInTables, ScimTables {
  tenants: TenantsTable;
  accounts: AccountsTable;
  custom_roles: CustomRolesTable;
  invitations: InvitationsTable;
  sessions: SessionsTable;
  sign_in_failures: SignInFailuresTable;
  refused_credentials: RefusedCredentialsTable;
  project_roles: ProjectRolesTable;
  projects: ProjectsTable;
  api_keys: ApiKeysTable;
  audit_anchors: AuditAnchorsTable;
  audit_entries: AuditEntriesTable;
  blobs: BlobsTable;
  scopes: ScopesTable;
  reports: ReportsTable;
  witnesses: WitnessesTable;
  assets: AssetsTable;
  asset_edges: AssetEdgesTable;
  components: ComponentsTable;
  asset_components: AssetComponentsTable;
  decisions: DecisionsTable;
  findings: FindingsTable;
  topics: TopicsTable;
  topic_words: TopicWordsTable;
  component_words: ComponentWordsTable;
  observations: ObservationsTable;
  finding_history: FindingHistoryTable;
  finding_comments: FindingCommentsTable;
  finding_tickets: FindingTicketsTable;
  service_levels: ServiceLevelsTable;
  daily_counts: DailyCountsTable;
  finding_changes: FindingChangesTable;
  asset_sightings: AssetSightingsTable;
  saved_views: SavedViewsTable;
  dashboards: DashboardsTable;
  destinations: DestinationsTable;
  notification_rules: NotificationRulesTable;
  notification_causes: NotificationCausesTable;
  notification_watermarks: NotificationWatermarksTable;
  digest_entries: DigestEntriesTable;
  outbox_lanes: OutboxLanesTable;
  outbox_messages: OutboxMessagesTable;
  issue_links: IssueLinksTable;
  flaws: FlawsTable;
  jobs: JobsTable;
  event_segments: EventSegmentsTable;
  event_watches: EventWatchesTable;
  incidents: IncidentsTable;
  incident_activities: IncidentActivitiesTable;
  incident_events: IncidentEventsTable;
  access_maps: AccessMapsTable;
  detection_files: DetectionFilesTable;
  tenant_plans: TenantPlansTable;
  usage_events: UsageEventsTable;
  usage_totals: UsageTotalsTable;
  usage_statements: UsageStatementsTable;
  usage_warnings: UsageWarningsTable;
  billing_events: BillingEventsTable;
  tenant_exports: TenantExportsTable;
  tenant_deletions: TenantDeletionsTable;
  deletion_certificates: DeletionCertificatesTable;
}
