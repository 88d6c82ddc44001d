import type { Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import { looksRandom } from "../secret-patterns/entropy.ts";
import { findSecrets } from "../secret-patterns/find-secrets.ts";
import { isPlaceholder } from "../secret-patterns/placeholders.ts";
import { meaningOfName } from "../secret-patterns/secret-names.ts";

/** A credential that stands in a manifest in clear text. */
export interface LiteralCredential {
  /** What gives it away: its form, a telling name with a random value, with a plain one, or with one everybody knows. */
  readonly strength: "format" | "random" | "plain" | "well-known";
  /** Its kind, where the form tells it. */
  readonly kind: Text | undefined;
  readonly isForTests: boolean;
}

/**
 * Values that name a secret instead of holding it: variables, templates, references of Vault, of vals, of the 1Password
 * and cloud stores, and values that SOPS encrypted.
 */
const reference =
  /^\$|\$[({]|\{\{|^<[^<>]{1,200}>$|^ENC\[|^(?:ref\+|vault:|op:\/\/|secretref:|gcp:|arn:aws[a-z-]{0,8}:(?:secretsmanager|ssm):|projects\/[^/]{1,80}\/secrets\/|awssm:|azurekeyvault:|file:|env:)/i;

/** Names that tell where a secret is or how it is used, not what it is. */
const aboutSecret =
  /_(?:name|names|ref|path|paths|dir|directory|file|files|url|uri|urls|host|port|endpoint|header|headers|id|ids|ttl|expiry|expiration|expires|enabled|disabled|length|size|min|max|type|algorithm|alg|policy|prefix|suffix|mount|issuer|audience|provider|store|source|namespace|field|column|format|rotation|interval|timeout|class|manager|backend|mode|method|scheme|strategy|server|service|realm|domain|required|hash_cost|version|scope|scopes|label|labels|usage)$/i;

/** Switches, numbers, durations, paths and addresses. */
const plainSetting = /^(?:true|false|yes|no|on|off|null|none|\d{1,5}|\d{1,9}(?:ms|s|m|h|d)|\.{0,2}\/[^\s]{0,300})$/i;

/** Finds out whether a named value is a credential; `undefined` when it is none, or only names one. */
export function findLiteralCredential(name: string, value: string): LiteralCredential | undefined {
  if (value === "" || reference.test(value)) return undefined;
  const found = findSecrets(value).find(({ certainty }) => certainty === "format");
  if (found !== undefined) return { strength: "format", kind: found.name, isForTests: found.isForTests };
  const words = wordsOf(name);
  if (meaningOfName(words) !== "secret" || aboutSecret.test(words) || plainSetting.test(value)) return undefined;
  if (isAddress(value)) return undefined;
  return { strength: strengthOf(value), kind: undefined, isForTests: false };
}

/** Tells whether a value only names a secret that is kept elsewhere. */
export function isSecretReference(value: string): boolean {
  return reference.test(value);
}

/** How a value looks is seen in its beginning; what is longer is a file. */
const maxJudgedLength = 2_000;

/** Gives how random a value looks that is known to be secret. */
export function strengthOf(value: string): "random" | "plain" | "well-known" {
  const beginning = value.slice(0, maxJudgedLength);
  if (isPlaceholder(beginning)) return "well-known";
  return looksRandom(beginning) ? "random" : "plain";
}

/** How bad a credential in clear text is: what somebody can use at once is worst. */
export function severityOfCredential({ strength, isForTests }: Omit<LiteralCredential, "kind">): Severity {
  switch (strength) {
    case "format":
      return isForTests ? "medium" : "critical";
    case "random":
      return "high";
    case "plain":
      return "medium";
    case "well-known":
      return "low";
  }
}

function isAddress(value: string): boolean {
  return /^[a-z][a-z0-9+.-]{0,30}:\/\//i.test(value);
}

/** `spring.datasource.password`, `dbPassword` and `db-password` have the words of `db_password`. */
function wordsOf(name: string): string {
  return name
    .slice(0, 200)
    .replaceAll(/([a-z])([A-Z])/g, "$1_$2")
    .replaceAll(/[./-]/g, "_");
}
