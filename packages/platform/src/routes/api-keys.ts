import { sql } from "kysely";
import { SekishoError } from "sekisho";
import { z } from "zod";
import { type apiKey, apiKeyList, keyRotation, madeApiKey, newApiKey } from "../contract/api-key.ts";
import { id, permission } from "../contract/values.ts";
import { makeApiKey } from "../identity/api-key-token.ts";
import { recordAudit } from "../identity/audit.ts";
import type { Principal } from "../identity/principal.ts";
import type { TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import { getProjectId } from "./projects.ts";
import { defineRoute, type Route } from "./route.ts";

const permissionList = z.array(permission);

/** Keys for programs. */
export const apiKeyRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/api-keys",
    summary: "Lists the API keys, without their secrets.",
    permission: "keys:manage",
    input: {},
    answer: apiKeyList,
    handle: async ({ inTenant }) => ({
      body: { apiKeys: await inTenant((transaction) => readKeys(transaction, undefined)) },
    }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/api-keys",
    summary: "Makes an API key; its secret is in this answer alone.",
    permission: "keys:manage",
    input: { body: newApiKey },
    answer: madeApiKey,
    handle: async ({ input, principal, inTenant }) => {
      const { name, permissions, project, expiresAt, networks } = input.body;
      refuseMore(permissions, principal);
      const made = makeApiKey(principal.tenantId, newId());
      const key = await inTenant(async (transaction) => {
        const projectId = project === undefined ? principal.projectId : await getProjectId(transaction, project);
        await transaction
          .insertInto("api_keys")
          .values({
            tenant_id: principal.tenantId,
            key_id: made.keyId,
            name,
            secret_hash: made.hash,
            permissions: [...new Set(permissions)],
            project_id: projectId ?? null,
            created_by: principal.accountId,
            expires_at: expiresAt ?? null,
            networks: networks ?? null,
          })
          .execute();
        const [row] = await readKeys(transaction, made.keyId);
        const event = { action: "api-key.create", subject: made.keyId, details: { name, permissions }, after: row };
        await recordAudit(transaction, principal.tenantId, principal, event);
        return row;
      });
      if (key === undefined) throw notFound();
      return { status: 201, headers: { "cache-control": "no-store" }, body: { ...key, key: made.text } };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/api-keys/:key/rotation",
    summary: "Gives a key a new secret, in this answer alone; the one before counts for some hours more.",
    permission: "keys:manage",
    input: { parameters: z.object({ key: id }), body: keyRotation },
    answer: madeApiKey,
    handle: async ({ input, principal, inTenant }) => {
      const made = makeApiKey(principal.tenantId, input.parameters.key);
      const { overlapHours } = input.body;
      const key = await inTenant((transaction) => rotate(transaction, principal, { ...made, overlapHours }));
      return { status: 201, headers: { "cache-control": "no-store" }, body: { ...key, key: made.text } };
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/v1/api-keys/:key",
    summary: "Revokes an API key at once.",
    permission: "keys:manage",
    input: { parameters: z.object({ key: id }) },
    answer: z.undefined(),
    handle: async ({ input, principal, inTenant }) => {
      const { key } = input.parameters;
      const isFound = await inTenant(async (transaction) => {
        const [before] = await readKeys(transaction, key);
        const revoked = await transaction
          .updateTable("api_keys")
          .set({ revoked_at: sql`coalesce(revoked_at, now())` })
          .where("key_id", "=", key)
          .executeTakeFirst();
        if (revoked.numUpdatedRows === 0n) return false;
        const event = { action: "api-key.revoke", subject: key, before };
        await recordAudit(transaction, principal.tenantId, principal, event);
        return true;
      });
      if (!isFound) throw notFound();
      return { status: 204, body: undefined };
    },
  }),
];

interface Rotation {
  readonly keyId: string;
  readonly hash: Buffer;
  readonly overlapHours: number;
}

/** Whoever changes a key's secret answers for the key from then on. */
async function rotate(
  transaction: TenantTransaction,
  principal: Principal,
  { keyId, hash, overlapHours }: Rotation,
): Promise<z.infer<typeof apiKey>> {
  const [before] = await readKeys(transaction, keyId);
  if (before === undefined || before.revokedAt !== null) throw notFound();
  refuseMore(before.permissions, principal);
  await transaction
    .updateTable("api_keys")
    .set({
      secret_hash: hash,
      previous_hash: sql`secret_hash`,
      previous_until: sql`now() + make_interval(hours => ${overlapHours})`,
      created_by: principal.accountId,
    })
    .where("key_id", "=", keyId)
    .execute();
  const [after] = await readKeys(transaction, keyId);
  await recordAudit(transaction, principal.tenantId, principal, {
    action: "api-key.rotate",
    subject: keyId,
    details: { overlapHours },
    before,
    after,
  });
  return after ?? before;
}

async function readKeys(transaction: TenantTransaction, keyId: string | undefined): Promise<z.infer<typeof apiKey>[]> {
  const rows = await transaction
    .selectFrom("api_keys")
    .leftJoin("projects", (join) =>
      join
        .onRef("projects.tenant_id", "=", "api_keys.tenant_id")
        .onRef("projects.project_id", "=", "api_keys.project_id"),
    )
    .select([
      "key_id as id",
      "api_keys.name",
      "permissions",
      "projects.name as project",
      "api_keys.created_at as createdAt",
      "expires_at as expiresAt",
      "used_at as usedAt",
      "revoked_at as revokedAt",
      "networks",
    ])
    .select(sql<string | null>`CASE WHEN previous_until > now() THEN previous_until END`.as("previousUntil"))
    .$if(keyId !== undefined, (query) => query.where("key_id", "=", keyId ?? ""))
    .orderBy("api_keys.key_id", "desc")
    .execute();
  return rows.map((row) => ({ ...row, permissions: permissionList.parse(row.permissions) }));
}

/**
 * Refuses to give away more than somebody may do.
 *
 * @throws {SekishoError} `not-permitted`
 */
export function refuseMore(asked: readonly z.infer<typeof permission>[], principal: Principal): void {
  const beyond = asked.filter((one) => !principal.permissions.has(one));
  if (beyond.length === 0) return;
  throw new SekishoError("not-permitted", {
    en: `a key may do no more than its maker: ${beyond.join(", ")}`,
    ja: `作成者が持たない権限は API キーに付与できません: ${beyond.join("、")}`,
  });
}

function notFound(): SekishoError {
  return new SekishoError("record-not-found", {
    en: "there is no such API key",
    ja: "該当する API キーはありません。",
  });
}
