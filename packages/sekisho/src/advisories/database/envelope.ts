import { createHash, createPublicKey, type KeyObject, sign, verify } from "node:crypto";

/** Gives what stands behind `payloadType` of an envelope. */
export const manifestMediaType = "application/vnd.sekisho.database.manifest.v1+json";

/** A manifest with its signatures. */
export interface Envelope {
  /** The manifest's bytes, exactly as they were signed. */
  readonly payload: Buffer;
  readonly signatures: readonly EnvelopeSignature[];
  /** A sigstore bundle over the manifest's bytes, as it came. */
  readonly bundle?: object;
}

/** One signature over a manifest. */
export interface EnvelopeSignature {
  /** Lower case hexadecimal SHA-256 of the public key in DER (SPKI). It helps to choose a key and proves nothing. */
  readonly keyId: string;
  readonly signature: Buffer;
}

/** An envelope that was read, or what is wrong with it. */
export type ReadEnvelope =
  | { readonly ended: "read"; readonly envelope: Envelope }
  | { readonly ended: "refused"; readonly problem: "no-envelope" };

/** Prints an envelope as JSON. Source: Dead Simple Signing Envelope 1.0; a bundle stands beside its members. */
export function printEnvelope({ payload, signatures, bundle }: Envelope): string {
  const document = {
    payloadType: manifestMediaType,
    payload: payload.toString("base64"),
    signatures: signatures.map(({ keyId, signature }) => ({ keyid: keyId, sig: signature.toString("base64") })),
    ...(bundle === undefined ? {} : { sigstoreBundle: bundle }),
  };
  return `${JSON.stringify(document, undefined, 1)}\n`;
}

/**
 * Reads an envelope, or a sigstore bundle whose own envelope holds the manifest. One without signatures is read too:
 * whether it is enough is for the caller to say.
 */
export function readEnvelope(text: string): ReadEnvelope {
  const whole = parse(text);
  const isWholeBundle = isBundle(whole);
  const document = isWholeBundle ? fieldOf(whole, "dsseEnvelope") : whole;
  const bundle = isWholeBundle ? whole : fieldOf(whole, "sigstoreBundle");
  const payload = fieldOf(document, "payload");
  const listed = fieldOf(document, "signatures");
  if (fieldOf(document, "payloadType") !== manifestMediaType || typeof payload !== "string" || !Array.isArray(listed)) {
    return { ended: "refused", problem: "no-envelope" };
  }
  const signatures = listed.flatMap((entry: unknown): EnvelopeSignature[] => {
    const signature = fieldOf(entry, "sig");
    const keyId = fieldOf(entry, "keyid");
    if (typeof signature !== "string") return [];
    return [{ keyId: typeof keyId === "string" ? keyId : "", signature: Buffer.from(signature, "base64") }];
  });
  return {
    ended: "read",
    envelope: { payload: Buffer.from(payload, "base64"), signatures, ...(isBundle(bundle) && { bundle }) },
  };
}

/** Tells whether a JSON value calls itself a sigstore bundle. */
export function isBundle(value: unknown): value is object {
  const mediaType = fieldOf(value, "mediaType");
  return typeof mediaType === "string" && mediaType.startsWith("application/vnd.dev.sigstore.bundle");
}

/** Signs a manifest with an Ed25519 private key. */
export function signManifest(payload: Buffer, privateKey: KeyObject): EnvelopeSignature {
  return {
    keyId: keyIdOf(createPublicKey(privateKey)),
    signature: sign(undefined, preAuthenticationEncoding(payload), privateKey),
  };
}

/** Finds the key that signed an envelope; `undefined` when none of them did. */
export function findSigner(envelope: Envelope, trusted: readonly KeyObject[]): KeyObject | undefined {
  const signed = preAuthenticationEncoding(envelope.payload);
  return trusted.find((key) =>
    envelope.signatures.some(
      ({ signature }) => key.asymmetricKeyType === "ed25519" && verify(undefined, signed, key, signature),
    ),
  );
}

/** Gives the name of a public key. */
export function keyIdOf(publicKey: KeyObject): string {
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");
}

/** Source: Dead Simple Signing Envelope 1.0, "Signature Definition": what is signed names its type, so that it passes for no other. */
function preAuthenticationEncoding(payload: Buffer): Buffer {
  const start = `DSSEv1 ${manifestMediaType.length} ${manifestMediaType} ${payload.length} `;
  return Buffer.concat([Buffer.from(start), payload]);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
