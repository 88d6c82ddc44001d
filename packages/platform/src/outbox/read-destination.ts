import { z } from "zod";
import type { OpenDestination } from "../destinations/sender.ts";
import type { SecretBox } from "../identity/secret-box.ts";
import type { Database } from "../store/database.ts";

const language = z.enum(["en", "ja"]);

/** Whose secret it is: moved to another row it cannot be opened. */
export function secretPurpose(tenantId: string, destinationId: string): string {
  return `destination:${tenantId}:${destinationId}`;
}

/** Reads a destination and opens its secret; `undefined` when there is none any more. */
export async function readDestination(
  database: Database,
  secrets: SecretBox,
  { tenantId, destinationId }: { readonly tenantId: string; readonly destinationId: string },
): Promise<{ readonly kind: string; readonly destination: OpenDestination<unknown> } | undefined> {
  const row = await database.inTenant({ tenantId }, (transaction) =>
    transaction
      .selectFrom("destinations")
      .select(["kind", "settings", "secret", "language"])
      .where("destination_id", "=", destinationId)
      .executeTakeFirst(),
  );
  if (row === undefined) return undefined;
  const secret = row.secret === null ? "" : secrets.open(row.secret, secretPurpose(tenantId, destinationId));
  return { kind: row.kind, destination: { settings: row.settings, secret, language: language.parse(row.language) } };
}
