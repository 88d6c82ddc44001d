import type { Diagnostic } from "../../model/diagnostic.ts";
import { quote } from "../../model/quote.ts";

/** Longest name or version that is taken for one, in UTF-16 units; npm's own limit of names is 214. */
const maxIdentityLength = 256;

const plainIdentity = /^[!-~]+$/;
const unusableCharacter = /[\p{Cc}\p{Cf}\p{Cs}\p{Z}\uFFFD]/u;

/** Says whether a text from a file can be the name or the version of a package: not empty, short, all visible. */
export function isUsableIdentity(text: string): boolean {
  if (text === "" || text.length > maxIdentityLength) return false;
  return plainIdentity.test(text) || !unusableCharacter.test(text);
}

/** Says that a file names a package in words that no ecosystem has; the package is left out. */
function describeUnusableIdentity(path: string, what: "name" | "version", got: string): Diagnostic {
  const shown = quote(got);
  const japanese = what === "name" ? "名前" : "バージョン";
  return {
    code: "package/unusable-identity",
    level: "error",
    message: {
      en: `Expected the ${what} of a package, without spaces and at most ${maxIdentityLength} characters long, got "${shown}".`,
      ja: `パッケージの${japanese}（空白を含まない ${maxIdentityLength} 文字以内の文字列）を想定しましたが、「${shown}」でした。`,
    },
    location: { path },
  };
}

/** Gives the diagnostics of a name and a version: none when both can be those of a package. */
export function checkIdentity(path: string, name: string, version: string): readonly Diagnostic[] {
  if (!isUsableIdentity(name)) return [describeUnusableIdentity(path, "name", name)];
  if (version !== "" && !isUsableIdentity(version)) return [describeUnusableIdentity(path, "version", version)];
  return [];
}
