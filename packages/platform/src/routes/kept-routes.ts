import { sql } from "kysely";
import { z } from "zod";
import { id } from "../contract/values.ts";
import { recordAudit } from "../identity/audit.ts";
import type { Principal } from "../identity/principal.ts";
import type { TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import {
  deleteKept,
  isChangedBy,
  type KeptThing,
  keptNotFound,
  nameIsTaken,
  refuseSharing,
  refuseTooMany,
} from "./kept-by-people.ts";
import { defineRoute, type Route } from "./route.ts";

/** Something that people keep under a name. */
export interface KeptKind<Wanted extends { readonly isShared: boolean }, Shown extends z.ZodType> {
  readonly kept: KeptThing;
  /** What one of them is called in paths and in the audit trail. */
  readonly noun: "view" | "dashboard";
  readonly summaries: { readonly keep: string; readonly change: string; readonly forget: string };
  readonly body: z.ZodType<Wanted>;
  readonly answer: Shown;
  /** What is written down, by column; the first one is the name. */
  readonly columnsOf: (wanted: Wanted) => Readonly<Record<string, string>>;
  /** Columns that a person has each combination of once. */
  readonly unique: readonly string[];
  /** Gives one that the caller sees. */
  readonly find: (
    transaction: TenantTransaction,
    principal: Principal,
    keptId: string,
  ) => Promise<z.input<Shown> | undefined>;
}

interface Writing<Wanted> {
  readonly principal: Principal;
  readonly keptId: string;
  readonly wanted: Wanted;
}

/** Defines the routes that keep, change and forget one of a kind. */
export function defineKeptRoutes<Wanted extends { readonly isShared: boolean }, Shown extends z.ZodType>(
  kind: KeptKind<Wanted, Shown>,
): readonly Route[] {
  const { kept, noun, summaries, body, answer } = kind;
  const path = `/api/v1/${noun}s`;
  const parameters = z.object({ [noun]: id });
  return [
    defineRoute({
      method: "POST",
      path,
      summary: summaries.keep,
      permission: "views:save",
      input: { body },
      answer,
      handle: async ({ input, principal, inTenant }) => {
        refuseSharing(principal, input.body.isShared);
        const written = await inTenant(async (transaction) => {
          await refuseTooMany(transaction, kept, principal);
          const writing = { principal, keptId: newId(), wanted: input.body };
          await write(transaction, kind, writing);
          return await audit(transaction, kind, writing, undefined);
        });
        return { status: 201, body: written };
      },
    }),
    defineRoute({
      method: "PUT",
      path: `${path}/:${noun}`,
      summary: summaries.change,
      permission: "views:save",
      input: { parameters, body },
      answer,
      handle: async ({ input, principal, inTenant }) => {
        refuseSharing(principal, input.body.isShared);
        const writing = { principal, keptId: input.parameters[noun] ?? "", wanted: input.body };
        const written = await inTenant(async (transaction) => {
          const before = await kind.find(transaction, principal, writing.keptId);
          await change(transaction, kind, writing);
          return await audit(transaction, kind, writing, before);
        });
        return { body: written };
      },
    }),
    defineRoute({
      method: "DELETE",
      path: `${path}/:${noun}`,
      summary: summaries.forget,
      permission: "views:save",
      input: { parameters },
      answer: z.null(),
      handle: async ({ input, principal, inTenant }) => {
        const keptId = input.parameters[noun] ?? "";
        await inTenant(async (transaction) => {
          await forget(transaction, kind, { keptId, principal });
        });
        return { status: 204, body: null };
      },
    }),
  ];
}

async function write<Wanted extends { readonly isShared: boolean }, Shown extends z.ZodType>(
  transaction: TenantTransaction,
  { kept, columnsOf, unique }: KeptKind<Wanted, Shown>,
  { principal, keptId, wanted }: Writing<Wanted>,
): Promise<void> {
  const columns = Object.entries(columnsOf(wanted));
  const { rows } = await sql`
    INSERT INTO ${sql.table(kept.table)} (tenant_id, ${sql.ref(kept.id)}, owner_id, is_shared,
      ${sql.join(columns.map(([name]) => sql.ref(name)))})
    VALUES (${principal.tenantId}, ${keptId}, ${principal.accountId}, ${wanted.isShared},
      ${sql.join(columns.map(([, value]) => value))})
    ON CONFLICT (tenant_id, owner_id, ${sql.join(unique.map((name) => sql.ref(name)))}) DO NOTHING
    RETURNING 1`.execute(transaction);
  if (rows.length === 0) throw nameIsTaken(columns[0]?.[1] ?? "");
}

async function change<Wanted extends { readonly isShared: boolean }, Shown extends z.ZodType>(
  transaction: TenantTransaction,
  { kept, columnsOf, unique }: KeptKind<Wanted, Shown>,
  { principal, keptId, wanted }: Writing<Wanted>,
): Promise<void> {
  const columns = columnsOf(wanted);
  const isOther = unique.map((name) => sql`o.${sql.ref(name)} = ${columns[name]}`);
  const { rows } = await sql<{ isTaken: boolean }>`
    SELECT EXISTS (
      SELECT FROM ${sql.table(kept.table)} o WHERE o.owner_id = k.owner_id AND ${sql.join(isOther, sql` AND `)}
        AND o.${sql.ref(kept.id)} <> k.${sql.ref(kept.id)}
    ) AS "isTaken"
    FROM ${sql.table(kept.table)} k WHERE k.${sql.ref(kept.id)} = ${keptId} AND ${isChangedBy(principal)}
    FOR UPDATE`.execute(transaction);
  const [found] = rows;
  if (found === undefined) throw keptNotFound(keptId);
  if (found.isTaken) throw nameIsTaken(Object.values(columns)[0] ?? "");
  const changes = Object.entries(columns).map(([name, value]) => sql`${sql.ref(name)} = ${value}`);
  await sql`
    UPDATE ${sql.table(kept.table)} SET ${sql.join(changes)}, is_shared = ${wanted.isShared}, changed_at = now()
    WHERE ${sql.ref(kept.id)} = ${keptId}`.execute(transaction);
}

async function forget<Wanted extends { readonly isShared: boolean }, Shown extends z.ZodType>(
  transaction: TenantTransaction,
  { kept, noun, find }: KeptKind<Wanted, Shown>,
  { principal, keptId }: Pick<Writing<Wanted>, "principal" | "keptId">,
): Promise<void> {
  const before = await find(transaction, principal, keptId);
  if (!(await deleteKept(transaction, kept, { keptId, principal }))) throw keptNotFound(keptId);
  const event = { action: `${noun}.delete`, subject: keptId, before };
  await recordAudit(transaction, principal.tenantId, principal, event);
}

async function audit<Wanted extends { readonly isShared: boolean }, Shown extends z.ZodType>(
  transaction: TenantTransaction,
  { noun, columnsOf, find }: KeptKind<Wanted, Shown>,
  { principal, keptId, wanted }: Writing<Wanted>,
  before: z.input<Shown> | undefined,
): Promise<z.input<Shown>> {
  const [named] = Object.entries(columnsOf(wanted));
  const details = { ...(named === undefined ? {} : { [named[0]]: named[1] }), isShared: wanted.isShared };
  const written = await find(transaction, principal, keptId);
  if (written === undefined) throw keptNotFound(keptId);
  const event = { action: `${noun}.save`, subject: keptId, details, before, after: written };
  await recordAudit(transaction, principal.tenantId, principal, event);
  return written;
}
