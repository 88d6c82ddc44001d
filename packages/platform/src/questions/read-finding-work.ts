import type { z } from "zod";
import { findingWork } from "../contract/finding-work.ts";
import type { TenantTransaction } from "../store/database.ts";

const maxHistory = 1000;

/** Gives what people and reports did to a finding: comments, tickets and history, the newest first. */
export async function readFindingWork(
  transaction: TenantTransaction,
  finding: string,
  assignee: string | null,
): Promise<z.infer<typeof findingWork>> {
  const comments = await transaction
    .selectFrom("finding_comments")
    .select(["comment_id as id", "author_id as author", "text", "created_at as createdAt"])
    .where("finding_id", "=", finding)
    .orderBy("comment_id", "desc")
    .execute();
  const tickets = await transaction
    .selectFrom("finding_tickets")
    .select(["url", "title"])
    .where("finding_id", "=", finding)
    .orderBy("created_at", "desc")
    .execute();
  const history = await transaction
    .selectFrom("finding_history")
    .select(["at", "change", "actor_kind", "actor_id", "details"])
    .where("finding_id", "=", finding)
    .orderBy("at", "desc")
    .limit(maxHistory)
    .execute();
  return findingWork.parse({
    assignee,
    comments,
    tickets,
    history: history.map((entry) => ({
      at: entry.at,
      change: entry.change,
      actor: { kind: entry.actor_kind, id: entry.actor_id },
      details: entry.details,
    })),
  });
}
