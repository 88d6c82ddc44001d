import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAuthority, type SampleChanges, sampleSigner, signWithKey } from "./fixtures/sample-authority.ts";
import type { SigstoreIdentity } from "./sigstore-identity.ts";
import { type BundleTrust, verifyBundle } from "./verify-bundle.ts";

const mediaType = "application/vnd.example+json";
const bytes = Buffer.from('{"sequence":7}');
const content = { bytes, mediaType };
const authority = createAuthority();
const trusted: SigstoreIdentity = { kind: "sigstore", root: authority.root, ...sampleSigner };
const trust: BundleTrust = { keys: [], identities: [trusted] };

describe("a certificate of somebody trusted, in the log", () => {
  test.each([
    { name: "a message signature", bundle: authority.signMessage(bytes) },
    { name: "an envelope", bundle: authority.signEnvelope(bytes, mediaType) },
    {
      name: "a promise of the log alone",
      bundle: authority.signMessage(bytes, { logEntry: "without-proof" }),
      old: true,
    },
  ])("is verified: $name", ({ bundle, old }) => {
    // A proof is demanded from version 0.2 on; before, the promise was enough.
    const document =
      old === true ? { ...bundle, mediaType: "application/vnd.dev.sigstore.bundle+json;version=0.1" } : bundle;

    expect(verifyBundle(document, content, trust)).toEqual({ ended: "verified", identity: sampleSigner.identity });
  });

  test("is verified when another root stands before", () => {
    const identities = [{ ...trusted, root: createAuthority().root }, trusted];

    expect(verifyBundle(authority.signMessage(bytes), content, { keys: [], identities })).toMatchObject({
      ended: "verified",
    });
  });
});

describe("is refused", () => {
  test.each<{ name: string; changes: SampleChanges }>([
    { name: "another name", changes: { identity: "https://github.com/evil/advisories" } },
    { name: "a longer name", changes: { identity: `${sampleSigner.identity}-evil` } },
    {
      name: "a name that the wanted one fits as an expression",
      changes: { identity: sampleSigner.identity.replace(".", "x") },
    },
    { name: "another issuer", changes: { issuer: "https://accounts.example.com" } },
    { name: "no log entry", changes: { logEntry: "none" } },
    { name: "no time that anybody vouches for", changes: { logEntry: "without-promise" } },
    { name: "a certificate that had expired", changes: { loggedAt: "2026-01-01T00:11:00Z" } },
    { name: "a certificate that was not valid yet", changes: { loggedAt: "2025-12-31T23:59:00Z" } },
    { name: "an entry that was altered", changes: { alter: "body" } },
    { name: "a time that was altered", changes: { alter: "promise" } },
    { name: "a checkpoint of another tree", changes: { alter: "checkpoint" } },
  ])("$name", ({ changes }) => {
    expect(verifyBundle(authority.signMessage(bytes, changes), content, trust).ended).toBe("refused");
    expect(verifyBundle(authority.signEnvelope(bytes, mediaType, changes), content, trust).ended).toBe("refused");
  });

  test.each([
    { name: "other bytes", bundle: authority.signMessage(Buffer.from("other")) },
    { name: "an envelope with other bytes", bundle: authority.signEnvelope(Buffer.from("other"), mediaType) },
    { name: "an envelope of another kind", bundle: authority.signEnvelope(bytes, "application/vnd.in-toto+json") },
    { name: "another authority", bundle: createAuthority().signMessage(bytes) },
  ])("$name", ({ bundle }) => {
    expect(verifyBundle(bundle, content, trust).ended).toBe("refused");
  });

  test("a certificate when only keys are trusted", () => {
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });

    expect(verifyBundle(authority.signMessage(bytes), content, { keys: [publicKey], identities: [] })).toEqual({
      ended: "refused",
      reason: "it is signed with a certificate, and no trusted root with an identity is named",
    });
  });

  test("a root that is none", () => {
    const identities = [{ ...trusted, root: { certificateAuthorities: [{}] } }];

    expect(verifyBundle(authority.signMessage(bytes), content, { keys: [], identities }).ended).toBe("refused");
  });
});

describe("a key", () => {
  const mine = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const theirs = generateKeyPairSync("ec", { namedCurve: "P-256" });

  test.each([
    { name: "that is trusted", keys: [theirs.publicKey, mine.publicKey], verdict: { ended: "verified", key: 1 } },
    { name: "of somebody else", keys: [theirs.publicKey], verdict: { ended: "refused" } },
    { name: "when none is trusted", keys: [], verdict: { ended: "refused" } },
  ])("$name", ({ keys, verdict }) => {
    const bundle = signWithKey(bytes, mine.privateKey);

    expect(verifyBundle(bundle, content, { keys, identities: [trusted] })).toMatchObject(verdict);
  });

  test("over other bytes is refused", () => {
    const bundle = signWithKey(Buffer.from("other"), mine.privateKey);

    expect(verifyBundle(bundle, content, { keys: [mine.publicKey], identities: [] }).ended).toBe("refused");
  });
});

test("whatever calls itself a bundle is refused with words, never with an exception", () => {
  const sound: Record<string, unknown> = { ...authority.signMessage(bytes) };
  const damaged = fc
    .tuple(fc.constantFrom("mediaType", "verificationMaterial", "messageSignature"), fc.jsonValue())
    .map(([field, value]) => ({ ...sound, [field]: value }));
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), damaged), (document) => {
      const verdict = verifyBundle(document, content, trust);
      expect(verdict.ended).toBe("refused");
    }),
    { numRuns: 300 },
  );
});
