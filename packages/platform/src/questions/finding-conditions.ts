import { sql } from "kysely";
import type { QueryTerm } from "../contract/query/parse-query.ts";
import { readNamePattern } from "./name-pattern.ts";
import { allOf, anyOf, type Condition, signs } from "./topic-conditions.ts";

/** Conditions on findings `f`, apart from those on their topics and assets. */
export interface CallerOfQuery {
  /** Whom `assignee:me` means. */
  readonly accountId: string;
}

const severityNames = ["critical", "high", "medium", "low", "info"];
/** Literals and not parameters: the planner has to see that a partial index holds all that is asked for. */
const stateConditions: Readonly<Record<string, Condition>> = {
  open: sql<boolean>`f.status IN ('open', 'reopened')`,
  closed: sql<boolean>`f.status NOT IN ('open', 'reopened')`,
  reopened: sql<boolean>`f.status = 'reopened'`,
  fixed: sql<boolean>`(f.status NOT IN ('open', 'reopened') AND f.status = 'fixed')`,
  accepted: sql<boolean>`(f.status NOT IN ('open', 'reopened') AND f.status = 'accepted')`,
  "false-positive": sql<boolean>`(f.status NOT IN ('open', 'reopened') AND f.status = 'false-positive')`,
  excluded: sql<boolean>`(f.status NOT IN ('open', 'reopened') AND f.status = 'excluded')`,
};
const hasFix = sql<boolean>`CASE f.kind WHEN 'vulnerability' THEN f.fixed_in IS NOT NULL ELSE f.details ? 'fix' END`;
const isOverdue = sql<boolean>`(f.due_at IS NOT NULL AND f.due_at < now())`;

/** Gives the condition on a finding `f` that a term asks for, as if it were not negated. */
export function findingCondition(term: QueryTerm, caller: CallerOfQuery): Condition {
  switch (term.kind) {
    case "choice":
      return choiceCondition(term.field, term.values);
    case "name":
      return nameCondition(term.field, term.patterns, caller);
    case "duration": {
      const span = sql`make_interval(secs => ${term.seconds})`;
      // What is older was seen earlier.
      if (term.field === "age") return sql<boolean>`now() - ${span} ${signs[term.sign]} f.first_seen_at`;
      return sql<boolean>`(f.due_at IS NOT NULL AND f.due_at ${signs[term.sign]} now() + ${span})`;
    }
    case "day":
      return dayCondition(term.sign, term.day);
    default:
      return sql<boolean>`false`;
  }
}

function choiceCondition(field: string, values: readonly string[]): Condition {
  if (field === "severity") return severityCondition(values);
  if (field === "state") return anyOf(values.map((value) => stateConditions[value] ?? sql<boolean>`false`));
  if (field === "kind") return sql<boolean>`f.kind = ANY(${values})`;
  const isTrue = field === "overdue" ? isOverdue : hasFix;
  return anyOf(values.map((value) => (value === "yes" ? isTrue : sql<boolean>`NOT (${isTrue})`)));
}

/** Neighbouring severities are a stretch of the rank, by which lists are ordered: the walk begins and ends there. */
function severityCondition(values: readonly string[]): Condition {
  const places = values.map((value) => severityNames.indexOf(value)).toSorted((left, right) => left - right);
  const stretches: { first: number; last: number }[] = [];
  for (const place of places) {
    const stretch = stretches.at(-1);
    if (stretch !== undefined && place <= stretch.last + 1) stretch.last = place;
    else stretches.push({ first: place, last: place });
  }
  if (stretches.length === 0) return sql<boolean>`false`;
  return anyOf(
    stretches.map(({ first, last }) => sql<boolean>`(f.rank >= ${first * 1000} AND f.rank < ${(last + 1) * 1000})`),
  );
}

function nameCondition(field: string, patterns: readonly string[], { accountId }: CallerOfQuery): Condition {
  const likes = patterns.map((pattern) => readNamePattern(pattern).like);
  if (field === "subject") return sql<boolean>`lower(f.subject) LIKE ANY(${likes})`;
  if (field === "project") {
    return sql<boolean>`f.project_id IN (SELECT p.project_id FROM projects p WHERE lower(p.name) LIKE ANY(${likes}))`;
  }
  if (field === "label") return labelCondition(likes);
  return anyOf(
    patterns.map((pattern, index) => {
      if (pattern === "none") return sql<boolean>`f.assignee_id IS NULL`;
      if (pattern === "me") return sql<boolean>`(f.assignee_id IS NOT NULL AND f.assignee_id = ${accountId})`;
      const like = likes[index] ?? "";
      return sql<boolean>`coalesce(f.assignee_id IN (SELECT a.account_id FROM accounts a WHERE a.email LIKE ${like}), false)`;
    }),
  );
}

/** What the newest report of a witness is labelled with is true of everything that the witness sees now. */
function labelCondition(likes: readonly string[]): Condition {
  return sql<boolean>`f.finding_id IN (
    SELECT o.finding_id FROM reports r
    JOIN witnesses w ON w.tenant_id = r.tenant_id AND w.last_report_id = r.report_id
    JOIN observations o ON o.tenant_id = w.tenant_id AND o.witness_id = w.witness_id AND o.gone_at IS NULL
    WHERE EXISTS (SELECT FROM jsonb_each_text(r.labels) AS label
      WHERE lower(label.key || '=' || label.value) LIKE ANY(${likes})))`;
}

function dayCondition(sign: string, day: string): Condition {
  const start = sql`(${day}::date::timestamp AT TIME ZONE 'UTC')`;
  const end = sql`((${day}::date + 1)::timestamp AT TIME ZONE 'UTC')`;
  if (sign === ">=") return sql<boolean>`f.first_seen_at >= ${start}`;
  if (sign === ">") return sql<boolean>`f.first_seen_at >= ${end}`;
  if (sign === "<") return sql<boolean>`f.first_seen_at < ${start}`;
  if (sign === "<=") return sql<boolean>`f.first_seen_at < ${end}`;
  return allOf([sql<boolean>`f.first_seen_at >= ${start}`, sql<boolean>`f.first_seen_at < ${end}`]);
}
