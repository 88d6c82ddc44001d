/**
 * SQL that says which decisions are in force for a finding `f` and name it. A decision names findings by its scope, and
 * inside of a scope wider than one finding by a rule, or by a flaw under any of its names, in one package or in all.
 */
const decisionApplies = `
  d.tenant_id = f.tenant_id AND d.ended_at IS NULL AND d.revoked_at IS NULL AND NOT d.is_waiting
  AND (d.expires_at IS NULL OR d.expires_at > now())
  AND CASE d.scope
    WHEN 'finding' THEN d.finding_id = f.finding_id
    WHEN 'asset' THEN d.asset_id = f.asset_id
    WHEN 'project' THEN d.project_id = f.project_id
    ELSE d.project_id IS NULL OR d.project_id = f.project_id
  END
  AND (d.rule_id IS NULL OR d.rule_id = f.rule_id)
  AND (d.flaws IS NULL OR d.flaws && f.flaw_names)
  AND (d.package IS NULL OR d.package = f.package)`;

/** SQL of the one decision that counts for a finding `f`: the narrowest, then the newest; columns `decision_id`, `verdict`. */
export const decisionInForce = `
  SELECT d.decision_id, d.verdict FROM decisions d WHERE ${decisionApplies}
  ORDER BY array_position(ARRAY['finding', 'asset', 'flaw', 'project', 'tenant'], d.scope), d.decision_id DESC LIMIT 1`;

/** SQL of the status of a finding `f` that somebody sees, with the decision in force as `d`. */
export const seenStatus = `
  coalesce(d.verdict, CASE
    WHEN f.details->>'status' = 'accepted' THEN 'accepted'
    WHEN f.reopened_count > 0 THEN 'reopened'
    ELSE 'open' END)`;

/** SQL of the time that a finding `f` may stay open; the project's service level goes before the tenant's. */
export const allowedTime = `
  (SELECT make_interval(days => l.days) FROM service_levels l
    WHERE l.tenant_id = f.tenant_id AND l.severity = f.severity AND l.holder_id IN (f.project_id, f.tenant_id)
    ORDER BY (l.holder_id = f.project_id) DESC LIMIT 1)`;
