import { z } from "zod";
import { id, moment } from "./values.ts";

/** Who is to repair a finding; `null` is nobody. */
export const assignment = z.strictObject({ assignee: id.nullable() });

/** A comment as it is written. */
export const newComment = z.strictObject({ text: z.string().trim().min(1).max(10_000) });

/** A comment. */
export const comment = z.object({ id, author: id, text: z.string(), createdAt: moment });

/** A link to a ticket elsewhere. Only addresses of the web: a page shows it as a link. */
export const ticket = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2000),
  title: z.string().trim().min(1).max(300),
});

/** One change of a finding. */
const historyEntry = z.object({
  at: moment,
  change: z.string(),
  actor: z.object({ kind: z.enum(["account", "api-key", "platform", "report"]), id: z.string().nullable() }),
  details: z.record(z.string(), z.unknown()),
});

/** What people and reports did to a finding, the newest first. */
export const findingWork = z.object({
  assignee: id.nullable(),
  comments: z.array(comment),
  tickets: z.array(ticket),
  history: z.array(historyEntry),
});
