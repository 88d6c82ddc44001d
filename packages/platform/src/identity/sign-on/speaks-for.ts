import { sql } from "kysely";
import { SekishoError } from "sekisho";
import type { TenantTransaction } from "../../store/database.ts";
import { findStrength, isAsStrong, type Strength, strengthOf } from "../held-permissions.ts";
import type { AccountPrincipal } from "../principal.ts";
import { permissionsOf } from "../role-permissions.ts";

/** How much a provider may vouch for where nobody knew it before: whoever may set one up has at least that. */
export const mostVouchedFor: Strength = { isOwner: false, permissions: permissionsOf("admin") };

/** Tells whether a provider may be believed that it knows an account which was not linked to it before. */
export async function mayBeLinked(transaction: TenantTransaction, accountId: string): Promise<boolean> {
  const strength = await findStrength(transaction, accountId);
  return strength !== undefined && isAsStrong(mostVouchedFor, strength);
}

/**
 * Refuses to say who a provider is to somebody who may do less than those for whom it speaks: whoever holds its keys comes
 * in as each of them.
 *
 * @param providerId Left out for a new provider, to which nobody is linked yet.
 * @throws {SekishoError} `not-permitted`
 */
export async function refuseSpeakingFor(
  transaction: TenantTransaction,
  account: AccountPrincipal,
  providerId?: string,
): Promise<void> {
  const own = strengthOf(account);
  if (own.isOwner) return;
  if (!isAsStrong(own, mostVouchedFor)) throw mayDoLess();
  if (providerId === undefined) return;
  const { rows } = await sql`
    SELECT FROM sign_on_identities i
    JOIN accounts a ON a.tenant_id = i.tenant_id AND a.account_id = i.account_id
    LEFT JOIN custom_roles c ON c.tenant_id = a.tenant_id AND c.role_id = a.custom_role_id
    WHERE i.provider_id = ${providerId}
      AND (a.role = 'owner' OR NOT coalesce(c.permissions <@ ${[...own.permissions]}::text[], true)) LIMIT 1`.execute(
    transaction,
  );
  if (rows.length > 0) throw mayDoLess();
}

function mayDoLess(): SekishoError {
  return new SekishoError("not-permitted", {
    en: "this provider signs in members who may do more than you: somebody who may do as much has to change it",
    ja: "この認証プロバイダーでは自分より強い権限を持つメンバーもサインインできるため、設定を変更する権限がありません。",
  });
}
