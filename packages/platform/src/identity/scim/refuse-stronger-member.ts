import type { TenantTransaction } from "../../store/database.ts";
import { isAsStrong, readStrengths } from "../held-permissions.ts";
import type { Principal } from "../principal.ts";
import { ownerStays, ScimError } from "./scim-error.ts";

/**
 * Refuses to change members of whom one may do more than whoever made the key: a key does as its maker.
 *
 * @throws {ScimError} 403, for owners always.
 */
export async function refuseStrongerMembers(
  transaction: TenantTransaction,
  principal: Principal,
  accountIds: readonly string[],
): Promise<void> {
  const strengths = await readStrengths(transaction, [...accountIds, principal.accountId]);
  const maker = strengths.get(principal.accountId);
  for (const accountId of accountIds) {
    const member = strengths.get(accountId);
    if (member?.isOwner === true) throw ownerStays();
    if (maker === undefined || member === undefined || !isAsStrong(maker, member)) throw mayDoMore();
  }
}

/** The same for one member. @throws {ScimError} 403, for an owner always. */
export async function refuseStrongerMember(
  transaction: TenantTransaction,
  principal: Principal,
  accountId: string,
): Promise<void> {
  await refuseStrongerMembers(transaction, principal, [accountId]);
}

function mayDoMore(): ScimError {
  return new ScimError(403, {
    en: "this member may do more than whoever made the key",
    ja: "API キーの作成者より強い権限を持つメンバーは変更できません。",
  });
}
