import type { TenantTransaction } from "../../store/database.ts";
import { findStrength, isAsStrong } from "../held-permissions.ts";
import type { Principal } from "../principal.ts";
import { ownerStays, ScimError } from "./scim-error.ts";

/**
 * Refuses to change a member who may do more than whoever made the key: a key does as its maker.
 *
 * @throws {ScimError} 403, for owners always.
 */
export async function refuseStrongerMember(
  transaction: TenantTransaction,
  principal: Principal,
  accountId: string,
): Promise<void> {
  const member = await findStrength(transaction, accountId);
  if (member?.isOwner === true) throw ownerStays();
  const maker = await findStrength(transaction, principal.accountId);
  if (maker !== undefined && member !== undefined && isAsStrong(maker, member)) return;
  throw new ScimError(403, {
    en: "this member may do more than whoever made the key",
    ja: "API キーの作成者より強い権限を持つメンバーは変更できません。",
  });
}
