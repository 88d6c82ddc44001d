import type { Severity } from "../../../model/severity.ts";
import type { Text } from "../../../model/text.ts";
import type { Consequence } from "./consequences.ts";

/** A candidate with the text around it. */
export interface SecretMatch {
  /** The part to hide. */
  readonly value: string;
  readonly text: string;
  /** Where `value` starts in `text`. */
  readonly start: number;
  readonly end: number;
}

/** One kind of credential: how it looks, what it opens, and how to tell it from what only looks like it. */
export interface SecretKind {
  /** Stable; the rule is `secret/` and this. */
  readonly id: string;
  /** Who issues and revokes it; left out for keys and passwords that people make themselves. */
  readonly provider?: string;
  readonly name: Text;
  readonly severity: Severity;
  readonly opens: Consequence;
  /** The same question in other tools, `tool:ID`. */
  readonly aliases?: readonly string[];
  /**
   * One of these stands near every credential of the kind, at most `reach` characters before its end and 300 after its
   * start: a cheap look before the pattern is tried. With capital letters they are compared exactly, else in any case.
   * At least three characters, ASCII. Without any, the pattern is tried on the beginning of the files that `paths` names.
   */
  readonly keywords: readonly string[];
  /** A character that must stand behind the keyword before the end of its word: a cheaper look than the pattern. */
  readonly ahead?: string;
  /**
   * Finds the credential; its first group, where it has one, is the part to hide. Flags `dg`; every repetition is bounded. A
   * function: most programs need no pattern at all, and to make the patterns of all kinds takes longer than to look at a file.
   */
  readonly pattern: () => RegExp;
  /** Characters from the keyword to the end of the longest credential; 600 when left out. */
  readonly reach?: number;
  /** Bits a character; 2.5 when left out. */
  readonly minimumEntropy?: number;
  /** Asked of every candidate: what the format itself says. */
  readonly accepts?: (match: SecretMatch) => boolean;
  /** Asked of candidates in files only: checksums and bodies, which a command line or an example may lack. */
  readonly verifies?: (match: SecretMatch) => boolean;
  /** Neither words nor entropy are judged: `accepts` and `verifies` say it all. */
  readonly isStructured?: true;
  /** Opens a test system only. */
  readonly isForTests?: true;
  /** `guess`: a name and a value together only make it likely. `format` when left out. */
  readonly certainty?: "guess";
  /** Asked only in files whose path (lower case, a slash in front) matches. */
  readonly paths?: RegExp;
  /** Asked only in files, never in instructions and settings. */
  readonly isInFilesOnly?: true;
  /**
   * Told by a name or a place alone, with neither a vendor's form nor a checked structure: not asked in the files of
   * published packages, whose examples are full of them.
   */
  readonly isGeneric?: true;
  /** The credential goes on to the line with this text. */
  readonly closing?: string;
}

/** What a vendor calls its credentials. */
const nouns = {
  "access-key": { en: "access key", ja: "アクセスキー" },
  "access-token": { en: "access token", ja: "アクセストークン" },
  "api-key": { en: "API key", ja: "API キー" },
  "api-token": { en: "API token", ja: "API トークン" },
  "app-secret": { en: "app secret", ja: "アプリシークレット" },
  "client-secret": { en: "client secret", ja: "クライアントシークレット" },
  key: { en: "key", ja: "キー" },
  password: { en: "password", ja: "パスワード" },
  "secret-key": { en: "secret key", ja: "シークレットキー" },
  token: { en: "token", ja: "トークン" },
  "webhook-address": { en: "webhook address", ja: "Webhook の URL" },
} as const satisfies Readonly<Record<string, Text>>;

interface VendorKind extends Omit<SecretKind, "name" | "provider"> {
  readonly provider: string;
  readonly noun: keyof typeof nouns;
}

/** Gives the kind of a vendor's credential, named by vendor and noun: `GitHub token`, `GitHub トークン`. */
export function vendorKind({ noun, ...kind }: VendorKind): SecretKind {
  const { en, ja } = nouns[noun];
  return { ...kind, name: { en: `${kind.provider} ${en}`, ja: `${kind.provider} ${ja}` } };
}

/**
 * Gives a pattern for a value behind a name: `acme_key = "value"`, `"acmeKey": "value"`, `--acme-key value`,
 * `<acmeKey>value<`. `words` and `value` are pattern sources; letters are compared in any case.
 */
export function behindName(words: string, value: string): RegExp {
  const between = `[\\w.-]{0,40}["']?[ \\t]{0,4}(?:=>|:=|[=:,> ])[ \\t]{0,4}["']?`;
  return new RegExp(`(?<![a-z])(?:${words})${between}(${value})(?![\\w/+-])`, "dgi");
}

/** Pattern source of a universally unique identifier. */
export const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
