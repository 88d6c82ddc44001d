import { createHash } from "node:crypto";
import { type Insertable, sql } from "kysely";
import type { AuditEntriesTable } from "../store/account-tables.ts";
import { writeJson } from "../store/copy-rows.ts";
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
  /** What was there before, where something was changed or taken away. Never a secret. */
  readonly before?: unknown;
  /** What is there now. Never a secret. */
  readonly after?: unknown;
}

/** Who did it: somebody known, somebody unknown, or the platform by itself. */
export type AuditActor =
  | Pick<AccountPrincipal, "kind" | "accountId" | "address">
  | Pick<ApiKeyPrincipal, "kind" | "keyId" | "address">
  | { readonly kind: "nobody" | "platform"; readonly address?: string | undefined };

/** An entry as it is hashed. */
export interface AuditRecord {
  /** How it is hashed: 2, or 1 of entries that were written before the trail told addresses. */
  readonly format: number;
  readonly tenantId: string;
  readonly sequence: number;
  readonly at: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly address: string | null;
  readonly action: string;
  readonly subject: string;
  readonly details: unknown;
  /** `null` where there is nothing to tell. */
  readonly before: unknown;
  readonly after: unknown;
}

/** What the first entry follows. */
export const firstHash: Buffer = Buffer.alloc(32);
const newestFormat = 2;
/** Rows of one statement: PostgreSQL takes 65,535 values. */
const entriesAtOnce = 1000;
const recorded = new WeakSet<object>();

/** Tells whether something that somebody did was written down; every request has an actor object of its own. */
export function isOnRecord(actor: AuditActor): boolean {
  return recorded.has(actor);
}

/** Says that what somebody does is written down elsewhere, with who did it: events come by the thousand. */
export function noteElsewhere(actor: AuditActor): void {
  recorded.add(actor);
}

/**
 * Adds an entry to the trail of the transaction's tenant. Each entry holds the hash of the one before it: what is changed
 * or taken out later breaks the chain. Entries of a tenant are written one after the other, and their moments never go
 * back, whatever the clock does.
 */
export async function recordAudit(
  transaction: TenantTransaction,
  tenantId: string,
  actor: AuditActor,
  event: AuditEvent,
): Promise<void> {
  await recordAudits(transaction, tenantId, actor, [event]);
}

/** Adds an entry for each of many things that somebody did at once, in this order. */
export async function recordAudits(
  transaction: TenantTransaction,
  tenantId: string,
  actor: AuditActor,
  events: readonly AuditEvent[],
): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`audit:${tenantId}`}, 0))`.execute(transaction);
  const last = await findEnd(transaction);
  const { rows } = await sql<{ at: string }>`
    SELECT greatest(clock_timestamp(), ${last?.at ?? null}::timestamptz) AS at`.execute(transaction);
  const end = { hash: last?.hash ?? firstHash, sequence: last?.sequence ?? 0, at: rows[0]?.at ?? "" };
  const entries = chain({ tenantId, actor }, events, end);
  for (let start = 0; start < entries.length; start += entriesAtOnce) {
    const some = entries.slice(start, start + entriesAtOnce);
    await transaction.insertInto("audit_entries").values(some).execute();
  }
  recorded.add(actor);
}

/** Makes the rows of entries, each with the hash of the one before it. */
function chain(
  { tenantId, actor }: { readonly tenantId: string; readonly actor: AuditActor },
  events: readonly AuditEvent[],
  end: TrailEnd,
): Insertable<AuditEntriesTable>[] {
  let { hash: previous, sequence } = end;
  return events.map((event) => {
    const details = writeJson(event.details ?? {});
    const before = writeValue(event.before);
    const after = writeValue(event.after);
    sequence++;
    const record: AuditRecord = {
      format: newestFormat,
      tenantId,
      sequence,
      at: end.at,
      actorKind: actor.kind,
      actorId: actorIdOf(actor),
      address: actor.address ?? null,
      action: event.action,
      subject: event.subject.replaceAll("\0", "\u{fffd}").toWellFormed(),
      details: readJson(details),
      before: readJson(before),
      after: readJson(after),
    };
    const hash = hashAuditRecord(record, previous);
    const row = {
      tenant_id: tenantId,
      sequence,
      at: record.at,
      format: record.format,
      actor_kind: record.actorKind,
      actor_id: record.actorId,
      address: record.address,
      action: record.action,
      subject: record.subject,
      details,
      value_before: before,
      value_after: after,
      previous_hash: previous,
      hash,
    };
    previous = hash;
    return row;
  });
}

/** Gives the hash of an entry: SHA-256 over the hash before it and the entry's values in a fixed order. */
export function hashAuditRecord(record: AuditRecord, previous: Buffer): Buffer {
  const { sequence, at, actorKind, actorId, action, subject } = record;
  const details = sorted(record.details);
  const known = [sequence, at, actorKind, actorId, action, subject, details];
  const { format, tenantId, address } = record;
  const values =
    format === 1 ? known : [format, tenantId, ...known, address, sorted(record.before), sorted(record.after)];
  return createHash("sha256").update(previous).update(JSON.stringify(values)).digest();
}

interface TrailEnd {
  readonly sequence: number;
  readonly hash: Buffer;
  readonly at: string;
}

/** Where all entries were forgotten the trail goes on from the anchor that was left. */
async function findEnd(transaction: TenantTransaction): Promise<TrailEnd | undefined> {
  const columns = ["sequence", "hash", "at"] as const;
  const entry = await transaction
    .selectFrom("audit_entries")
    .select(columns)
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  if (entry !== undefined) return entry;
  return await transaction
    .selectFrom("audit_anchors")
    .select(columns)
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
}

function actorIdOf(actor: AuditActor): string | null {
  if (actor.kind === "account") return actor.accountId;
  return actor.kind === "api-key" ? actor.keyId : null;
}

function writeValue(value: unknown): string | null {
  return value === undefined || value === null ? null : writeJson(value);
}

/** What the database gives back is what is hashed: dates and whatever is undefined are gone by then. */
function readJson(text: string | null): unknown {
  const value: unknown = text === null ? null : JSON.parse(text);
  return value;
}

/** The database keeps the keys of JSON in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, held]): [string, unknown] => [key, sorted(held)]));
}
