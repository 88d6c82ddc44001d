import { z } from "zod";
import { assetChain } from "./asset.ts";
import { decision } from "./decision.ts";
import { finding, wholeFinding } from "./finding.ts";
import { findingWork } from "./finding-work.ts";
import { boundedCount } from "./page.ts";
import { id, severity, text } from "./values.ts";

/** What we say of a rule of ours, in both languages. */
export const ruleTexts = z.object({
  id: z.string(),
  title: text,
  severity,
  why: text,
  remediation: text,
  /** The documents that ask the question. */
  sources: z.array(z.string()),
  /** The same question in other tools, `tool:ID`. */
  aliases: z.array(z.string()),
});

/** A control that asks for what a finding lacks. */
export const askingControl = z.object({
  /** `FRAMEWORK@VERSION#CONTROL`. */
  id: z.string(),
  framework: z.object({ id: z.string(), title: text, source: z.string() }),
  control: z.string(),
  title: text,
});

/** What one tool says of the finding, in its own words and with its own severity. */
export const findingWitness = z.object({
  source: z.string(),
  version: z.string().nullable(),
  rule: z.string().nullable(),
  /** The tool's own word. */
  severity: z.string().nullable(),
  title: z.string().nullable(),
  message: z.string().nullable(),
  remediation: z.string().nullable(),
  references: z.array(z.string()),
});

/** Everything that the page of a finding shows, in one answer. */
export const findingPage = z.object({
  finding: wholeFinding,
  /** `null` where the rule is not ours: then the finding's own texts are all there is. */
  rule: ruleTexts.nullable(),
  controls: z.array(askingControl),
  witnesses: z.array(findingWitness),
  work: findingWork,
  /** Decisions that are or were about it, the newest first; up to 100. */
  decisions: z.array(decision),
  /** The same problem in other places, the worst first; up to 20. */
  elsewhere: z.object({
    /** Finds them all in the list of findings. */
    query: z.string(),
    count: boundedCount,
    findings: z.array(finding),
  }),
  chain: assetChain,
  /** Who the ids of accounts in this answer are. */
  people: z.array(z.object({ id, name: z.string(), email: z.string() })),
});
