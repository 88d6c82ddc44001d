import { z } from "zod";

/** What an assertion has to say to be an answer to our question. */
export interface AssertionDemands {
  /** Entity id of the provider. */
  readonly issuer: string;
  readonly requestId: string;
  /** Where the answer was to be sent, and was. */
  readonly answerAddress: string;
  readonly nowMs: number;
  readonly toleratedMs: number;
}

/** Whom an assertion is about. */
export interface AssertedSubject {
  readonly nameId: string;
  /** `urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress`; left out where the provider says none. */
  readonly format: string | undefined;
}

const bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
const transient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
const longestNameId = 1000;

const attributes = z.record(z.string(), z.string());
const textElement = z.object({ _: z.string(), $: attributes.optional() });
const confirmation = z.object({
  $: z.object({ Method: z.string() }),
  SubjectConfirmationData: z.tuple([z.object({ $: attributes })]).optional(),
});
/** As the XML is read: every element a list, its text in `_`, its attributes in `$`. */
const signedAssertion = z.object({
  Assertion: z.object({
    Issuer: z.tuple([textElement]),
    Subject: z.tuple([
      z.object({ NameID: z.tuple([textElement]), SubjectConfirmation: z.array(confirmation).min(1).max(10) }),
    ]),
    Conditions: z.tuple([z.looseObject({ $: z.object({ NotOnOrAfter: z.string() }) })]),
    AuthnStatement: z.array(z.unknown()).min(1),
  }),
});

/**
 * Gives whom an assertion is about, or says why it is no answer to our question. Its signature, audience and times were
 * looked at before; this is what the profile demands beyond (SAML profiles 4.1.4.2 and 4.1.4.3).
 *
 * @param tree What was signed, and nothing else.
 */
export function judgeAssertion(tree: unknown, demands: AssertionDemands): AssertedSubject | string {
  const read = signedAssertion.safeParse(tree);
  if (!read.success) {
    const [place] = read.error.issues;
    return `the assertion lacks ${place?.path.join("/") ?? "everything"}`;
  }
  const { Issuer, Subject } = read.data.Assertion;
  if (Issuer[0]._.trim() !== demands.issuer) return `the issuer is ${Issuer[0]._.slice(0, 200)}`;
  const [{ NameID, SubjectConfirmation }] = Subject;
  const problems = SubjectConfirmation.map((one) => findConfirmationProblem(one, demands));
  const [first] = problems;
  if (first !== undefined && !problems.includes(undefined)) return first;
  const [{ _: written, $: described }] = NameID;
  const nameId = written.trim();
  const format = described?.["Format"];
  if (nameId === "" || nameId.length > longestNameId) return "the NameID is empty or too long";
  if (format === transient) return "the NameID is transient: it would be another person every time";
  return { nameId, format };
}

function findConfirmationProblem(
  { $: { Method: method }, SubjectConfirmationData: data }: z.infer<typeof confirmation>,
  { requestId, answerAddress, nowMs, toleratedMs }: AssertionDemands,
): string | undefined {
  if (method !== bearer || data === undefined) return "the subject is confirmed by another method than bearer";
  const said = data[0].$;
  if (said["Recipient"] !== answerAddress) return `the recipient is ${said["Recipient"]?.slice(0, 200) ?? "not said"}`;
  if (said["InResponseTo"] !== requestId) return "the subject is confirmed for another question";
  if (said["NotBefore"] !== undefined) return "the confirmation has a beginning, which the profile forbids";
  const end = Date.parse(said["NotOnOrAfter"] ?? "");
  return end + toleratedMs > nowMs ? undefined : "the confirmation is over, or does not say when it is";
}
