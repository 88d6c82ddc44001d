import { SekishoError } from "sekisho";
import { z } from "zod";
import { id } from "../contract/values.ts";
import { getProvider, noProvider } from "../identity/sign-on/providers.ts";
import { samlPathsOf } from "../identity/sign-on/saml/questions.ts";
import { noAnswer, receiveAnswer } from "../identity/sign-on/saml/receive-answer.ts";
import { writeMetadata } from "../identity/sign-on/saml/write-metadata.ts";
import { headerOf } from "./browser.ts";
import { definePublicRoute, isByteStream, type RawRequest, type Route } from "./route.ts";

const place = z.object({ tenant: id, provider: id });
/** Answers with hundreds of groups have some ten thousands of letters. */
const maxFormBytes = 512 * 1024;

/** What providers of SAML read, and where they send browsers with their answers. */
export const samlRoutes: readonly Route[] = [
  definePublicRoute({
    method: "GET",
    path: "/api/v1/saml/:tenant/:provider/metadata",
    summary: "Describes this platform to a provider of SAML: entity id, and where answers are sent.",
    isDoor: true,
    input: { parameters: place },
    answer: z.string(),
    handle: async ({ input, services, request }) => {
      const { tenant: tenantId, provider: providerId } = input.parameters;
      const { application } = services.store;
      const provider = await application.inTenant({ tenantId }, (transaction) => getProvider(transaction, providerId));
      if (provider.kind !== "saml") throw noProvider();
      const origin = services.settings.publicUrl ?? `http://${headerOf(request, "host") ?? "localhost"}`;
      const { answerPath } = samlPathsOf({ tenantId, providerId });
      const answerAddress = new URL(answerPath, origin).href;
      const headers = { "content-type": "application/samlmetadata+xml; charset=utf-8" };
      return { headers, body: await writeMetadata({ entityId: provider.clientId, answerAddress }) };
    },
  }),
  definePublicRoute({
    method: "POST",
    path: "/api/v1/saml/:tenant/:provider/answer",
    summary: "Takes the answer that a provider of SAML had a browser post, and sends the browser on to /sign-on.",
    takesStream: true,
    isDoor: true,
    input: { parameters: place },
    answer: z.undefined(),
    handle: async ({ input, services, request }) => {
      const form = await readForm(request.body);
      const answer = form.get("SAMLResponse");
      if (answer === null) throw noAnswer();
      const { tenant: tenantId, provider: providerId } = input.parameters;
      const desk = { database: services.store.application, secrets: services.secrets };
      const posted = { answer, relayState: form.get("RelayState") ?? "", address: request.clientAddress };
      const code = await receiveAnswer(desk, { tenantId, providerId }, posted);
      // The page ends the sign-on with its cookie, which no foreign page's form brings along; without a code it fails.
      const query = code === undefined ? "error=sign-on-failed" : `saml=${code}`;
      const headers = { location: `/sign-on?${query}`, "cache-control": "no-store" };
      return { status: 303, headers, body: undefined, isRefusal: code === undefined };
    },
  }),
];

async function readForm(body: RawRequest["body"]): Promise<URLSearchParams> {
  if (!isByteStream(body)) throw noAnswer();
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body) {
    const read = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
    bytes += read.length;
    if (bytes > maxFormBytes) throw tooLarge();
    pieces.push(read);
  }
  return new URLSearchParams(Buffer.concat(pieces).toString("utf8"));
}

function tooLarge(): SekishoError {
  return new SekishoError("request-too-large", {
    en: `expected at most ${maxFormBytes} bytes of a SAML answer`,
    ja: `SAML の応答は ${maxFormBytes} バイトまで受け付けます。`,
  });
}
