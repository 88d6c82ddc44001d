import { sql } from "kysely";
import { z } from "zod";
import type { incidentEvents } from "../contract/incident.ts";
import type { TenantTransaction } from "../store/database.ts";
import { readCursor, writeCursor } from "./cursor.ts";

/** Which part of the events is asked for. */
export interface EventPage {
  readonly limit: number;
  readonly cursor: string | undefined;
}

const order = "events";
const keysOfPage = z.tuple([z.string(), z.uuid(), z.string()]);

/** Gives the events that an incident is made of, whole, the first first. */
export async function listIncidentEvents(
  transaction: TenantTransaction,
  incidentId: string,
  { limit, cursor }: EventPage,
): Promise<z.infer<typeof incidentEvents>> {
  const keys = cursor === undefined ? undefined : readCursor(cursor, order, keysOfPage);
  const after =
    keys === undefined ? sql`true` : sql`(happened_at, activity_id, event_id) > (${keys[0]}, ${keys[1]}, ${keys[2]})`;
  const { rows } = await sql<{ activity_id: string; event_id: string; happened_at: string; event: unknown }>`
    SELECT activity_id, event_id, happened_at, event FROM incident_events
    WHERE incident_id = ${incidentId} AND ${after}
    ORDER BY happened_at, activity_id, event_id LIMIT ${limit + 1}`.execute(transaction);
  const shown = rows.slice(0, limit);
  const end = rows.length > limit ? shown.at(-1) : undefined;
  return {
    events: shown.map((row) => ({
      activity: row.activity_id,
      id: row.event_id,
      at: row.happened_at,
      event: row.event,
    })),
    next: end === undefined ? null : writeCursor({ order, keys: [end.happened_at, end.activity_id, end.event_id] }),
  };
}
