import { z } from "zod";
import { id, moment, title } from "./values.ts";

/** Bytes as browsers write them: base64 for addresses, without padding. */
const bytes = z
  .string()
  .max(65_536)
  .regex(/^[A-Za-z0-9_-]*$/);
const ticket = z.string().min(1).max(500);
/** A one-time code of an app, or a recovery code. */
const code = z.string().trim().min(1).max(50);
const extensions = z.record(z.string(), z.unknown()).default({});
const transports = z.array(z.enum(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"])).max(10);
/** What goes to the browser's WebAuthn as it is: `PublicKeyCredential.parseCreationOptionsFromJSON` and the like read it. */
const browserOptions = z.record(z.string(), z.unknown());

/** What an authenticator made, as `PublicKeyCredential.toJSON()` writes it. */
const madeCredential = z.object({
  id: bytes,
  rawId: bytes,
  type: z.literal("public-key"),
  clientExtensionResults: extensions,
  response: z.object({ clientDataJSON: bytes, attestationObject: bytes, transports: transports.default([]) }),
});

/** What an authenticator signed, as `PublicKeyCredential.toJSON()` writes it. */
const signedCredential = z.object({
  id: bytes,
  rawId: bytes,
  type: z.literal("public-key"),
  clientExtensionResults: extensions,
  response: z.object({ clientDataJSON: bytes, authenticatorData: bytes, signature: bytes }),
});

/** What an authenticator made. */
export type MadeCredential = z.infer<typeof madeCredential>;
/** What an authenticator signed. */
export type SignedCredential = z.infer<typeof signedCredential>;

/** Which second factors somebody can show. */
const factor = z.enum(["one-time-code", "recovery-code", "passkey"]);

/** The password is right, and something else has to be shown within minutes. */
export const secondFactorNeeded = z.object({
  secondFactor: z.object({
    /** Sent with the second step. */
    ticket,
    expiresInSeconds: z.int(),
    factors: z.array(factor),
    /** For the browser, where a passkey can be shown here. */
    passkey: browserOptions.optional(),
  }),
});

/** The second step of signing in. */
export const secondStep = z.union([
  z.strictObject({ ticket, code }),
  z.strictObject({ ticket, passkey: signedCredential }),
]);

/** Who wants to sign in with a passkey alone. */
export const passkeySignIn = z.strictObject({ tenant: z.string().max(63).default("default") });

/** How the browser shows a passkey. */
export const passkeyChallenge = z.object({ ticket, expiresInSeconds: z.int(), passkey: browserOptions });

/** A passkey that was shown. */
export const passkeyProof = z.strictObject({ ticket, passkey: signedCredential });

/** A passkey of one's own account. */
const passkey = z.object({
  id,
  name: z.string(),
  /** Whether it is kept in more places than one device. */
  isBackedUp: z.boolean(),
  createdAt: moment,
  usedAt: moment.nullable(),
});

/** The second factors of one's own account. */
export const ownSecondFactors = z.object({
  /** Since when an app shows codes; `null` where none does. */
  oneTimeCodeSince: moment.nullable(),
  passkeys: z.array(passkey),
  /** Recovery codes that were not used yet. */
  recoveryCodesLeft: z.int(),
  /** From then on the tenant demands a second factor; `null` when it does not. */
  demandedFrom: moment.nullable(),
});

/** What an app that shows codes is told: this one time. */
export const newOneTimeCode = z.object({
  /** Base32. */
  secret: z.string(),
  /** For a picture that the app reads: `otpauth://totp/…`. */
  address: z.string(),
});

/** The first code of an app. */
export const firstCode = z.strictObject({ code });

/** Recovery codes: this one time. */
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

/** A passkey as it is added. */
export const newPasskey = z.strictObject({ ticket, name: title, passkey: madeCredential });

/** A passkey that was added; with the first second factor come recovery codes. */
export const addedPasskey = passkey.extend({ recoveryCodes: z.array(z.string()) });

/** The password once more, for what is delicate. */
export const passwordProof = z.strictObject({ password: z.string().min(1).max(1024) });

/** What a tenant demands of whoever signs in. */
export const signInRules = z.object({
  /** From then on whoever comes by a password alone may do nothing but set a second factor up; `null` demands none. */
  secondFactorFrom: moment.nullable(),
});

/** What is demanded from now on. */
export const signInRulesChange = z.strictObject({
  isSecondFactorDemanded: z.boolean(),
  /** So many days people have to set one up. */
  graceDays: z.int().min(0).max(90).default(14),
});
