import type { InputOf } from "./request.ts";

type MadePasskey = InputOf<"POST /api/v1/account/passkeys">["body"]["passkey"];
type ShownPasskey = InputOf<"POST /api/v1/session/passkey">["body"]["passkey"];
type BrowserOptions = Readonly<Record<string, unknown>>;

/** Tells whether this browser can make and show passkeys, with options as the platform writes them. */
export function arePasskeysKnown(): boolean {
  return "PublicKeyCredential" in globalThis && "parseRequestOptionsFromJSON" in PublicKeyCredential;
}

/**
 * Asks the person to show a passkey.
 *
 * @throws {Error} when nobody does, or the options are none.
 */
export async function showPasskey(options: BrowserOptions): Promise<ShownPasskey> {
  if (!isRequest(options)) throw new Error("expected options for a passkey, got others");
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials.get({ publicKey });
  if (!(credential instanceof PublicKeyCredential)) throw new Error("expected a passkey, got none");
  const { response } = credential;
  if (!(response instanceof AuthenticatorAssertionResponse)) throw new Error("expected a signature, got none");
  return {
    ...namesOf(credential),
    response: {
      clientDataJSON: writeBytes(response.clientDataJSON),
      authenticatorData: writeBytes(response.authenticatorData),
      signature: writeBytes(response.signature),
    },
  };
}

/**
 * Asks the person to make a passkey.
 *
 * @throws {Error} when nobody does, or the options are none.
 */
export async function makePasskey(options: BrowserOptions): Promise<MadePasskey> {
  if (!isCreation(options)) throw new Error("expected options for a new passkey, got others");
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const credential = await navigator.credentials.create({ publicKey });
  if (!(credential instanceof PublicKeyCredential)) throw new Error("expected a passkey, got none");
  const { response } = credential;
  if (!(response instanceof AuthenticatorAttestationResponse)) throw new Error("expected a new key, got none");
  return {
    ...namesOf(credential),
    response: {
      clientDataJSON: writeBytes(response.clientDataJSON),
      attestationObject: writeBytes(response.attestationObject),
    },
  };
}

function namesOf(credential: PublicKeyCredential) {
  return { id: credential.id, rawId: writeBytes(credential.rawId), type: "public-key" as const };
}

/** Writes bytes in base64 for addresses, without padding. */
function writeBytes(bytes: ArrayBuffer): string {
  const characters = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function isRequest(options: BrowserOptions): options is BrowserOptions & PublicKeyCredentialRequestOptionsJSON {
  return typeof options["challenge"] === "string";
}

function isCreation(options: BrowserOptions): options is BrowserOptions & PublicKeyCredentialCreationOptionsJSON {
  const isPart = (value: unknown) => typeof value === "object" && value !== null;
  return typeof options["challenge"] === "string" && isPart(options["user"]) && isPart(options["rp"]);
}
