import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import { z } from "zod";
import type { TenantTransaction } from "../../../store/database.ts";
import type { ProviderPlace } from "../providers.ts";
import type { Claims } from "../read-claims.ts";
import type { HeardAnswer, SamlQuestion } from "./saml.ts";

const minutesToAnswer = 5;
const storedClaims = z.looseObject({ sub: z.string() });

/** Where providers send browsers with their answers, and what tells them so. */
export function samlPathsOf({ tenantId, providerId }: ProviderPlace): {
  readonly answerPath: string;
  readonly metadataPath: string;
} {
  const path = `/api/v1/saml/${tenantId}/${providerId}`;
  return { answerPath: `${path}/answer`, metadataPath: `${path}/metadata` };
}

/** Gives our entity id at a provider: it stays the same wherever this platform moves. */
export function entityIdOf(providerId: string): string {
  return `urn:uuid:${providerId}`;
}

/** Writes down that a provider is asked. */
export async function keepQuestion(
  transaction: TenantTransaction,
  { tenantId, providerId }: ProviderPlace,
  { requestId, answerAddress }: SamlQuestion,
): Promise<void> {
  await transaction.deleteFrom("saml_requests").where("expires_at", "<", sql<string>`now()`).execute();
  await transaction
    .insertInto("saml_requests")
    .values({
      tenant_id: tenantId,
      request_id: requestId,
      provider_id: providerId,
      answer_address: answerAddress,
      expires_at: sql`now() + make_interval(mins => ${minutesToAnswer})`,
    })
    .execute();
}

/** Finds a question to a provider that waits for its answer. */
export async function findQuestion(
  transaction: TenantTransaction,
  { providerId }: ProviderPlace,
  requestId: string,
): Promise<SamlQuestion | undefined> {
  const found = await transaction
    .selectFrom("saml_requests")
    .select("answer_address as answerAddress")
    .where("request_id", "=", requestId)
    .where("provider_id", "=", providerId)
    .where("code_hash", "is", null)
    .where("expires_at", ">", sql<string>`now()`)
    .executeTakeFirst();
  return found === undefined ? undefined : { requestId, ...found };
}

/**
 * Writes an answer down; gives the code with which the browser that brought it ends its sign-on. Whoever began a sign-on
 * and had somebody else answer it does not know the code.
 *
 * @returns `undefined` where another answer was faster.
 */
export async function keepAnswer(
  transaction: TenantTransaction,
  { requestId, claims }: HeardAnswer,
): Promise<string | undefined> {
  const code = randomBytes(32).toString("base64url");
  const kept = await transaction
    .updateTable("saml_requests")
    .set({ code_hash: hashOf(code), claims: JSON.stringify(claims) })
    .where("request_id", "=", requestId)
    .where("code_hash", "is", null)
    .where("expires_at", ">", sql<string>`now()`)
    .executeTakeFirst();
  return kept.numUpdatedRows === 1n ? code : undefined;
}

/** Takes an answer, once; `undefined` where there is none to this question with this code. */
export async function takeAnswer(
  transaction: TenantTransaction,
  { requestId, code }: { readonly requestId: string; readonly code: string },
): Promise<Claims | undefined> {
  const taken = await transaction
    .deleteFrom("saml_requests")
    .where("request_id", "=", requestId)
    .where("code_hash", "=", hashOf(code))
    .where("expires_at", ">", sql<string>`now()`)
    .returning("claims")
    .executeTakeFirst();
  return taken === undefined ? undefined : storedClaims.parse(taken.claims);
}

function hashOf(code: string): Buffer {
  return createHash("sha256").update(code).digest();
}
