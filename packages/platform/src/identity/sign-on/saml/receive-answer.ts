import { SekishoError } from "sekisho";
import type { Database } from "../../../store/database.ts";
import { recordRefusal } from "../../record-refusal.ts";
import type { SecretBox } from "../../secret-box.ts";
import { noProvider, openProvider, type ProviderPlace } from "../providers.ts";
import { findQuestion, keepAnswer } from "./questions.ts";
import { hearSaml, type RefusedAnswer } from "./saml.ts";

/** What a provider had a browser send. */
export interface PostedAnswer {
  /** Base64, as the form has it. */
  readonly answer: string;
  readonly relayState: string;
  readonly address: string;
}

/** What an answer is received with. */
export interface AnswerDesk {
  readonly database: Database;
  readonly secrets: SecretBox;
}

/**
 * Hears a provider's answer, once; gives the code with which the browser ends its sign-on. What is refused is on record
 * with the reason, which nobody else is told.
 *
 * @returns `undefined` for an answer that does not hold.
 * @throws {SekishoError} `record-not-found` for a provider that is none, is shut, or speaks another protocol.
 */
export async function receiveAnswer(
  { database, secrets }: AnswerDesk,
  place: ProviderPlace,
  { answer, relayState, address }: PostedAnswer,
): Promise<string | undefined> {
  const { tenantId, providerId } = place;
  const provider = await database.inTenant({ tenantId }, (transaction) => openProvider(transaction, place, secrets));
  if (provider.kind !== "saml") throw noProvider();
  const heard = await hearSaml(provider, {
    answer,
    relayState,
    findQuestion: (id) => database.inTenant({ tenantId }, (transaction) => findQuestion(transaction, place, id)),
  });
  const code =
    heard.kind === "heard"
      ? await database.inTenant({ tenantId }, (transaction) => keepAnswer(transaction, heard))
      : undefined;
  if (code === undefined) {
    const { reason } = heard.kind === "refused" ? heard : answeredBefore;
    await recordRefusal(database, { tenantId, address, by: "saml", provider: providerId, at: "answer", reason });
  }
  return code;
}

const answeredBefore: RefusedAnswer = { kind: "refused", reason: "the question was answered before" };

/** Refuses a form that is none of a provider. */
export function noAnswer(): SekishoError {
  return new SekishoError("request-invalid", {
    en: "expected a form of a SAML provider with SAMLResponse",
    ja: "SAML プロバイダーからの SAMLResponse を含むフォームが必要です。",
  });
}
