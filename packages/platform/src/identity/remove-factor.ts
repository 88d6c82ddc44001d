import { SekishoError } from "sekisho";
import type { TenantTransaction } from "../store/database.ts";
import { recordAudit } from "./audit.ts";
import type { AccountPrincipal } from "./principal.ts";
import { type Factors, hasSecondFactor, readFactors } from "./second-factor.ts";
import { findDemand } from "./sign-in-rules.ts";

/** Which factor goes. */
export type RemovedFactor =
  | { readonly kind: "one-time-code" }
  | { readonly kind: "passkey"; readonly passkeyId: string };

/**
 * Takes a second factor off an account; with the last one go the recovery codes.
 *
 * @throws {SekishoError} `record-not-found`, or `record-conflict` for the last one where the tenant demands one.
 */
export async function removeFactor(
  transaction: TenantTransaction,
  account: AccountPrincipal,
  removed: RemovedFactor,
): Promise<void> {
  const { tenantId, accountId } = account;
  const left = without(await readFactors(transaction, accountId), removed);
  if (left === undefined) throw notFound();
  const isLast = !hasSecondFactor(left);
  if (isLast && (await findDemand(transaction)) !== null) throw isDemanded();
  if (removed.kind === "one-time-code") {
    await transaction.deleteFrom("one_time_codes").where("account_id", "=", accountId).execute();
  } else {
    await transaction
      .deleteFrom("passkeys")
      .where("account_id", "=", accountId)
      .where("passkey_id", "=", removed.passkeyId)
      .execute();
  }
  if (isLast) await transaction.deleteFrom("recovery_codes").where("account_id", "=", accountId).execute();
  const event = { action: "second-factor.remove", subject: accountId, before: { factor: removed.kind, isLast } };
  await recordAudit(transaction, tenantId, account, event);
}

/** What is left; `undefined` when there is no such factor. */
function without(factors: Factors, removed: RemovedFactor): Factors | undefined {
  if (removed.kind === "one-time-code") {
    return factors.oneTimeCodeSince === null ? undefined : { ...factors, oneTimeCodeSince: null };
  }
  const passkeys = factors.passkeys.filter((passkey) => passkey.id !== removed.passkeyId);
  return passkeys.length === factors.passkeys.length ? undefined : { ...factors, passkeys };
}

function notFound(): SekishoError {
  return new SekishoError("record-not-found", {
    en: "there is no such second factor",
    ja: "該当する第 2 要素はありません。",
  });
}

function isDemanded(): SekishoError {
  return new SekishoError("record-conflict", {
    en: "the tenant demands a second factor, and this is the last one: add another one first",
    ja: "このテナントでは第 2 要素が必須です。先に別の第 2 要素を追加してください。",
  });
}
