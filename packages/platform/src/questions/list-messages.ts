import { sql } from "kysely";
import { z } from "zod";
import { messagePage, type messageQuery } from "../contract/destination.ts";
import type { TenantTransaction } from "../store/database.ts";
import { readCursor, writeCursor } from "./cursor.ts";

type MessagePage = z.infer<typeof messagePage>;

const order = "messages";
const keys = z.tuple([z.int()]);

/** Gives a page of the messages of a destination, the newest first. */
export async function listMessages(
  transaction: TenantTransaction,
  destinationId: string,
  { state, limit, cursor }: z.output<typeof messageQuery>,
): Promise<MessagePage> {
  const before = cursor === undefined ? sql`true` : sql`position < ${readCursor(cursor, order, keys)[0]}`;
  const { rows } = await sql<{ position: number }>`
    SELECT position, message_id AS id, cause_key AS cause, state, attempts, last_error AS problem,
      created_at AS "createdAt", finished_at AS "finishedAt", not_before AS "notBefore", notice
    FROM outbox_messages WHERE destination_id = ${destinationId} AND state = ${state} AND ${before}
    ORDER BY position DESC LIMIT ${limit + 1}`.execute(transaction);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    messages: messagePage.shape.messages.parse(shown),
    next: last === undefined ? null : writeCursor({ order, keys: [last.position] }),
  };
}
