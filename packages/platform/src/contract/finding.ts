import { z } from "zod";
import { boundedCount, nextCursor, pageQuery } from "./page.ts";
import { id, moment, severity, slug, text } from "./values.ts";

/** What findings are asked for with: `severity>=high state:open cve:CVE-2021-* -asset:test "言葉"`. */
const findingFilter = z.string().max(2000).default("");
/** Orders that an index serves: the worst first, the newest first, what is due first. */
export const findingSort = z.enum(["worst", "newest", "due"]);
/** What a finding is. */
const findingStatus = z.enum(["open", "reopened", "fixed", "accepted", "false-positive", "excluded"]);
/** What kind of problem a finding is. */
const findingKind = z.enum(["misconfiguration", "vulnerability", "secret", "malware", "activity"]);

/** What a list of findings takes. */
export const findingQuery = pageQuery.extend({
  query: findingFilter,
  sort: findingSort.default("worst"),
  /** `true` counts what the query finds, up to 10,000. */
  count: z.enum(["true", "false"]).default("false"),
});

/** A finding as lists show it. */
export const finding = z.object({
  id,
  kind: findingKind,
  rule: z.string(),
  title: z.string(),
  /** What we call the rule; `null` where it is not ours, and the title is all there is. */
  ruleTitle: text.nullable(),
  subject: z.string(),
  severity,
  /** 0 to 100; the order within a severity. */
  risk: z.int(),
  status: findingStatus,
  project: slug,
  asset: z.object({ id, kind: z.string(), name: z.string() }),
  flaw: z.string().nullable(),
  package: z.string().nullable(),
  fixedIn: z.string().nullable(),
  epss: z.number().nullable(),
  knownExploitedSince: z.iso.date().nullable(),
  firstSeenAt: moment,
  openedAt: moment,
  fixedAt: moment.nullable(),
  dueAt: moment.nullable(),
  assignee: id.nullable(),
  decision: id.nullable(),
});

/** A page of findings. */
export const findingList = z.object({
  findings: z.array(finding),
  next: nextCursor,
  /** There when it was asked for. */
  total: boundedCount.optional(),
});

/** Who says that a finding is there. */
const observation = z.object({
  source: z.string(),
  scope: z.object({ kind: z.string(), parts: z.record(z.string(), z.unknown()) }),
  report: id,
  firstSeenAt: moment,
  lastSeenAt: moment,
  goneAt: moment.nullable(),
});

/** A finding with everything that is known of it. */
export const wholeFinding = finding.extend({
  aliases: z.array(z.string()),
  controls: z.array(z.string()),
  flawNames: z.array(z.string()),
  reopenedCount: z.int(),
  describedBy: z.string(),
  /** Message, remediation, evidence, fix, vulnerability, exception, as the report has them. */
  details: z.record(z.string(), z.unknown()),
  observations: z.array(observation),
});

const facet = z.array(z.object({ value: z.string(), count: z.int() }));

/** How what a query finds is spread; counted over the worst 10,000. */
export const findingFacets = z.object({
  counted: boundedCount,
  severity: facet,
  state: facet,
  kind: facet,
  project: facet,
  rule: facet,
  fix: facet,
});

/** What facets take. */
export const facetQuery = z.strictObject({ query: findingFilter });

/** What the completion of a query takes. */
export const completionQuery = z.strictObject({
  query: z.string().max(2000),
  /** Where the caret stands, in UTF-16 units. */
  caret: z.coerce.number().int().min(0).max(2000),
});

/** What may stand at the caret instead of the characters from `start` to `end`. */
export const queryCompletion = z.object({
  start: z.int(),
  end: z.int(),
  suggestions: z.array(
    z.object({
      text: z.string(),
      title: z.object({ en: z.string(), ja: z.string() }).optional(),
      /** Open findings that have this value, as far as it is a name; at most 1000 are counted. */
      findings: z.int().min(0).max(1000).optional(),
    }),
  ),
  problems: z.array(z.object({ start: z.int(), end: z.int(), message: z.object({ en: z.string(), ja: z.string() }) })),
});
