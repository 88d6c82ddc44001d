import { z } from "zod";

const maxExcerpt = 65_536;
const maxText = 65_536;

const location = z.object({
  path: z.string().max(4096),
  startLine: z.int().optional(),
  startColumn: z.int().optional(),
  endLine: z.int().optional(),
  endColumn: z.int().optional(),
  pointer: z.string().max(4096).optional(),
  layer: z.string().max(200).optional(),
});

const vulnerability = z.looseObject({
  flaw: z.string().min(1).max(200),
  advisory: z.string().max(200),
  aliases: z.array(z.string().max(200)).max(1000),
  package: z.string().max(2000),
  name: z.string().max(500),
  installed: z.string().max(500),
  fixedIn: z.string().max(500).optional(),
  score: z.number().optional(),
  rating: z.string().max(50).optional(),
  risk: z.number().min(0).max(100).optional(),
  knownExploited: z.unknown().optional(),
});

/** What a tool says of a finding in its own words. When it saw it last is no part of what it says. */
const reportedWitness = z.object({
  tool: z.string().min(1).max(200),
  version: z.string().max(200).optional(),
  rule: z.string().max(500),
  severity: z.string().max(200).optional(),
  title: z.string().max(maxText),
  message: z.string().max(maxText),
  remediation: z.string().max(maxText).optional(),
  status: z.string().max(200).optional(),
  references: z.array(z.string().max(4096)).max(1000).optional(),
  weaknesses: z.array(z.string().max(200)).max(1000).optional(),
  firstSeen: z.string().max(40).optional(),
});

/** What a tool says of a finding in its own words. */
export type ReportedWitness = z.infer<typeof reportedWitness>;

/** A finding as a report has it, with what the platform relies on; the rest is kept as it is. */
export const reportedFinding = z.object({
  kind: z.enum(["misconfiguration", "vulnerability", "secret", "malware", "activity"]),
  rule: z.object({
    id: z.string().min(1).max(500),
    aliases: z.array(z.string().max(500)).max(1000),
    controls: z.array(z.string().max(500)).max(1000),
  }),
  severity: z.enum(["critical", "high", "medium", "low", "info"]),
  title: z.string().max(2000),
  message: z.string().max(maxText),
  remediation: z.string().max(maxText),
  subject: z.string().max(4096),
  evidence: z
    .array(
      z.object({
        location,
        excerpt: z.string().max(maxExcerpt).optional(),
        message: z.string().max(maxText).optional(),
      }),
    )
    .max(10_000),
  fix: z.unknown().optional(),
  status: z.enum(["open", "accepted"]),
  exception: z
    .object({
      reason: z.string().max(maxText),
      owner: z.string().max(500).optional(),
      expires: z.string().max(40).optional(),
      justification: z.string().max(200).optional(),
      by: z.string().max(40).optional(),
    })
    .optional(),
  vulnerability: vulnerability.optional(),
  activity: z.looseObject({}).optional(),
  witnesses: z.array(reportedWitness).max(100).optional(),
});

/** A finding as a report has it. */
export type ReportedFinding = z.infer<typeof reportedFinding>;

const lifeCycleThing = z.object({
  kind: z.string().min(1).max(100),
  name: z.string().min(1).max(1000),
  digest: z.string().max(200).optional(),
});

/** How two things hang together, as a report says it. */
const reportedRelation = z.object({
  from: lifeCycleThing,
  kind: z.enum(["builds", "is-based-on", "runs"]),
  to: lifeCycleThing,
});

/** How two things hang together, as a report says it. */
export type ReportedRelation = z.infer<typeof reportedRelation>;

/** What a report says before its findings. */
export const reportHead = z.object({
  producer: z.object({ name: z.string().min(1).max(200), version: z.string().max(200) }),
  target: z.looseObject({
    kind: z.string().min(1).max(100),
    name: z.string().min(1).max(1000),
    digest: z.string().max(200).optional(),
    image: z.looseObject({ tags: z.array(z.string().min(1).max(1000)).max(100).optional() }).optional(),
  }),
  coverage: z
    .array(
      z.object({
        plugin: z.string(),
        ended: z.enum(["done", "partial", "skipped", "failed"]),
        reason: z.string().optional(),
      }),
    )
    .max(10_000),
  relations: z.array(reportedRelation).max(100_000).optional(),
  /** Documents of other tools that it was made of. */
  origins: z
    .array(
      z.object({
        tool: z.string().min(1).max(200),
        format: z.string().max(200).optional(),
        findings: z.int(),
        packages: z.int().optional(),
      }),
    )
    .max(10_000)
    .optional(),
  /** What could not be read; nothing hangs on them. */
  diagnostics: z
    .array(
      z.object({
        code: z.string().max(200),
        level: z.enum(["error", "warning", "info"]),
        message: z.string(),
        location: z
          .object({ path: z.string().optional(), startLine: z.int().optional(), pointer: z.string().optional() })
          .optional(),
      }),
    )
    .optional()
    .catch(undefined),
});

/** What a report says before its findings. */
export type ReportHead = z.infer<typeof reportHead>;
