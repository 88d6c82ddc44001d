import type * as NodeSaml from "@node-saml/node-saml";
import type { Claims } from "../read-claims.ts";
import { judgeAssertion } from "./judge-assertion.ts";
import { findUnsafeMarkup } from "./plain-document.ts";
import { claimsOfAssertion } from "./saml-claims.ts";

/** A provider of SAML 2.0. */
export interface SamlProvider {
  readonly kind: "saml";
  /** Its entity id. */
  readonly issuer: string;
  /** Our entity id there: the audience of its assertions. */
  readonly clientId: string;
  readonly signInAddress: string;
  /** PEM; of several each counts, so that a provider can change its own. */
  readonly certificates: readonly string[];
}

/** A question that was put to a provider. */
export interface SamlQuestion {
  readonly requestId: string;
  readonly answerAddress: string;
}

/** Gives a question that waits for its answer, by its id. */
export type FindQuestion = (requestId: string) => Promise<SamlQuestion | undefined>;

/** Why an answer is not heard: for the audit trail, not for whoever sent it. */
export interface RefusedAnswer {
  readonly kind: "refused";
  readonly reason: string;
}

/** An answer that holds. */
export interface HeardAnswer {
  readonly kind: "heard";
  readonly requestId: string;
  readonly claims: Claims;
}

/** Clocks of providers may differ by so much. */
const toleratedMs = 60_000;
const destination = /^[^<>]{0,4000}\sDestination\s{0,20}=\s{0,20}(?:"([^"<]{0,2000})"|'([^'<]{0,2000})')/;

/** Gives the address to which a browser takes a question. */
export async function askSaml(provider: SamlProvider, question: SamlQuestion): Promise<string> {
  const client = await openClient(provider, question, () => Promise.resolve(question));
  return await client.getAuthorizeUrlAsync(question.requestId, undefined, {});
}

/**
 * Reads an answer: signed by the provider over the assertion, for us, now, to a question that waits.
 *
 * @param answer The form's `SAMLResponse`, Base64.
 */
export async function hearSaml(
  provider: SamlProvider,
  {
    answer,
    relayState,
    findQuestion,
  }: {
    readonly answer: string;
    readonly relayState: string;
    readonly findQuestion: FindQuestion;
  },
): Promise<HeardAnswer | RefusedAnswer> {
  const xml = Buffer.from(answer, "base64").toString("utf8");
  const unsafe = findUnsafeMarkup(xml);
  if (unsafe !== undefined) return { kind: "refused", reason: unsafe };
  const found = new Map<string, SamlQuestion>();
  // Which question it is, the answer says: until then the library has no address to ask with, and needs none.
  const noQuestion = { requestId: "", answerAddress: provider.clientId };
  const client = await openClient(provider, noQuestion, async (requestId) => {
    const question = await findQuestion(requestId);
    if (question !== undefined) found.set(requestId, question);
    return question;
  });
  try {
    // What was looked at is what is read: the text, not the letters that encoded it.
    const { profile } = await client.validatePostResponseAsync({ SAMLResponse: Buffer.from(xml).toString("base64") });
    if (profile === null) return { kind: "refused", reason: "the answer signs nobody in" };
    const question = found.get(String(profile["inResponseTo"]));
    if (question === undefined || question.requestId !== relayState) {
      return { kind: "refused", reason: "the answer is to another question than its RelayState" };
    }
    return judgeAnswer(provider, { xml, profile, question });
  } catch (error) {
    return { kind: "refused", reason: error instanceof Error ? error.message : "the answer cannot be read" };
  }
}

interface ReadAnswer {
  readonly xml: string;
  readonly profile: NodeSaml.Profile;
  readonly question: SamlQuestion;
}

function judgeAnswer({ issuer }: SamlProvider, { xml, profile, question }: ReadAnswer): HeardAnswer | RefusedAnswer {
  const [, quoted, single] = destination.exec(xml.slice(xml.search(/<[^?]/) + 1)) ?? [];
  const sentTo = quoted ?? single;
  if (sentTo !== undefined && sentTo !== question.answerAddress) {
    return { kind: "refused", reason: `the answer was meant for ${sentTo.slice(0, 200)}` };
  }
  const demands = { issuer, ...question, nowMs: Date.now(), toleratedMs };
  const subject = judgeAssertion(profile.getAssertion?.(), demands);
  if (typeof subject === "string") return { kind: "refused", reason: subject };
  const claims = claimsOfAssertion(subject, profile["attributes"]);
  return { kind: "heard", requestId: question.requestId, claims };
}

async function openClient(
  { issuer, clientId, signInAddress, certificates }: SamlProvider,
  { requestId, answerAddress }: SamlQuestion,
  findQuestion: FindQuestion,
): Promise<NodeSaml.SAML> {
  // Read with the first sign-on by SAML.
  const { SAML, ValidateInResponseTo } = await import("@node-saml/node-saml");
  return new SAML({
    idpIssuer: issuer,
    idpCert: [...certificates],
    entryPoint: signInAddress,
    issuer: clientId,
    audience: clientId,
    callbackUrl: answerAddress,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    acceptedClockSkewMs: toleratedMs,
    generateUniqueId: () => requestId,
    validateInResponseTo: ValidateInResponseTo.always,
    cacheProvider: {
      // Questions are kept, and answered once, in the database.
      saveAsync: () => Promise.resolve(null),
      removeAsync: () => Promise.resolve(null),
      getAsync: async (id) => ((await findQuestion(id)) === undefined ? null : new Date().toISOString()),
    },
  });
}
