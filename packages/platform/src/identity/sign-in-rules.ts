import { sql } from "kysely";
import { SekishoError } from "sekisho";
import type { TenantTransaction } from "../store/database.ts";
import { recordAudit } from "./audit.ts";
import type { AccountPrincipal } from "./principal.ts";
import { hasSecondFactor, readFactors } from "./second-factor.ts";

/** What is demanded from now on. */
export interface DemandChange {
  readonly isSecondFactorDemanded: boolean;
  /** So many days people have to set one up. */
  readonly graceDays: number;
}

/** Finds from when on the tenant demands a second factor; `null` when it does not. */
export async function findDemand(transaction: TenantTransaction): Promise<string | null> {
  const rules = await transaction.selectFrom("sign_in_rules").select("second_factor_from").executeTakeFirst();
  return rules?.second_factor_from ?? null;
}

/**
 * Changes whether a second factor is demanded; gives from when on. What is demanded already is not put off by asking again
 * for a longer time.
 *
 * @throws {SekishoError} `record-conflict` for somebody who has none and would be shut out first.
 */
export async function changeDemand(
  transaction: TenantTransaction,
  account: AccountPrincipal,
  { isSecondFactorDemanded, graceDays }: DemandChange,
): Promise<string | null> {
  const { tenantId, accountId } = account;
  if (isSecondFactorDemanded && !hasSecondFactor(await readFactors(transaction, accountId))) throw noneOfOneself();
  const before = await findDemand(transaction);
  const from = isSecondFactorDemanded
    ? sql<string>`least(${before}::timestamptz, now() + make_interval(days => ${graceDays}))`
    : null;
  await transaction
    .insertInto("sign_in_rules")
    .values({ tenant_id: tenantId, second_factor_from: from })
    .onConflict((conflict) =>
      conflict.column("tenant_id").doUpdateSet({ second_factor_from: from, changed_at: sql`now()` }),
    )
    .execute();
  const after = await findDemand(transaction);
  await recordAudit(transaction, tenantId, account, {
    action: "sign-in-rules.change",
    subject: tenantId,
    before: { secondFactorFrom: before },
    after: { secondFactorFrom: after },
  });
  return after;
}

function noneOfOneself(): SekishoError {
  return new SekishoError("record-conflict", {
    en: "set up a second factor for yourself before you demand one of everybody",
    ja: "第 2 要素を必須にする前に、自分のアカウントに第 2 要素を設定してください。",
  });
}
