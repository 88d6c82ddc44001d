import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";

/** Says of an entry that it is no package. */
export function noPackage(what: string): Text {
  const name =
    what === ""
      ? { en: "An entry without a name", ja: "名前のない項目" }
      : { en: `"${quote(what)}"`, ja: `「${quote(what)}」` };
  return {
    en: `${name.en} is no package with a name and a version; it is left out.`,
    ja: `${name.ja}は名前とバージョンを持つパッケージではないため、取り込みませんでした。`,
  };
}
