import type pg from "pg";
import { allowedTime, decisionInForce, seenStatus } from "../lifecycle/finding-state.ts";
import { noteStagedTopics } from "../search/note-topics.ts";

/** The report whose findings are staged. */
export interface MergedReport {
  readonly tenantId: string;
  readonly projectId: string;
  readonly reportId: string;
  /** Nobody who speaks in it has spoken before: nothing that was said can be missing. */
  readonly isFirstWord: boolean;
}

/** How many findings changed, and how. */
export interface MergeCounts {
  readonly new: number;
  readonly reopened: number;
  readonly fixed: number;
}

/** Our own words go before those of other tools; nobody's are those of a producer that sees the finding no more. */
const mayDescribe = `(f.described_by IN ('', s.source) OR s.source = 'sekisho')`;

/** What happened stays over until it happens again: that it is still in somebody's list is nothing new. */
const isOverStill = "f.kind = 'activity' AND f.status = 'fixed' AND f.content_digest = s.content_digest";

/** Which staged findings change anything: all others are left alone. $1 tenant. */
const findChanges = `
INSERT INTO staged_changes
SELECT s.position, s.finding_id, s.source, f.finding_id IS NULL, coalesce(f.status = 'fixed', false),
  f.finding_id IS NULL OR (f.content_digest <> s.content_digest AND ${mayDescribe}),
  o.finding_id IS NULL OR o.gone_at IS NOT NULL, o.statements IS DISTINCT FROM s.statements
FROM staged_findings s
LEFT JOIN findings f ON f.tenant_id = $1 AND f.finding_id = s.finding_id
LEFT JOIN observations o ON o.tenant_id = $1 AND o.finding_id = s.finding_id AND o.witness_id = s.witness_id
WHERE (f.finding_id IS NULL OR f.status = 'fixed' OR o.finding_id IS NULL OR o.gone_at IS NOT NULL
  OR (f.content_digest <> s.content_digest AND ${mayDescribe}) OR o.statements IS DISTINCT FROM s.statements)
  AND (f.finding_id IS NULL OR NOT (${isOverStill}))`;

/** Writes new findings, and new words of known ones. $1 tenant, $2 project, $3 report. */
const mergeFindings = `
MERGE INTO findings f
USING (
  SELECT s.* FROM (
    SELECT DISTINCT ON (c.finding_id) c.position FROM staged_changes c JOIN staged_findings s ON s.position = c.position
    WHERE c.is_described ORDER BY c.finding_id, (c.source = 'sekisho') DESC, c.position
  ) c JOIN staged_findings s ON s.position = c.position
) s ON f.tenant_id = $1 AND f.finding_id = s.finding_id
WHEN MATCHED THEN UPDATE SET
  severity = s.severity, rank = s.rank, title = s.title, flaw = s.flaw, flaw_names = s.flaw_names, package = s.package,
  package_name = s.package_name, fixed_in = s.fixed_in, aliases = s.aliases, controls = s.controls, details = s.details,
  described_by = s.source, content_digest = s.content_digest, changed_at = now()
WHEN NOT MATCHED THEN INSERT (tenant_id, finding_id, project_id, asset_id, kind, rule_id, subject, severity, rank, status,
  title, flaw, flaw_names, package, package_name, fixed_in, aliases, controls, details, described_by, content_digest,
  first_seen_at, first_report_id, opened_at, changed_at)
VALUES ($1, s.finding_id, $2, s.asset_id, s.kind, s.rule_id, s.subject, s.severity, s.rank,
  CASE WHEN s.is_accepted THEN 'accepted' ELSE 'open' END, s.title, s.flaw,
  s.flaw_names, s.package, s.package_name, s.fixed_in, s.aliases, s.controls, s.details, s.source, s.content_digest,
  now(), $3, now(), now())`;

/** Notes who sees what from now on, and in which words. $1 tenant, $2 report. */
const mergeObservations = `
MERGE INTO observations o
USING (
  SELECT c.finding_id, s.witness_id, s.statements FROM staged_changes c JOIN staged_findings s ON s.position = c.position
  WHERE c.is_observed OR c.is_said_otherwise
) c ON o.tenant_id = $1 AND o.finding_id = c.finding_id AND o.witness_id = c.witness_id
WHEN MATCHED THEN UPDATE SET gone_at = NULL, gone_report_id = NULL, last_seen_at = NULL, statements = c.statements
WHEN NOT MATCHED THEN INSERT (tenant_id, finding_id, witness_id, first_seen_at, first_report_id, statements)
VALUES ($1, c.finding_id, c.witness_id, now(), $2, c.statements)`;

/**
 * Ends what a complete report says no more; not what once happened: an activity ends by age (retention/end-activities.ts).
 * $1 tenant, $2 report.
 */
const closeObservations = `
WITH missing AS (
  SELECT o.finding_id, o.witness_id, w.source, w.said_last_at
  FROM observations o JOIN staged_witnesses w ON o.witness_id = w.witness_id
  WHERE o.tenant_id = $1 AND o.gone_at IS NULL AND w.is_complete
    AND NOT EXISTS (SELECT FROM staged_sights s WHERE s.finding_id = o.finding_id AND s.witness_id = o.witness_id)
), gone AS (
  UPDATE observations o SET gone_at = now(), gone_report_id = $2, last_seen_at = m.said_last_at
  FROM missing m JOIN findings f ON f.tenant_id = $1 AND f.finding_id = m.finding_id
  WHERE o.tenant_id = $1 AND o.finding_id = m.finding_id AND o.witness_id = m.witness_id AND f.kind <> 'activity'
  RETURNING o.finding_id, m.source)
INSERT INTO staged_gone SELECT finding_id, source FROM gone`;

/** What nobody sees any more is fixed, whatever was decided about it. $1 tenant, $2 report as text. */
const fixFindings = `
WITH fixed AS (
  UPDATE findings f SET status = 'fixed', fixed_at = now(), changed_at = now(), due_at = NULL
  WHERE f.tenant_id = $1 AND f.finding_id IN (SELECT finding_id FROM staged_gone) AND f.status <> 'fixed'
    AND NOT EXISTS (SELECT FROM observations o
      WHERE o.tenant_id = $1 AND o.finding_id = f.finding_id AND o.gone_at IS NULL)
  RETURNING f.finding_id)
INSERT INTO finding_history (tenant_id, finding_id, entry_id, at, change, actor_kind, actor_id, details)
SELECT $1, finding_id, gen_random_uuid(), now(), 'fixed', 'report', $2, '{}' FROM fixed`;

/** Words of a producer that sees the finding no more are anybody's to replace. $1 tenant. */
const freeDescriptions = `
UPDATE findings f SET described_by = '' FROM staged_gone g
WHERE f.tenant_id = $1 AND f.finding_id = g.finding_id AND f.described_by = g.source AND f.status <> 'fixed'
  AND NOT EXISTS (SELECT FROM observations o JOIN witnesses w ON w.tenant_id = o.tenant_id AND w.witness_id = o.witness_id
    WHERE o.tenant_id = $1 AND o.finding_id = f.finding_id AND o.gone_at IS NULL AND w.source = g.source)`;

/** What was fixed and is seen again. $1 tenant, $2 report as text. */
const reopenFindings = `
WITH reopened AS (
  UPDATE findings f SET status = 'reopened', reopened_count = reopened_count + 1, opened_at = now(), fixed_at = NULL,
    changed_at = now()
  WHERE f.tenant_id = $1 AND f.finding_id IN (SELECT finding_id FROM staged_changes WHERE is_reopened)
  RETURNING f.finding_id)
INSERT INTO finding_history (tenant_id, finding_id, entry_id, at, change, actor_kind, actor_id, details)
SELECT $1, finding_id, gen_random_uuid(), now(), 'reopened', 'report', $2, '{}' FROM reopened`;

/** Whether anything is decided that new findings could be under. $1 tenant. */
const isAnythingDecided = `
SELECT EXISTS (SELECT FROM decisions WHERE tenant_id = $1 AND ended_at IS NULL AND NOT is_waiting)
  OR EXISTS (SELECT FROM service_levels WHERE tenant_id = $1) AS decided`;

/** Puts decisions in force and due dates on everything that changed. $1 tenant, $2 whether on what is new, too. */
const settleFindings = `
UPDATE findings SET status = settled.status, decision_id = settled.decision_id, due_at = settled.due_at
FROM (
  SELECT f.finding_id, ${seenStatus} AS status, d.decision_id,
    CASE WHEN ${seenStatus} IN ('open', 'reopened') THEN f.opened_at + ${allowedTime} END AS due_at
  FROM findings f LEFT JOIN LATERAL (${decisionInForce}) d ON true
  WHERE f.tenant_id = $1 AND f.finding_id IN (SELECT finding_id FROM staged_changes WHERE $2 OR NOT is_new)
) settled
WHERE findings.tenant_id = $1 AND findings.finding_id = settled.finding_id
  AND (findings.status, findings.decision_id, findings.due_at)
    IS DISTINCT FROM (settled.status, settled.decision_id, settled.due_at)`;

/** Adds to the day's numbers. $1 tenant, $2 project. */
const countDay = `
INSERT INTO daily_counts AS day (tenant_id, project_id, day, severity, opened, reopened, fixed)
SELECT $1, $2, (now() AT TIME ZONE 'UTC')::date, f.severity, count(*) FILTER (WHERE c.what = 'new'),
  count(*) FILTER (WHERE c.what = 'reopened'), count(*) FILTER (WHERE c.what = 'fixed')
FROM (
  SELECT DISTINCT finding_id, CASE WHEN is_new THEN 'new' ELSE 'reopened' END AS what FROM staged_changes
  WHERE is_new OR is_reopened
  UNION ALL
  SELECT DISTINCT g.finding_id, 'fixed' FROM staged_gone g
  JOIN findings f ON f.tenant_id = $1 AND f.finding_id = g.finding_id AND f.status = 'fixed'
) c
JOIN findings f ON f.tenant_id = $1 AND f.finding_id = c.finding_id
GROUP BY f.severity
ON CONFLICT (tenant_id, project_id, day, severity) DO UPDATE SET opened = day.opened + excluded.opened,
  reopened = day.reopened + excluded.reopened, fixed = day.fixed + excluded.fixed`;

/** Brings the staged part of a report into the book: a fixed number of statements, however many findings there are. */
export async function mergeStagedPart(
  client: pg.PoolClient,
  { tenantId, projectId, reportId }: Omit<MergedReport, "isFirstWord">,
): Promise<void> {
  await client.query("ANALYZE staged_findings (position, finding_id, witness_id)");
  await client.query("INSERT INTO staged_sights SELECT finding_id, witness_id FROM staged_findings");
  const { rowCount } = await client.query(findChanges, [tenantId]);
  if ((rowCount ?? 0) === 0) return;
  await client.query("ANALYZE staged_changes");
  await client.query(mergeFindings, [tenantId, projectId, reportId]);
  await noteStagedTopics(client, tenantId);
  await client.query(mergeObservations, [tenantId, reportId]);
}

/** Ends what a report says no more, and settles all that it changed. */
export async function settleStagedFindings(client: pg.PoolClient, report: MergedReport): Promise<MergeCounts> {
  const { tenantId, projectId, reportId, isFirstWord } = report;
  const fixed = isFirstWord ? 0 : await closeGone(client, report);
  const reopened = await client.query(reopenFindings, [tenantId, reportId]);
  const { rows: decided } = await client.query<{ decided: boolean }>(isAnythingDecided, [tenantId]);
  await client.query(settleFindings, [tenantId, decided[0]?.decided === true]);
  await client.query(countDay, [tenantId, projectId]);
  const { rows } = await client.query<{ new: number }>(
    "SELECT count(DISTINCT finding_id)::int AS new FROM staged_changes WHERE is_new",
  );
  return { new: rows[0]?.new ?? 0, reopened: reopened.rowCount ?? 0, fixed };
}

async function closeGone(client: pg.PoolClient, { tenantId, reportId }: MergedReport): Promise<number> {
  await client.query("ANALYZE staged_sights");
  const gone = await client.query(closeObservations, [tenantId, reportId]);
  if (gone.rowCount === 0) return 0;
  const fixed = await client.query(fixFindings, [tenantId, reportId]);
  await client.query(freeDescriptions, [tenantId]);
  return fixed.rowCount ?? 0;
}
