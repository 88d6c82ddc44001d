import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { TenantTransaction } from "../store/database.ts";
import type { AccountPrincipal, ApiKeyPrincipal } from "./principal.ts";

/** What somebody did. */
export interface AuditEvent {
  /** `project.create`, `session.refuse`. */
  readonly action: string;
  /** What it was done to. */
  readonly subject: string;
  /** Never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Who did it: somebody known, somebody unknown, or the platform by itself. */
export type AuditActor =
  | Pick<AccountPrincipal, "kind" | "accountId">
  | Pick<ApiKeyPrincipal, "kind" | "keyId">
  | { readonly kind: "nobody" | "platform" };

/** An entry as it is hashed. */
export interface AuditRecord {
  readonly sequence: number;
  readonly at: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly subject: string;
  readonly details: unknown;
}

const firstHash = Buffer.alloc(32);

/**
 * Adds an entry to the trail of the transaction's tenant. Each entry holds the hash of the one before it: what is changed
 * or taken out later breaks the chain. Entries of a tenant are written one after the other.
 */
export async function recordAudit(
  transaction: TenantTransaction,
  tenantId: string,
  actor: AuditActor,
  event: AuditEvent,
): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`audit:${tenantId}`}, 0))`.execute(transaction);
  const last = await transaction
    .selectFrom("audit_entries")
    .select(["sequence", "hash"])
    .where("tenant_id", "=", tenantId)
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  const { rows } = await sql<{ at: string }>`SELECT clock_timestamp() AS at`.execute(transaction);
  const record: AuditRecord = {
    sequence: (last?.sequence ?? 0) + 1,
    at: rows[0]?.at ?? "",
    actorKind: actor.kind,
    actorId: actorIdOf(actor),
    action: event.action,
    subject: event.subject,
    details: event.details ?? {},
  };
  const previous = last?.hash ?? firstHash;
  await transaction
    .insertInto("audit_entries")
    .values({
      tenant_id: tenantId,
      sequence: record.sequence,
      at: record.at,
      actor_kind: record.actorKind,
      actor_id: record.actorId,
      action: record.action,
      subject: record.subject,
      details: JSON.stringify(record.details),
      previous_hash: previous,
      hash: hashAuditRecord(record, previous),
    })
    .execute();
}

/** Gives the hash of an entry: SHA-256 over the hash before it and the entry's values in a fixed order. */
export function hashAuditRecord(record: AuditRecord, previous: Buffer): Buffer {
  const { sequence, at, actorKind, actorId, action, subject, details } = record;
  const text = JSON.stringify([sequence, at, actorKind, actorId, action, subject, sorted(details)]);
  return createHash("sha256").update(previous).update(text).digest();
}

function actorIdOf(actor: AuditActor): string | null {
  if (actor.kind === "account") return actor.accountId;
  return actor.kind === "api-key" ? actor.keyId : null;
}

/** The database keeps the keys of JSON in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, held]): [string, unknown] => [key, sorted(held)]));
}
