import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { SekishoError } from "sekisho";
import type { TenantTransaction } from "../../store/database.ts";
import { recordAudit } from "../audit.ts";
import type { AccountPrincipal } from "../principal.ts";

/** Reads TXT records: a name that has none gives an empty list or throws. */
export type ResolveTexts = (name: string) => Promise<readonly (readonly string[])[]>;

/** A domain that the tenant says is its own. */
export interface ClaimedDomain {
  readonly domain: string;
  readonly recordName: string;
  readonly recordText: string;
  readonly provedAt: string | null;
}

const mostDomains = 100;

/** Reads the domains of the tenant, or one of them. */
export async function readDomains(transaction: TenantTransaction, domain?: string): Promise<ClaimedDomain[]> {
  const rows = await transaction
    .selectFrom("claimed_domains")
    .select(["domain", "token", "proved_at"])
    .$if(domain !== undefined, (query) => query.where("domain", "=", domain ?? ""))
    .orderBy("domain")
    .execute();
  return rows.map((row) => ({
    domain: row.domain,
    recordName: `_sekisho.${row.domain}`,
    recordText: `sekisho-domain=${row.token}`,
    provedAt: row.proved_at,
  }));
}

/** Claims a domain; gives the record that would prove it. Claiming twice gives the same record. */
export async function claimDomain(
  transaction: TenantTransaction,
  account: AccountPrincipal,
  domain: string,
): Promise<ClaimedDomain> {
  const known = await readDomains(transaction);
  if (known.length >= mostDomains) throw tooMany();
  await transaction
    .insertInto("claimed_domains")
    .values({ tenant_id: account.tenantId, domain, token: randomBytes(20).toString("base64url") })
    .onConflict((conflict) => conflict.columns(["tenant_id", "domain"]).doNothing())
    .execute();
  const event = { action: "domain.claim", subject: domain, after: { domain } };
  await recordAudit(transaction, account.tenantId, account, event);
  return await getDomain(transaction, domain);
}

/**
 * Tells whether the record of a claimed domain is there.
 *
 * @throws {SekishoError} `record-conflict` when it is not, or says something else.
 */
export async function findProof({ recordName, recordText }: ClaimedDomain, resolve: ResolveTexts): Promise<void> {
  let records: readonly (readonly string[])[] = [];
  try {
    records = await resolve(recordName);
  } catch {
    // A name that is not there is a domain that is not proved.
  }
  // One record comes in pieces of 255 bytes.
  if (records.some((pieces) => pieces.join("") === recordText)) return;
  throw new SekishoError("record-conflict", {
    en: `expected a TXT record ${recordName} with the text ${recordText}, got ${records.length} others`,
    ja: `TXT レコード ${recordName} に ${recordText} が必要ですが、一致するレコードがありません（取得数: ${records.length}）。`,
  });
}

/** Writes down that a domain is the tenant's. */
export async function proveDomain(
  transaction: TenantTransaction,
  account: AccountPrincipal,
  domain: string,
): Promise<ClaimedDomain> {
  const before = await getDomain(transaction, domain);
  await transaction
    .updateTable("claimed_domains")
    .set({ proved_at: sql`coalesce(proved_at, now())` })
    .where("domain", "=", domain)
    .execute();
  const after = await getDomain(transaction, domain);
  await recordAudit(transaction, account.tenantId, account, {
    action: "domain.prove",
    subject: domain,
    before: { provedAt: before.provedAt },
    after: { provedAt: after.provedAt },
  });
  return after;
}

/** Gives up a domain: nobody comes in with addresses of it any more. */
export async function giveUpDomain(
  transaction: TenantTransaction,
  account: AccountPrincipal,
  domain: string,
): Promise<void> {
  const gone = await transaction
    .deleteFrom("claimed_domains")
    .where("domain", "=", domain)
    .returning(["domain", "proved_at as provedAt"])
    .executeTakeFirst();
  if (gone === undefined) throw noDomain(domain);
  const event = { action: "domain.give-up", subject: domain, before: gone };
  await recordAudit(transaction, account.tenantId, account, event);
}

/** Gives a claimed domain. @throws {SekishoError} `record-not-found` */
export async function getDomain(transaction: TenantTransaction, domain: string): Promise<ClaimedDomain> {
  const [found] = await readDomains(transaction, domain);
  if (found === undefined) throw noDomain(domain);
  return found;
}

/** Tells whether the tenant showed that the domain of an address is its own. */
export async function isDomainProved(transaction: TenantTransaction, email: string): Promise<boolean> {
  const domain = email.slice(email.lastIndexOf("@") + 1);
  const found = await transaction
    .selectFrom("claimed_domains")
    .select("domain")
    .where("domain", "=", domain)
    .where("proved_at", "is not", null)
    .executeTakeFirst();
  return found !== undefined;
}

function noDomain(domain: string): SekishoError {
  return new SekishoError("record-not-found", {
    en: `the domain ${domain} was not claimed`,
    ja: `ドメイン ${domain} は登録されていません。`,
  });
}

function tooMany(): SekishoError {
  return new SekishoError("record-conflict", {
    en: `expected at most ${mostDomains} domains`,
    ja: `ドメインは ${mostDomains} 件まで登録できます。`,
  });
}
