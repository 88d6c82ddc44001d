import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";
import type { PackageIdentity } from "./identify.ts";
import type { PackageRecord } from "./package-record.ts";

/** What a reader has to know of a package's name. */
export interface UrlTrouble {
  readonly code: "package-url-missing" | "package-url-invalid" | "package-type-unknown";
  readonly message: Text;
}

/** Gives what is wrong with the package URL of a package; `undefined` where advisories can be found for it. */
export function findUrlTrouble({ purl, name }: PackageRecord, { url, type }: PackageIdentity): UrlTrouble | undefined {
  if (purl === undefined) {
    return {
      code: "package-url-missing",
      message: {
        en: `"${quote(name)}" has no package URL; it is kept as a generic package, for which no advisories are published.`,
        ja: `「${quote(name)}」にはパッケージ URL がありません。汎用パッケージとして扱うため、脆弱性は照合できません。`,
      },
    };
  }
  if (url === undefined) {
    return {
      code: "package-url-invalid",
      message: {
        en: `Expected a package URL, got "${quote(purl)}". The package is kept under that text.`,
        ja: `パッケージ URL を想定しましたが、「${quote(purl)}」でした。この値のままパッケージを残します。`,
      },
    };
  }
  if (type === url.type) return undefined;
  return {
    code: "package-type-unknown",
    message: {
      en: `Packages of the type ${quote(url.type)} are kept, but no advisories are known for them: "${quote(purl)}".`,
      ja: `種類 ${quote(url.type)} のパッケージは残しますが、対応する脆弱性情報がありません（「${quote(purl)}」）。`,
    },
  };
}
