import type { Text } from "../../model/text.ts";
import { findSecrets } from "../secret-patterns/find-secrets.ts";
import { isSecretReference, type LiteralCredential } from "./literal-credential.ts";

/** Longer texts are looked at up to here: what is longer is no setting. */
const maxTextLength = 1_000_000;

/** Finds the worst credential in a longer text: a file in a ConfigMap, a script in arguments. */
export function findCredentialInText(text: string): LiteralCredential | undefined {
  const found = findSecrets(text.slice(0, maxTextLength)).filter(
    ({ start, end }) => !isSecretReference(text.slice(start, end)),
  );
  const sure = found.find(({ certainty }) => certainty === "format") ?? found[0];
  if (sure === undefined) return undefined;
  const isSure = sure.certainty === "format";
  return { strength: isSure ? "format" : "random", kind: isSure ? sure.name : undefined, isForTests: sure.isForTests };
}

/** Says what a named place holds, never the value itself. */
export function credentialMessage(place: Text, { strength, kind }: LiteralCredential): Text {
  if (kind !== undefined) {
    return {
      en: `${place.en} holds a credential: ${kind.en}.`,
      ja: `${place.ja}に認証情報（${kind.ja}）が含まれています。`,
    };
  }
  if (strength === "well-known") {
    return {
      en: `${place.en} holds a password that everybody tries first.`,
      ja: `${place.ja}に、最初に試される推測しやすいパスワードが設定されています。`,
    };
  }
  return {
    en: `${place.en} holds what looks like a ${strength === "random" ? "real " : ""}secret.`,
    ja: `${place.ja}に${strength === "random" ? "実際の" : ""}秘密情報とみられる値があります。`,
  };
}
