import { readFile } from "node:fs/promises";
import { SekishoError } from "sekisho";
import type { Text } from "../contract/text.ts";
import { type BloomFilter, mayHold } from "./bloom-filter.ts";

/** Characters that a password needs. Length counts, what kinds of characters does not. Source: NIST SP 800-63B-4, 3.1.1. */
const shortestPassword = 12;
/** A word that belongs to the account and is no secret. */
const shortestOwnWord = 4;

/** Bits that stand for a password; `tools/write-common-passwords.ts` writes the file with it. */
export const commonPasswordHashes = 10;

let common: Promise<BloomFilter> | undefined;

/**
 * Refuses a password that is short, that many people use, or that is made of what everybody knows of its owner.
 *
 * @param known Words that belong to the account: e-mail address, name, tenant.
 * @throws {SekishoError} `request-invalid`
 */
export async function refuseWeakPassword(password: string, known: readonly string[]): Promise<void> {
  const problem = findWeakness(password, known, await readCommonPasswords());
  if (problem !== undefined) throw new SekishoError("request-invalid", problem);
}

/** Says what is wrong with a password; `undefined` when nothing is. */
function findWeakness(password: string, known: readonly string[], filter: BloomFilter): Text | undefined {
  const text = password.normalize("NFKC");
  if (Array.from(text).length < shortestPassword) {
    return {
      en: `a password needs at least ${shortestPassword} characters; four words with blanks between them are easy to keep in mind`,
      ja: `パスワードは ${shortestPassword} 文字以上にしてください。空白で区切った 4 つの単語は覚えやすく安全です。`,
    };
  }
  if (new Set(text).size < 5 || formsOf(text).some((form) => mayHold(filter, form))) {
    return {
      en: "this password, or one like it, is on lists that attackers try first",
      ja: "このパスワード、またはよく似たパスワードは、攻撃者が最初に試す一覧に含まれています。",
    };
  }
  if (isMadeOfKnown(text.toLowerCase(), known)) {
    return {
      en: "this password is made of the e-mail address, the name or the tenant",
      ja: "メールアドレス、名前、テナント名から作られたパスワードは使用できません。",
    };
  }
  return undefined;
}

const lookalikes: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/** `P@ssw0rd-2026!!` is `password` with a year: what is added to a common password is the first that is tried. */
function formsOf(password: string): readonly string[] {
  const lower = password.toLowerCase();
  const bare = lower.replace(/^[\d\W_]{0,40}/u, "").replace(/[\d\W_]{0,40}$/u, "");
  const half = lower.slice(0, lower.length / 2);
  const forms = [lower, bare, unmask(lower), unmask(bare), ...(half + half === lower ? [half] : [])];
  return forms.filter((form) => form.length >= 6 && form.length * 2 > lower.length);
}

function unmask(text: string): string {
  return text.replaceAll(/[013457@$!]/g, (character) => lookalikes[character] ?? character);
}

function isMadeOfKnown(password: string, known: readonly string[]): boolean {
  const words = known.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  let rest = password;
  for (const word of words) if (word.length >= shortestOwnWord) rest = rest.replaceAll(word, "");
  const left = rest.replaceAll(/[^\p{L}\p{N}]+/gu, "");
  return rest.length < password.length && left.length < shortestPassword / 2;
}

/** Read when a password is set for the first time: signing in never needs it. */
function readCommonPasswords(): Promise<BloomFilter> {
  common ??= readFile(new URL("../../data/common-passwords.bloom", import.meta.url)).then((bits) => ({
    bits,
    hashes: commonPasswordHashes,
  }));
  return common;
}
