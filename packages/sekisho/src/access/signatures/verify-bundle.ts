import type { KeyObject } from "node:crypto";
import { type Bundle, bundleFromJSON } from "@sigstore/bundle";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { type SignedEntity, type TrustMaterial, toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import type { SigstoreIdentity } from "./sigstore-identity.ts";

/** What a bundle proves. */
export type BundleVerdict =
  | {
      readonly ended: "verified";
      /** Who signed: the name in the certificate; of a key nothing. */
      readonly identity?: string;
      /** Index of the key among those that are trusted. */
      readonly key?: number;
    }
  /** In the words of who checked it. */
  | { readonly ended: "refused"; readonly reason: string };

/** What a bundle has to sign. */
export interface SignedContent {
  readonly bytes: Buffer;
  /** What the envelope of a bundle has to call it. */
  readonly mediaType: string;
}

/** Whom a bundle may come from: one of the keys, or somebody whom one of the roots vouches for. */
export interface BundleTrust {
  readonly keys: readonly KeyObject[];
  readonly identities: readonly SigstoreIdentity[];
}

/**
 * Verifies a sigstore bundle of version 0.1 to 0.3 over bytes, with what is at hand and without any network: the
 * signature, the certificate up to a root, the proof or promise of each log entry, the time that a log or an authority
 * vouches for. A root that names logs demands an entry in one of them. Identity and issuer are compared as whole texts.
 * A message signature has to sign the bytes; an envelope has to hold them under their name.
 */
export function verifyBundle(document: unknown, content: SignedContent, trust: BundleTrust): BundleVerdict {
  let bundle: Bundle;
  try {
    bundle = bundleFromJSON(document);
  } catch (error) {
    return { ended: "refused", reason: `no sigstore bundle: ${messageOf(error)}` };
  }
  if (!isAbout(bundle, content)) return { ended: "refused", reason: "it signs something else" };
  const artifact = content.bytes;
  const isByKey = bundle.verificationMaterial.content.$case === "publicKey";
  return isByKey ? verifyByKeys(bundle, artifact, trust.keys) : verifyByRoots(bundle, artifact, trust.identities);
}

/** The digest that a message signature names only helps to see what it is about; the bytes themselves are verified. */
function isAbout({ content }: Bundle, { bytes, mediaType }: SignedContent): boolean {
  if (content.$case !== "dsseEnvelope") return true;
  const { payload, payloadType } = content.dsseEnvelope;
  return payloadType === mediaType && payload.equals(bytes);
}

/** Whoever names the key needs no log to know the signer. */
function verifyByKeys(bundle: Bundle, artifact: Buffer, keys: readonly KeyObject[]): BundleVerdict {
  if (keys.length === 0) return { ended: "refused", reason: "it is signed with a key, and no key is trusted" };
  let reason = "";
  for (const [index, publicKey] of keys.entries()) {
    const material: TrustMaterial = {
      certificateAuthorities: [],
      timestampAuthorities: [],
      tlogs: [],
      ctlogs: [],
      publicKey: () => ({ publicKey, validFor: () => true }),
    };
    try {
      const entity: SignedEntity = { ...toSignedEntity(bundle, artifact), tlogEntries: [], timestamps: [] };
      new Verifier(material, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 }).verify(entity);
      return { ended: "verified", key: index };
    } catch (error) {
      reason = messageOf(error);
    }
  }
  return { ended: "refused", reason };
}

function verifyByRoots(bundle: Bundle, artifact: Buffer, identities: readonly SigstoreIdentity[]): BundleVerdict {
  if (identities.length === 0) {
    return {
      ended: "refused",
      reason: "it is signed with a certificate, and no trusted root with an identity is named",
    };
  }
  let reason = "";
  for (const wanted of identities) {
    try {
      const identity = verifyByRoot(bundle, artifact, wanted);
      return { ended: "verified", identity };
    } catch (error) {
      reason = messageOf(error);
    }
  }
  return { ended: "refused", reason };
}

function verifyByRoot(bundle: Bundle, artifact: Buffer, { root, identity, issuer }: SigstoreIdentity): string {
  const material = toTrustMaterial(TrustedRoot.fromJSON(root));
  const verifier = new Verifier(material, {
    tlogThreshold: material.tlogs.length > 0 ? 1 : 0,
    ctlogThreshold: material.ctlogs.length > 0 ? 1 : 0,
    // A certificate holds for minutes: without a time that somebody vouches for it proves nothing.
    timestampThreshold: 1,
  });
  const signer = verifier.verify(toSignedEntity(bundle, artifact));
  const name = signer.identity?.subjectAlternativeName;
  const from = signer.identity?.extensions?.issuer;
  if (name !== identity) throw new Error(`expected the identity ${identity}, got ${name ?? "none"}`);
  if (from !== issuer) throw new Error(`expected the issuer ${issuer}, got ${from ?? "none"}`);
  return name;
}

/** Errors of the library name their cause only by chance. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
