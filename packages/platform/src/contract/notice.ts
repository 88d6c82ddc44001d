import { z } from "zod";
import { id, moment, severity, text } from "./values.ts";

/** What may have happened to findings and scans. */
export const noticeChange = z.enum(["new", "worse", "overdue", "scan-missing", "incident"]);

/** What happened. */
export type NoticeChange = z.infer<typeof noticeChange>;

const counts = z.object({
  critical: z.int(),
  high: z.int(),
  medium: z.int(),
  low: z.int(),
  info: z.int(),
});

const noticedFinding = z.object({
  id,
  title: z.string(),
  severity,
  status: z.string(),
  change: noticeChange,
  rule: z.string(),
  flaw: z.string().nullable(),
  subject: z.string(),
  project: z.string(),
  asset: z.string(),
  dueAt: moment.nullable(),
});

/** One thing to tell: what a webhook receives, and what the words of all other messages are made of. */
export const notice = z.object({
  /** Of what it tells: an upload, a flaw, a moment. */
  cause: z.string(),
  title: text,
  /** Names of the rules that asked for it. */
  rules: z.array(z.string()),
  at: moment,
  /** Findings by severity; all of them, however few are listed. */
  counts,
  /** The worst of them. */
  findings: z.array(noticedFinding).max(20),
  /** Further sentences, a paragraph each. */
  lines: z.array(text).max(100),
  /** Path of the page that tells more, with its query. */
  path: z.string().nullable(),
});

/** One thing to tell. */
export type Notice = z.infer<typeof notice>;
/** A finding of a notice. */
export type NoticedFinding = z.infer<typeof noticedFinding>;
/** Findings by severity. */
export type NoticeCounts = z.infer<typeof counts>;
