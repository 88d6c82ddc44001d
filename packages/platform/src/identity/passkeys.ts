import type * as WebAuthn from "@simplewebauthn/server";
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { SekishoError } from "sekisho";
import type { RelyingParty } from "./relying-party.ts";

/** EdDSA, ES256 and RS256: what authenticators have. Source: IANA COSE Algorithms. */
const supportedAlgorithmIDs = [-8, -7, -257];

/** A passkey as it is stored. */
export interface Passkey {
  readonly credentialId: string;
  /** COSE. */
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** A passkey that was made just now. */
export interface MadePasskey extends Passkey {
  readonly isBackedUp: boolean;
}

/** Whom a passkey is for. */
export interface PasskeyOwner {
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
  /** Ids of passkeys that are there: no authenticator makes a second one. */
  readonly known: readonly Pick<Passkey, "credentialId" | "transports">[];
}

/** Says how a browser makes a passkey. It is one that needs no name typed, where the authenticator can. */
export async function describeNewPasskey(
  party: RelyingParty,
  { accountId, email, name, known }: PasskeyOwner,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return await (await loadLibrary()).generateRegistrationOptions({
    rpName: "Sekisho",
    rpID: party.id,
    userName: email,
    userDisplayName: name,
    userID: new Uint8Array(Buffer.from(accountId.replaceAll("-", ""), "hex")),
    attestationType: "none",
    supportedAlgorithmIDs,
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
    authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
  });
}

/** Says how a browser uses a passkey: one of those, or whichever there is, and then it asks who uses it. */
export async function describePasskeyUse(
  party: RelyingParty,
  known?: PasskeyOwner["known"],
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return await (await loadLibrary()).generateAuthenticationOptions({
    rpID: party.id,
    userVerification: known === undefined ? "required" : "preferred",
    ...(known === undefined
      ? {}
      : {
          allowCredentials: known.map(({ credentialId, transports }) => ({
            id: credentialId,
            transports: [...transports],
          })),
        }),
  });
}

/**
 * Checks what an authenticator made: for this platform, of this challenge.
 *
 * @throws {SekishoError} `second-factor-refused`
 */
export async function checkNewPasskey(
  party: RelyingParty,
  challenge: string,
  response: RegistrationResponseJSON,
): Promise<MadePasskey> {
  try {
    const made = await (await loadLibrary()).verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: false,
      supportedAlgorithmIDs,
    });
    if (made.verified) {
      const { credential, credentialBackedUp: isBackedUp } = made.registrationInfo;
      const { id: credentialId, publicKey, counter, transports = [] } = credential;
      return { credentialId, publicKey, counter, transports, isBackedUp };
    }
  } catch (cause) {
    throw passkeyRefused(cause);
  }
  throw passkeyRefused(undefined);
}

/** What has to be signed by what. */
export interface PasskeyUse {
  readonly challenge: string;
  readonly passkey: Passkey;
  readonly response: AuthenticationResponseJSON;
  /** Whether nothing else shows who it is: then the authenticator has to ask for a finger, a face or a PIN. */
  readonly isAlone: boolean;
}

/**
 * Checks what an authenticator signed; gives its new counter, which is higher than before unless it counts nothing.
 *
 * @throws {SekishoError} `second-factor-refused`
 */
export async function checkPasskeyUse(party: RelyingParty, use: PasskeyUse): Promise<number> {
  const { challenge, passkey, response, isAlone } = use;
  try {
    const { verified, authenticationInfo } = await (await loadLibrary()).verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: isAlone,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
        transports: [...passkey.transports],
      },
    });
    if (verified) return authenticationInfo.newCounter;
  } catch (cause) {
    throw passkeyRefused(cause);
  }
  throw passkeyRefused(undefined);
}

/** The one answer to every passkey that is not right. */
export function passkeyRefused(cause: unknown): SekishoError {
  return new SekishoError(
    "second-factor-refused",
    { en: "the passkey was not accepted", ja: "パスキーを確認できませんでした。" },
    cause === undefined ? {} : { cause },
  );
}

/** Read with the first passkey: a server where nobody has one never needs it. */
function loadLibrary(): Promise<typeof WebAuthn> {
  return import("@simplewebauthn/server");
}
