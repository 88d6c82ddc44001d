import { sql } from "kysely";
import { z } from "zod";
import type { TenantTransaction } from "../store/database.ts";

/** Name of the notification that something changed that people may be looking at. */
export const liveChannel = "sekisho_live";

const liveEvent = z.object({
  tenant: z.string(),
  project: z.string(),
  kind: z.enum(["report", "incident"]),
  id: z.string(),
});

/** Something that changed: whoever shows it reads it again. */
export type LiveEvent = z.infer<typeof liveEvent>;

/** Tells everybody who looks, when the transaction is done. */
export async function tellLive(transaction: TenantTransaction, event: LiveEvent): Promise<void> {
  await sql`SELECT pg_notify(${liveChannel}, ${JSON.stringify(event)})`.execute(transaction);
}

/** Hands on what changed to those who look. */
export class LiveRoom {
  readonly #listeners = new Set<(event: LiveEvent | undefined) => void>();

  /** Hears of every change; `undefined` where some may have been missed. Gives what ends it. */
  listen(listener: (event: LiveEvent | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** How many listen. */
  count(): number {
    return this.#listeners.size;
  }

  /** Hands on a notification of the database; an empty one where some may have been missed. */
  call(payload: string): void {
    const event = parse(payload);
    if (event === undefined && payload !== "") return;
    for (const listener of this.#listeners) listener(event);
  }
}

function parse(payload: string): LiveEvent | undefined {
  try {
    const read = liveEvent.safeParse(JSON.parse(payload));
    return read.success ? read.data : undefined;
  } catch {
    // Nothing of ours.
    return undefined;
  }
}
