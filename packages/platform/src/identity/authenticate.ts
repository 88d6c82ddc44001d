import { timingSafeEqual } from "node:crypto";
import { sql } from "kysely";
import { SekishoError } from "sekisho";
import { z } from "zod";
import type { Permission } from "../contract/permission.ts";
import { permission, role } from "../contract/values.ts";
import { makeNetworkList } from "../outbox/network-list.ts";
import type { Database, TenantTransaction } from "../store/database.ts";
import { type ApiKeyToken, readApiKey } from "./api-key-token.ts";
import {
  customPermissions,
  permissionsByProject,
  permissionsHeld,
  rolesInProjects,
  union,
} from "./held-permissions.ts";
import { noteRefusedCredential } from "./note-refused-credential.ts";
import type { ApiKeyPrincipal, Principal } from "./principal.ts";
import { readSessionToken, type SessionToken } from "./session-token.ts";

/** A session that nobody uses ends after so many hours. */
const idleHours = 12;
/** What is delicate wants that somebody showed who they are within so many minutes. */
const proofMinutes = 10;
const noPermissions: ReadonlySet<Permission> = new Set();
const permissionList = z.array(permission);

/** What a request says of who sends it. */
export interface Credentials {
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
  /** Where it comes from. */
  readonly address: string;
}

/**
 * Finds out who asks: a key before a session.
 *
 * @throws {SekishoError} `not-signed-in` when there is neither, or it is forged, expired or revoked; which of them is not
 *   said.
 */
export async function authenticate(database: Database, credentials: Credentials): Promise<Principal> {
  const { authorization, cookie } = credentials;
  if (authorization !== undefined) {
    const [scheme = "", key = ""] = authorization.split(" ", 2);
    const token = scheme.toLowerCase() === "bearer" ? readApiKey(key) : undefined;
    const found = token === undefined ? undefined : await findKey(database, token, credentials.address);
    if (found?.kind === "api-key") return found;
    if (found !== undefined && token !== undefined) {
      const { tenantId } = token;
      await noteRefusedCredential(database, { ...found, tenantId, kind: "api-key", address: credentials.address });
    }
    throw refused();
  }
  const token = readSessionToken(cookie);
  const principal = token === undefined ? undefined : await findSession(database, token);
  if (principal === undefined) throw refused();
  return principal;
}

/** Why a key is not taken. */
interface RefusedKey {
  readonly kind: "refused";
  /** Left out where the tenant has no such key. */
  readonly id?: string;
  readonly reason: "unknown" | "secret" | "revoked" | "expired" | "network" | "maker";
}

function findKey(
  database: Database,
  { tenantId, keyId, hash }: ApiKeyToken,
  address: string,
): Promise<ApiKeyPrincipal | RefusedKey> {
  return database.inTenant({ tenantId }, async (transaction) => {
    const key = await transaction
      .selectFrom("api_keys")
      .innerJoin("accounts", (join) =>
        join
          .onRef("accounts.tenant_id", "=", "api_keys.tenant_id")
          .onRef("accounts.account_id", "=", "api_keys.created_by"),
      )
      .select(["secret_hash", "permissions", "project_id", "created_by", "role", "networks", "is_limited"])
      .select(sql<Buffer | null>`CASE WHEN previous_until > now() THEN previous_hash END`.as("previous_hash"))
      .select(rolesInProjects.as("project_roles"))
      .select(customPermissions.as("custom_permissions"))
      .select(sql<boolean>`used_at IS NULL OR used_at < now() - interval '1 minute'`.as("is_use_old"))
      .select(sql<boolean>`revoked_at IS NOT NULL`.as("is_revoked"))
      .select(sql<boolean>`expires_at IS NOT NULL AND expires_at <= now()`.as("is_expired"))
      .select(sql<boolean>`accounts.disabled_at IS NOT NULL`.as("is_maker_shut"))
      .where("key_id", "=", keyId)
      .executeTakeFirst();
    if (key === undefined) return { kind: "refused", reason: "unknown" };
    if (!isSecretOf(key, hash)) return { kind: "refused", id: keyId, reason: "secret" };
    if (key.is_revoked) return { kind: "refused", id: keyId, reason: "revoked" };
    if (key.is_expired) return { kind: "refused", id: keyId, reason: "expired" };
    if (key.networks !== null && !makeNetworkList(key.networks, "networks")(address)) {
      return { kind: "refused", id: keyId, reason: "network" };
    }
    // Whoever made the key may have lost rights since.
    const allowed = key.is_limited
      ? permissionsByProject(key.project_roles).get(key.project_id ?? "")
      : permissionsHeld(role.parse(key.role), key.custom_permissions);
    if (key.is_maker_shut || allowed === undefined) return { kind: "refused", id: keyId, reason: "maker" };
    if (key.is_use_old) await touchKey(transaction, keyId);
    return {
      kind: "api-key",
      tenantId,
      keyId,
      accountId: key.created_by,
      permissions: new Set(permissionList.parse(key.permissions).filter((one) => allowed.has(one))),
      projectId: key.project_id ?? undefined,
    };
  });
}

async function touchKey(transaction: TenantTransaction, keyId: string): Promise<void> {
  await transaction.updateTable("api_keys").set({ used_at: sql`now()` }).where("key_id", "=", keyId).execute();
}

function findSession(database: Database, { tenantId, hash }: SessionToken): Promise<Principal | undefined> {
  return database.inTenant({ tenantId }, async (transaction) => {
    const session = await transaction
      .selectFrom("sessions")
      .innerJoin("accounts", (join) =>
        join
          .onRef("accounts.tenant_id", "=", "sessions.tenant_id")
          .onRef("accounts.account_id", "=", "sessions.account_id"),
      )
      .select(["accounts.account_id", "role", "is_limited"])
      .select(rolesInProjects.as("project_roles"))
      .select(customPermissions.as("custom_permissions"))
      .select(sql<boolean>`proved_at > now() - make_interval(mins => ${proofMinutes})`.as("is_proved"))
      .select(sql<boolean>`${lacksFactor}`.as("lacks_factor"))
      .select(sql<boolean>`used_at < now() - interval '1 minute'`.as("is_use_old"))
      .where("token_hash", "=", hash)
      .where("disabled_at", "is", null)
      .where("expires_at", ">", sql<string>`now()`)
      .where("used_at", ">", sql<string>`now() - make_interval(hours => ${idleHours})`)
      .executeTakeFirst();
    if (session === undefined) return undefined;
    if (session.is_use_old) {
      await transaction.updateTable("sessions").set({ used_at: sql`now()` }).where("token_hash", "=", hash).execute();
    }
    const accountRole = role.parse(session.role);
    const projects = session.is_limited ? permissionsByProject(session.project_roles) : undefined;
    const allowed =
      projects === undefined ? permissionsHeld(accountRole, session.custom_permissions) : union(projects.values());
    return {
      kind: "account",
      tenantId,
      accountId: session.account_id,
      role: accountRole,
      permissions: session.lacks_factor ? noPermissions : allowed,
      projects,
      isProved: session.is_proved,
      mustSetUpFactor: session.lacks_factor,
    };
  });
}

/** A key that is being changed has two secrets for a while. */
function isSecretOf(
  key: { readonly secret_hash: Buffer; readonly previous_hash: Buffer | null },
  hash: Buffer,
): boolean {
  const isCurrent = timingSafeEqual(key.secret_hash, hash);
  return isCurrent || (key.previous_hash !== null && timingSafeEqual(key.previous_hash, hash));
}

/** Whoever came through another gate, or with a second factor, showed enough; a password alone may not be. */
const lacksFactor = sql`came_by = 'password'
  AND EXISTS (SELECT FROM sign_in_rules WHERE second_factor_from <= now())
  AND NOT EXISTS (SELECT FROM one_time_codes o WHERE o.account_id = accounts.account_id AND o.confirmed_at IS NOT NULL)
  AND NOT EXISTS (SELECT FROM passkeys p WHERE p.account_id = accounts.account_id)`;

function refused(): SekishoError {
  return new SekishoError("not-signed-in", {
    en: "sign in, or send a valid API key as: Authorization: Bearer KEY",
    ja: "サインインするか、有効な API キーを Authorization: Bearer KEY の形で送信してください。",
  });
}
