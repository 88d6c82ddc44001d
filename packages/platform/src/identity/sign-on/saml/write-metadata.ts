/** What a provider has to know of us. */
export interface ServiceProvider {
  readonly entityId: string;
  readonly answerAddress: string;
}

/** Writes the metadata of a service provider (SAML metadata 2.4.4). */
export async function writeMetadata({ entityId, answerAddress }: ServiceProvider): Promise<string> {
  const { generateServiceProviderMetadata } = await import("@node-saml/node-saml");
  return generateServiceProviderMetadata({
    issuer: entityId,
    callbackUrl: answerAddress,
    identifierFormat: null,
    wantAssertionsSigned: true,
  });
}
