import { createHash } from "node:crypto";
import type { JWTPayload } from "jose";
import { sql } from "kysely";
import { SekishoError } from "sekisho";
import { z } from "zod";
import type { Permission } from "../../contract/permission.ts";
import { permission } from "../../contract/values.ts";
import type { Database, TenantTransaction } from "../../store/database.ts";
import { newId } from "../../store/uuid.ts";
import { makeApiKey } from "../api-key-token.ts";
import { recordAudit } from "../audit.ts";
import { noteRefusedCredential } from "../note-refused-credential.ts";
import { findTenant } from "../sign-in.ts";
import type { IssuerKeys } from "./issuer-keys.ts";
import { matchesClaims, type WantedClaims } from "./match-claims.ts";

/** A rule with what it gives. */
interface TrustRule {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly audience: string;
  readonly claims: WantedClaims;
  readonly permissions: Permission[];
  readonly projectId: string | null;
  readonly project: string | null;
  readonly createdBy: string;
}

/** A pipeline that signs in. */
export interface PipelineAttempt {
  readonly tenant: string;
  readonly token: string;
  readonly address: string;
}

/** A key for some minutes. */
export interface PipelineKey {
  readonly key: string;
  readonly expiresInSeconds: number;
  readonly permissions: Permission[];
  readonly project: string | null;
}

const keyMinutes = 15;
const longestName = 200;
const storedClaims = z.record(z.string(), z.string());
const storedPermissions = z.array(permission);

/**
 * Gives a key for some minutes to a pipeline whose token one of the tenant's rules trusts. Only issuers that a rule names
 * are asked for their keys.
 *
 * @throws {SekishoError} `not-signed-in` for every token that is not trusted, whatever the reason.
 */
export async function signInPipeline(
  database: Database,
  issuerKeys: IssuerKeys,
  { tenant, token, address }: PipelineAttempt,
): Promise<PipelineKey> {
  const said = readSaid(token);
  const tenantId = await findTenant(database, tenant);
  if (tenantId === undefined) throw notTrusted(undefined);
  try {
    const { iss: issuer } = said;
    const rules =
      issuer === undefined
        ? []
        : await database.inTenant({ tenantId }, (transaction) => readRules(transaction, issuer));
    const { rule, claims } = await findTrusting(issuerKeys, rules, token);
    return await database.inTenant({ tenantId }, async (transaction) => {
      await useToken(transaction, tenantId, { token, expiresAt: claims.exp ?? 0 });
      return await giveKey(transaction, { tenantId, rule, subject: claims.sub ?? "", address });
    });
  } catch (error) {
    if (!(error instanceof TokenRefusal)) throw error;
    const claims = { ...(said.iss === undefined ? {} : { issuer: said.iss }), ...nameOf(said) };
    await noteRefusedCredential(database, { tenantId, kind: "pipeline", reason: error.reason, address, claims });
    throw notTrusted(error.cause);
  }
}

/** What a token says of itself before anything of it is believed: whom to look for, and what is on record of it. */
const saidClaims = z.object({
  iss: z.string().optional().catch(undefined),
  sub: z.string().optional().catch(undefined),
});

function readSaid(token: string): z.infer<typeof saidClaims> {
  const [, payload = ""] = token.split(".", 3);
  try {
    return saidClaims.safeParse(JSON.parse(Buffer.from(payload, "base64url").toString())).data ?? {};
  } catch {
    // No JSON, no issuer: such a token is refused as every other that is not trusted.
    return {};
  }
}

function nameOf({ sub }: z.infer<typeof saidClaims>): { readonly subject?: string } {
  return sub === undefined ? {} : { subject: sub };
}

/** Why a token is not taken: the trail tells it, the answer does not. */
class TokenRefusal extends Error {
  /** `issuer`: no rule names it. `token`: signature, time or audience. `claims`: no rule trusts them. `used`: it was. */
  readonly reason: "issuer" | "token" | "claims" | "used";

  constructor(reason: TokenRefusal["reason"], cause?: unknown) {
    super(`token refused: ${reason}`, { cause });
    this.name = "TokenRefusal";
    this.reason = reason;
  }
}

async function findTrusting(
  issuerKeys: IssuerKeys,
  rules: readonly TrustRule[],
  token: string,
): Promise<{ readonly rule: TrustRule; readonly claims: JWTPayload }> {
  let refusal = new TokenRefusal("issuer");
  for (const rule of rules) {
    try {
      const claims = await issuerKeys.verify(token, rule);
      if (matchesClaims(claims, rule.claims)) return { rule, claims };
      refusal = new TokenRefusal("claims");
    } catch (error) {
      if (refusal.reason !== "claims") refusal = new TokenRefusal("token", error);
    }
  }
  throw refusal;
}

async function readRules(transaction: TenantTransaction, issuer: string): Promise<readonly TrustRule[]> {
  const rows = await transaction
    .selectFrom("trust_rules")
    .leftJoin("projects", (join) =>
      join
        .onRef("projects.tenant_id", "=", "trust_rules.tenant_id")
        .onRef("projects.project_id", "=", "trust_rules.project_id"),
    )
    .select(["rule_id as id", "trust_rules.name", "issuer", "audience", "claims", "permissions"])
    .select(["trust_rules.project_id as projectId", "projects.name as project", "created_by as createdBy"])
    .where("issuer", "=", issuer)
    .orderBy("rule_id")
    .execute();
  return rows.map((row) => ({
    ...row,
    claims: storedClaims.parse(row.claims),
    permissions: storedPermissions.parse(row.permissions),
  }));
}

/**
 * Whoever reads a token in a log comes too late. A token is known by what was signed: one signature has several spellings,
 * and some kinds of keys give several signatures.
 */
async function useToken(
  transaction: TenantTransaction,
  tenantId: string,
  { token, expiresAt }: { readonly token: string; readonly expiresAt: number },
): Promise<void> {
  await transaction.deleteFrom("used_tokens").where("expires_at", "<", sql<string>`now()`).execute();
  const hash = createHash("sha256")
    .update(token.slice(0, token.lastIndexOf(".")))
    .digest();
  const used = await transaction
    .insertInto("used_tokens")
    .values({
      tenant_id: tenantId,
      token_hash: hash,
      // As long as clocks that differ would still take it.
      expires_at: sql`to_timestamp(${expiresAt}) + interval '5 minutes'`,
    })
    .onConflict((conflict) => conflict.columns(["tenant_id", "token_hash"]).doNothing())
    .executeTakeFirst();
  if (used.numInsertedOrUpdatedRows !== 1n) throw new TokenRefusal("used");
}

interface GivenKey {
  readonly tenantId: string;
  readonly rule: TrustRule;
  readonly subject: string;
  readonly address: string;
}

async function giveKey(
  transaction: TenantTransaction,
  { tenantId, rule, subject, address }: GivenKey,
): Promise<PipelineKey> {
  await transaction
    .deleteFrom("api_keys")
    .where("trust_rule_id", "is not", null)
    .where("expires_at", "<", sql<string>`now() - interval '1 day'`)
    .execute();
  const { id, permissions, projectId, project, createdBy } = rule;
  const made = makeApiKey(tenantId, newId());
  await transaction
    .insertInto("api_keys")
    .values({
      tenant_id: tenantId,
      key_id: made.keyId,
      name: `${rule.name}: ${subject}`.slice(0, longestName),
      secret_hash: made.hash,
      permissions,
      project_id: projectId,
      created_by: createdBy,
      expires_at: sql`now() + make_interval(mins => ${keyMinutes})`,
      trust_rule_id: id,
    })
    .execute();
  const event = { action: "pipeline.sign-in", subject: made.keyId, details: { rule: id, subject } };
  await recordAudit(transaction, tenantId, { kind: "platform", address }, event);
  return { key: made.text, expiresInSeconds: keyMinutes * 60, permissions, project };
}

/** Why a token is not trusted stands in nobody's answer. */
function notTrusted(cause: unknown): SekishoError {
  return new SekishoError(
    "not-signed-in",
    {
      en: "no rule of the tenant trusts this token: issuer, audience, claims, time or signature do not fit, or it was used",
      ja: "このトークンを信頼するルールがありません。発行者、対象者、クレーム、有効期限、署名、使用済みかどうかを確認してください。",
    },
    cause === undefined ? {} : { cause },
  );
}
